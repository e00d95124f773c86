#ifndef CSCAN_H
#define CSCAN_H

// Byte searches that Swift has no portable vector form for: its SIMD comparisons are not compiled into the machine's.
// All are inlined into their callers. Why they are safe: no load passes `to`.

#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "CScanHTTP.h"

#if defined(__SSE2__)
#include <emmintrin.h>
#elif defined(__aarch64__) && defined(__ARM_NEON)
#include <arm_neon.h>
#endif

/// The first offset in `from..<to` that a JSON string cannot hold as plain ASCII: a quote, a backslash, a control
/// character or a byte that is not ASCII; else `to`.
static inline size_t cscan_end_of_plain(const uint8_t *base, size_t from, size_t to) {
    size_t at = from;
#if defined(__SSE2__)
    const __m128i quote = _mm_set1_epi8('"'), backslash = _mm_set1_epi8('\\'), space = _mm_set1_epi8(0x20);
    for (; to - at >= 16; at += 16) {
        __m128i bytes = _mm_loadu_si128((const __m128i *)(base + at));
        // As signed numbers, bytes that are not ASCII are below the blank too.
        __m128i found = _mm_or_si128(_mm_cmplt_epi8(bytes, space),
                                     _mm_or_si128(_mm_cmpeq_epi8(bytes, quote), _mm_cmpeq_epi8(bytes, backslash)));
        int mask = _mm_movemask_epi8(found);
        if (mask) return at + (size_t)__builtin_ctz((unsigned)mask);
    }
#elif defined(__aarch64__) && defined(__ARM_NEON)
    for (; to - at >= 16; at += 16) {
        int8x16_t bytes = vreinterpretq_s8_u8(vld1q_u8(base + at));
        uint8x16_t found = vorrq_u8(vcltq_s8(bytes, vdupq_n_s8(0x20)),
                                    vorrq_u8(vceqq_s8(bytes, vdupq_n_s8('"')), vceqq_s8(bytes, vdupq_n_s8('\\'))));
        if (vmaxvq_u8(found)) break;
    }
#endif
    for (; at < to; at++) {
        uint8_t byte = base[at];
        if (byte < 0x20 || byte >= 0x80 || byte == '"' || byte == '\\') return at;
    }
    return to;
}

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

/// Whether two runs of `count` bytes are the same, for short ones: words of eight, the last two of which may overlap.
static inline int cscan_equal(const uint8_t *one, const uint8_t *other, size_t count) {
    uint64_t left, right;
    if (count >= 8) {
        for (size_t at = 0; at < count - 8; at += 8) {
            memcpy(&left, one + at, 8), memcpy(&right, other + at, 8);
            if (left != right) return 0;
        }
        memcpy(&left, one + count - 8, 8), memcpy(&right, other + count - 8, 8);
        return left == right;
    }
    for (size_t at = 0; at < count; at++)
        if (one[at] != other[at]) return 0;
    return 1;
}

// The well-formed sequences of UTF-8 (Unicode, table 3-7) as an automaton without branches: a row holds, at the place
// of each state, the place of the next one.
#define CSCAN_OK 0
#define CSCAN_BAD 6
#define CSCAN_ONE 12    // one continuation byte to come
#define CSCAN_TWO 18
#define CSCAN_THREE 24
#define CSCAN_E0 30     // then A0…BF
#define CSCAN_ED 36     // then 80…9F
#define CSCAN_F0 42     // then 90…BF
#define CSCAN_F4 48     // then 80…8F
#define CSCAN_AT(from, to) ((uint64_t)(to) << (from))
#define CSCAN_ROW(ok, one, two, three, e0, ed, f0, f4)                                                             \
    (CSCAN_AT(CSCAN_OK, ok) | CSCAN_AT(CSCAN_BAD, CSCAN_BAD) | CSCAN_AT(CSCAN_ONE, one) | CSCAN_AT(CSCAN_TWO, two) \
     | CSCAN_AT(CSCAN_THREE, three) | CSCAN_AT(CSCAN_E0, e0) | CSCAN_AT(CSCAN_ED, ed) | CSCAN_AT(CSCAN_F0, f0)     \
     | CSCAN_AT(CSCAN_F4, f4))
#define CSCAN_LEAD(next)                                                                                           \
    CSCAN_ROW(next, CSCAN_BAD, CSCAN_BAD, CSCAN_BAD, CSCAN_BAD, CSCAN_BAD, CSCAN_BAD, CSCAN_BAD)
#define CSCAN_CONTINUATION(e0, ed, f0, f4) CSCAN_ROW(CSCAN_BAD, CSCAN_OK, CSCAN_ONE, CSCAN_TWO, e0, ed, f0, f4)

extern const uint64_t cscan_utf8_rows[256];

/// Whether `from..<to` is well-formed UTF-8 that begins and ends between characters.
static inline int cscan_is_utf8(const uint8_t *base, size_t from, size_t to) {
    uint64_t state = CSCAN_OK;
    for (size_t at = from; at < to; at++) state = cscan_utf8_rows[base[at]] >> (state & 63);
    return (state & 63) == CSCAN_OK;
}

#endif
