#ifndef CSCAN_H
#define CSCAN_H

// Byte searches that Swift has no portable vector form for: its SIMD comparisons are not compiled into the machine's.
// Short ones are inlined into their callers. Why they are safe: no load passes `to`.

#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "CScanEvents.h"
#include "CScanHTTP.h"

#if defined(__SSE2__)
#include <emmintrin.h>
#elif defined(__aarch64__) && defined(__ARM_NEON)
#include <arm_neon.h>
#endif

/// How many of the sixteen bytes at `bytes` a JSON string can hold as plain ASCII, up to the first one that is a quote, a
/// backslash, a control character or not ASCII.
static inline size_t cscan_plain_of_sixteen(const uint8_t *bytes) {
#if defined(__SSE2__)
    __m128i all = _mm_loadu_si128((const __m128i *)bytes);
    // With 0x22 and 0x20 exchanged, the quote too is below 0x21; as signed numbers, bytes that are not ASCII are.
    __m128i above = _mm_cmpgt_epi8(_mm_xor_si128(all, _mm_set1_epi8(2)), _mm_set1_epi8(0x20));
    __m128i plain = _mm_andnot_si128(_mm_cmpeq_epi8(all, _mm_set1_epi8('\\')), above);
    return (size_t)__builtin_ctz(~(unsigned)_mm_movemask_epi8(plain));
#else
    size_t count = 0;
    for (; count < 16; count++) {
        uint8_t byte = bytes[count];
        if (byte < 0x20 || byte >= 0x80 || byte == '"' || byte == '\\') break;
    }
    return count;
#endif
}

/// How many of the first 32 of `count` bytes are plain in that sense, as far as whole sixteens of them are there.
static inline size_t cscan_plain_start(const uint8_t *bytes, size_t count) {
    if (count < 16) return 0;
    size_t plain = cscan_plain_of_sixteen(bytes);
    if (plain < 16 || count < 32) return plain;
    return 16 + cscan_plain_of_sixteen(bytes + 16);
}

/// The first offset in `from..<to` that ends a run of a JSON string's text, which may hold any characters: a quote, a
/// backslash or a control character; else `to`. `SIZE_MAX` if what comes before it is not well-formed UTF-8 that begins
/// and ends between characters.
size_t cscan_end_of_text(const uint8_t *base, size_t from, size_t to);

/// The same without vector instructions: for machines that lack them, and to test the other one.
size_t cscan_end_of_text_portable(const uint8_t *base, size_t from, size_t to);

/// The first offset in `from..<to` of a byte that a JSON string must escape: a quote, a backslash or a control
/// character; else `to`.
static inline size_t cscan_end_of_unescaped(const uint8_t *base, size_t from, size_t to) {
    size_t at = from;
#if defined(__SSE2__)
    const __m128i quote = _mm_set1_epi8('"'), backslash = _mm_set1_epi8('\\'), last = _mm_set1_epi8(0x1F);
    for (; to - at >= 16; at += 16) {
        __m128i bytes = _mm_loadu_si128((const __m128i *)(base + at));
        __m128i found = _mm_or_si128(_mm_cmpeq_epi8(_mm_min_epu8(bytes, last), bytes),
                                     _mm_or_si128(_mm_cmpeq_epi8(bytes, quote), _mm_cmpeq_epi8(bytes, backslash)));
        int mask = _mm_movemask_epi8(found);
        if (mask) return at + (size_t)__builtin_ctz((unsigned)mask);
    }
#elif defined(__aarch64__) && defined(__ARM_NEON)
    for (; to - at >= 16; at += 16) {
        uint8x16_t bytes = vld1q_u8(base + at);
        uint8x16_t found = vorrq_u8(vcltq_u8(bytes, vdupq_n_u8(0x20)),
                                    vorrq_u8(vceqq_u8(bytes, vdupq_n_u8('"')), vceqq_u8(bytes, vdupq_n_u8('\\'))));
        if (vmaxvq_u8(found)) break;
    }
#endif
    for (; at < to; at++) {
        uint8_t byte = base[at];
        if (byte < 0x20 || byte == '"' || byte == '\\') return at;
    }
    return to;
}

/// Whether two runs of `count` bytes are the same, for short ones: by words, the last two of which may overlap.
static inline int cscan_equal(const uint8_t *one, const uint8_t *other, size_t count) {
    if (count >= 8) {
        uint64_t left, right;
        for (size_t at = 0; at < count - 8; at += 8) {
            memcpy(&left, one + at, 8), memcpy(&right, other + at, 8);
            if (left != right) return 0;
        }
        memcpy(&left, one + count - 8, 8), memcpy(&right, other + count - 8, 8);
        return left == right;
    }
    if (count >= 4) {
        uint32_t left, right, last_left, last_right;
        memcpy(&left, one, 4), memcpy(&right, other, 4);
        memcpy(&last_left, one + count - 4, 4), memcpy(&last_right, other + count - 4, 4);
        return left == right && last_left == last_right;
    }
    for (size_t at = 0; at < count; at++)
        if (one[at] != other[at]) return 0;
    return 1;
}

#endif
