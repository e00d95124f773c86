#ifndef CSCAN_EVENTS_H
#define CSCAN_EVENTS_H

// Byte searches of passing events; see CScan.h for why they are here. No load passes `to`.

#include <stddef.h>
#include <stdint.h>

#if defined(__SSE2__)
#include <emmintrin.h>
#elif defined(__aarch64__) && defined(__ARM_NEON)
#include <arm_neon.h>
#endif

/// The first offset in `from..<to` of a CR or LF; else `to`.
static inline size_t cscan_first_line_break(const uint8_t *base, size_t from, size_t to) {
    size_t at = from;
#if defined(__SSE2__)
    const __m128i feed = _mm_set1_epi8('\n'), carriage = _mm_set1_epi8('\r');
    for (; to - at >= 16; at += 16) {
        __m128i bytes = _mm_loadu_si128((const __m128i *)(base + at));
        int mask = _mm_movemask_epi8(_mm_or_si128(_mm_cmpeq_epi8(bytes, feed), _mm_cmpeq_epi8(bytes, carriage)));
        if (mask) return at + (size_t)__builtin_ctz((unsigned)mask);
    }
#elif defined(__aarch64__) && defined(__ARM_NEON)
    for (; to - at >= 16; at += 16) {
        uint8x16_t bytes = vld1q_u8(base + at);
        if (vmaxvq_u8(vorrq_u8(vceqq_u8(bytes, vdupq_n_u8('\n')), vceqq_u8(bytes, vdupq_n_u8('\r'))))) break;
    }
#endif
    while (at < to && base[at] != '\n' && base[at] != '\r') at++;
    return at;
}

/// The first offset in `from..<to` of a byte that follows a quote within them and is one of `a`, `b`, `c`, `d`; else
/// `to`.
static inline size_t cscan_first_quoted(
    const uint8_t *base, size_t from, size_t to, uint8_t a, uint8_t b, uint8_t c, uint8_t d) {
    size_t at = from;
#if defined(__SSE2__)
    const __m128i quote = _mm_set1_epi8('"'), as = _mm_set1_epi8((char)a), bs = _mm_set1_epi8((char)b);
    const __m128i cs = _mm_set1_epi8((char)c), ds = _mm_set1_epi8((char)d);
    for (; to - at > 16; at += 16) {
        __m128i next = _mm_loadu_si128((const __m128i *)(base + at + 1));
        __m128i wanted = _mm_or_si128(_mm_or_si128(_mm_cmpeq_epi8(next, as), _mm_cmpeq_epi8(next, bs)),
                                      _mm_or_si128(_mm_cmpeq_epi8(next, cs), _mm_cmpeq_epi8(next, ds)));
        __m128i quotes = _mm_cmpeq_epi8(_mm_loadu_si128((const __m128i *)(base + at)), quote);
        int mask = _mm_movemask_epi8(_mm_and_si128(quotes, wanted));
        if (mask) return at + (size_t)__builtin_ctz((unsigned)mask) + 1;
    }
#elif defined(__aarch64__) && defined(__ARM_NEON)
    for (; to - at > 16; at += 16) {
        uint8x16_t next = vld1q_u8(base + at + 1);
        uint8x16_t wanted = vorrq_u8(vorrq_u8(vceqq_u8(next, vdupq_n_u8(a)), vceqq_u8(next, vdupq_n_u8(b))),
                                     vorrq_u8(vceqq_u8(next, vdupq_n_u8(c)), vceqq_u8(next, vdupq_n_u8(d))));
        if (vmaxvq_u8(vandq_u8(vceqq_u8(vld1q_u8(base + at), vdupq_n_u8('"')), wanted))) break;
    }
#endif
    for (; to - at > 1; at++) {
        uint8_t next = base[at + 1];
        if (base[at] == '"' && (next == a || next == b || next == c || next == d)) return at + 1;
    }
    return to;
}

#endif
