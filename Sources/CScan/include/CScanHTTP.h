#ifndef CSCAN_HTTP_H
#define CSCAN_HTTP_H

// Byte searches of HTTP heads; see CScan.h for why they are here. No load passes `to`.

#include <stddef.h>
#include <stdint.h>

#if defined(__SSE2__)
#include <emmintrin.h>
#elif defined(__aarch64__) && defined(__ARM_NEON)
#include <arm_neon.h>
#endif

/// 1 for each byte that may stand in a method or a field name (RFC 9110 §5.6.2 `tchar`).
extern const uint8_t cscan_token_bytes[256];

/// The first offset in `from..<to` of a byte that is not of a token; else `to`.
static inline size_t cscan_end_of_token(const uint8_t *base, size_t from, size_t to) {
    size_t at = from;
#if defined(__SSE2__)
    // Most of a name is letters and dashes; what else it may hold is looked up.
    const __m128i last = _mm_set1_epi8('z' - 'a');
    while (to - at >= 16) {
        __m128i bytes = _mm_loadu_si128((const __m128i *)(base + at));
        __m128i letter = _mm_sub_epi8(_mm_or_si128(bytes, _mm_set1_epi8(0x20)), _mm_set1_epi8('a'));
        __m128i plain = _mm_or_si128(_mm_cmpeq_epi8(_mm_min_epu8(letter, last), letter),
                                     _mm_cmpeq_epi8(bytes, _mm_set1_epi8('-')));
        size_t count = (size_t)__builtin_ctz(~(unsigned)_mm_movemask_epi8(plain));
        at += count;
        if (count == 16) continue;
        if (!cscan_token_bytes[base[at]]) return at;
        at++;
    }
#endif
    while (at < to && cscan_token_bytes[base[at]]) at++;
    return at;
}

/// The first offset in `from..<to` of a control character (below 0x20, or DEL); else `to`.
static inline size_t cscan_first_control(const uint8_t *base, size_t from, size_t to) {
    size_t at = from;
#if defined(__SSE2__)
    const __m128i last = _mm_set1_epi8(0x1F), delete = _mm_set1_epi8(0x7F);
    for (; to - at >= 16; at += 16) {
        __m128i bytes = _mm_loadu_si128((const __m128i *)(base + at));
        __m128i found = _mm_or_si128(_mm_cmpeq_epi8(_mm_min_epu8(bytes, last), bytes), _mm_cmpeq_epi8(bytes, delete));
        int mask = _mm_movemask_epi8(found);
        if (mask) return at + (size_t)__builtin_ctz((unsigned)mask);
    }
#elif defined(__aarch64__) && defined(__ARM_NEON)
    for (; to - at >= 16; at += 16) {
        uint8x16_t bytes = vld1q_u8(base + at);
        uint8x16_t found = vorrq_u8(vcltq_u8(bytes, vdupq_n_u8(0x20)), vceqq_u8(bytes, vdupq_n_u8(0x7F)));
        if (vmaxvq_u8(found)) break;
    }
#endif
    while (at < to && base[at] >= 0x20 && base[at] != 0x7F) at++;
    return at;
}

#endif
