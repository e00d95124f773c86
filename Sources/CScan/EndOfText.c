// The end of a JSON string's text and the check of its UTF-8 in one pass over blocks of 32 bytes (AVX2) or 16 (NEON).
//
// Whether UTF-8 is well-formed shows in each byte and the three before it. Three tables of sixteen, looked up for a
// whole block at once, tell the faults of pairs of bytes: by the upper and the lower half of the first one and by the
// upper half of the second; a fault is there where all three name it (J. Keiser, D. Lemire: "Validating UTF-8 in less
// than one instruction per byte", 2021). What is left is that the third byte of three, and the third and fourth of
// four, must continue, and nothing else may be a continuation after a continuation.

#include "CScan.h"

#if defined(__x86_64__)

#include <immintrin.h>

#define WIDTH 32
#define VECTOR static inline __attribute__((always_inline, target("avx2")))
#define TABLE(...) ((Block){__VA_ARGS__, __VA_ARGS__})

typedef uint8_t Block __attribute__((vector_size(WIDTH)));
typedef int8_t SignedBlock __attribute__((vector_size(WIDTH)));

/// `table[index]` for each index, all of them below 16.
VECTOR Block looked_up(Block table, Block index) {
    return (Block)_mm256_shuffle_epi8((__m256i)table, (__m256i)index);
}

/// For each byte the one `by` places before it, the first ones from the end of the block before.
#define MOVED_UP(block, before, by)              \
    ((Block)_mm256_alignr_epi8((__m256i)(block), \
                               _mm256_permute2x128_si256((__m256i)(before), (__m256i)(block), 0x21), 16 - (by)))

/// Where the first byte is that a comparison found; `WIDTH` if it found none.
VECTOR size_t first_found(Block found) {
    unsigned bits = (unsigned)_mm256_movemask_epi8((__m256i)found);
    return bits ? (size_t)__builtin_ctz(bits) : WIDTH;
}

VECTOR int is_ascii(Block block) { return _mm256_movemask_epi8((__m256i)block) == 0; }
VECTOR int is_zero(Block block) { return _mm256_testz_si256((__m256i)block, (__m256i)block); }

#elif defined(__aarch64__) && defined(__ARM_NEON)

#define WIDTH 16
#define VECTOR static inline __attribute__((always_inline))
#define TABLE(...) ((Block){__VA_ARGS__})

typedef uint8_t Block __attribute__((vector_size(WIDTH)));
typedef int8_t SignedBlock __attribute__((vector_size(WIDTH)));

VECTOR Block looked_up(Block table, Block index) { return (Block)vqtbl1q_u8((uint8x16_t)table, (uint8x16_t)index); }

#define MOVED_UP(block, before, by) ((Block)vextq_u8((uint8x16_t)(before), (uint8x16_t)(block), 16 - (by)))

VECTOR size_t first_found(Block found) {
    // Four bits of each byte.
    uint8x8_t halves = vshrn_n_u16(vreinterpretq_u16_u8((uint8x16_t)found), 4);
    uint64_t bits = vget_lane_u64(vreinterpret_u64_u8(halves), 0);
    return bits ? (size_t)__builtin_ctzll(bits) / 4 : WIDTH;
}

VECTOR int is_ascii(Block block) { return vmaxvq_u8((uint8x16_t)block) < 0x80; }
VECTOR int is_zero(Block block) { return vmaxvq_u8((uint8x16_t)block) == 0; }

#endif

#if defined(WIDTH)

VECTOR Block all(uint8_t byte) { return (Block){0} + byte; }

enum {
    ENDS_EARLY = 1 << 0,       // a lead byte, then no continuation
    BEGINS_LATE = 1 << 1,      // ASCII, then a continuation
    OVERLONG_2 = 1 << 2,       // C0…C1
    OVERLONG_3 = 1 << 3,       // E0, then 80…9F
    SURROGATE = 1 << 4,        // ED, then A0…BF
    TOO_LARGE = 1 << 5,        // F4, then 90…BF; F5…FF, then 90…BF
    TOO_LARGE_80 = 1 << 6,     // F5…FF, then 80…8F
    OVERLONG_4 = 1 << 6,       // F0, then 80…8F: told from the one above by the lower half of the lead byte
    CONTINUED = 1 << 7,        // two continuations: right within three or four bytes only
    ANY_LOWER = ENDS_EARLY | BEGINS_LATE | CONTINUED,
};

/// Zero where each byte may follow the three before it.
VECTOR Block faults(Block block, Block before) {
    Block upper_of_first = TABLE(
        BEGINS_LATE, BEGINS_LATE, BEGINS_LATE, BEGINS_LATE, BEGINS_LATE, BEGINS_LATE, BEGINS_LATE, BEGINS_LATE,
        CONTINUED, CONTINUED, CONTINUED, CONTINUED, ENDS_EARLY | OVERLONG_2, ENDS_EARLY,
        ENDS_EARLY | OVERLONG_3 | SURROGATE, ENDS_EARLY | TOO_LARGE | TOO_LARGE_80 | OVERLONG_4);
    Block lower_of_first = TABLE(
        ANY_LOWER | OVERLONG_2 | OVERLONG_3 | OVERLONG_4, ANY_LOWER | OVERLONG_2, ANY_LOWER, ANY_LOWER,
        ANY_LOWER | TOO_LARGE, ANY_LOWER | TOO_LARGE | TOO_LARGE_80, ANY_LOWER | TOO_LARGE | TOO_LARGE_80,
        ANY_LOWER | TOO_LARGE | TOO_LARGE_80, ANY_LOWER | TOO_LARGE | TOO_LARGE_80,
        ANY_LOWER | TOO_LARGE | TOO_LARGE_80, ANY_LOWER | TOO_LARGE | TOO_LARGE_80,
        ANY_LOWER | TOO_LARGE | TOO_LARGE_80, ANY_LOWER | TOO_LARGE | TOO_LARGE_80,
        ANY_LOWER | TOO_LARGE | TOO_LARGE_80 | SURROGATE, ANY_LOWER | TOO_LARGE | TOO_LARGE_80,
        ANY_LOWER | TOO_LARGE | TOO_LARGE_80);
    Block upper_of_second = TABLE(
        ENDS_EARLY, ENDS_EARLY, ENDS_EARLY, ENDS_EARLY, ENDS_EARLY, ENDS_EARLY, ENDS_EARLY, ENDS_EARLY,
        BEGINS_LATE | CONTINUED | OVERLONG_2 | OVERLONG_3 | OVERLONG_4 | TOO_LARGE_80,
        BEGINS_LATE | CONTINUED | OVERLONG_2 | OVERLONG_3 | TOO_LARGE,
        BEGINS_LATE | CONTINUED | OVERLONG_2 | SURROGATE | TOO_LARGE,
        BEGINS_LATE | CONTINUED | OVERLONG_2 | SURROGATE | TOO_LARGE, ENDS_EARLY, ENDS_EARLY, ENDS_EARLY, ENDS_EARLY);
    Block first = MOVED_UP(block, before, 1);
    Block pairs = looked_up(upper_of_first, first >> 4) & looked_up(lower_of_first, first & all(0x0F)) &
                  looked_up(upper_of_second, block >> 4);
    Block third = (Block)(MOVED_UP(block, before, 2) >= all(0xE0));
    Block fourth = (Block)(MOVED_UP(block, before, 3) >= all(0xF0));
    return pairs ^ ((third | fourth) & all(CONTINUED));
}

/// The bytes before `end`, and zeros behind them.
VECTOR Block cut(Block block, size_t end) {
    Block place = {0};
    for (int at = 0; at < WIDTH; at++) place[at] = (uint8_t)at;
    return block & (Block)(place < all((uint8_t)end));
}

typedef struct {
    Block before, faults;
} Text;

/// Takes in the next block up to where the text ends, which is the result; `WIDTH` if the text goes on.
VECTOR size_t take(Text *text, Block block) {
    size_t end = first_found((Block)(block < all(0x20)) | (Block)(block == all('"')) | (Block)(block == all('\\')));
    if (end < WIDTH) block = cut(block, end);
    if (!is_ascii(block | text->before)) text->faults |= faults(block, text->before);
    text->before = block;
    return end;
}

/// Whether nothing in the block is a quote, a backslash, a control character or not ASCII.
VECTOR int is_plain(Block block) {
    // As in `cscan_plain_of_sixteen`.
    Block fault = (Block)((SignedBlock)(block ^ all(2)) <= (SignedBlock)all(0x20)) | (Block)(block == all('\\'));
    return is_ascii(fault);
}

VECTOR Block loaded(const uint8_t *bytes) {
    Block block;
    memcpy(&block, bytes, WIDTH);
    return block;
}

VECTOR size_t end_of_text(const uint8_t *base, size_t from, size_t to) {
    Text text = {0};
    size_t at = from, end = WIDTH;
    for (; end == WIDTH && to - at >= WIDTH; at += WIDTH) {
        // Plain blocks need not be taken in where no character is open.
        if (is_ascii(text.before))
            while (is_plain(loaded(base + at)) && to - at >= 2 * WIDTH) at += WIDTH;
        end = take(&text, loaded(base + at));
    }
    if (end < WIDTH) {
        at -= WIDTH;
    } else {
        // The zeros behind the last bytes end the text as any control character does.
        Block block = all(0);
        memcpy(&block, base + at, to - at);
        end = take(&text, block);
    }
    return is_zero(text.faults) ? at + end : SIZE_MAX;
}

#endif

#if defined(__x86_64__)

__attribute__((target("avx2"))) static size_t end_of_text_avx2(const uint8_t *base, size_t from, size_t to) {
    return end_of_text(base, from, to);
}

size_t cscan_end_of_text(const uint8_t *base, size_t from, size_t to) {
    return __builtin_cpu_supports("avx2") ? end_of_text_avx2(base, from, to)
                                          : cscan_end_of_text_portable(base, from, to);
}

#elif defined(WIDTH)

size_t cscan_end_of_text(const uint8_t *base, size_t from, size_t to) { return end_of_text(base, from, to); }

#else

size_t cscan_end_of_text(const uint8_t *base, size_t from, size_t to) {
    return cscan_end_of_text_portable(base, from, to);
}

#endif
