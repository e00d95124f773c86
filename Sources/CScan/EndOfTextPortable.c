#include "CScan.h"

// The well-formed sequences of UTF-8 (Unicode, table 3-7) as an automaton without branches: a row holds, at the place
// of each state, the place of the next one.
#define OK 0
#define BAD 6
#define ONE 12    // one continuation byte to come
#define TWO 18
#define THREE 24
#define E0 30     // then A0…BF
#define ED 36     // then 80…9F
#define F0 42     // then 90…BF
#define F4 48     // then 80…8F
#define AT(from, to) ((uint64_t)(to) << (from))
#define ROW(ok, one, two, three, e0, ed, f0, f4)                                                              \
    (AT(OK, ok) | AT(BAD, BAD) | AT(ONE, one) | AT(TWO, two) | AT(THREE, three) | AT(E0, e0) | AT(ED, ed) |    \
     AT(F0, f0) | AT(F4, f4))
#define LEAD(next) ROW(next, BAD, BAD, BAD, BAD, BAD, BAD, BAD)
#define CONTINUATION(e0, ed, f0, f4) ROW(BAD, OK, ONE, TWO, e0, ed, f0, f4)

static const uint64_t rows[256] = {
    [0x00 ... 0x7F] = LEAD(OK),
    [0x80 ... 0x8F] = CONTINUATION(BAD, ONE, BAD, TWO),
    [0x90 ... 0x9F] = CONTINUATION(BAD, ONE, TWO, BAD),
    [0xA0 ... 0xBF] = CONTINUATION(ONE, BAD, TWO, BAD),
    [0xC0 ... 0xC1] = LEAD(BAD),
    [0xC2 ... 0xDF] = LEAD(ONE),
    [0xE0] = LEAD(E0),
    [0xE1 ... 0xEC] = LEAD(TWO),
    [0xED] = LEAD(ED),
    [0xEE ... 0xEF] = LEAD(TWO),
    [0xF0] = LEAD(F0),
    [0xF1 ... 0xF3] = LEAD(THREE),
    [0xF4] = LEAD(F4),
    [0xF5 ... 0xFF] = LEAD(BAD),
};

size_t cscan_end_of_text_portable(const uint8_t *base, size_t from, size_t to) {
    size_t end = cscan_end_of_unescaped(base, from, to);
    uint64_t state = OK;
    for (size_t at = from; at < end; at++) state = rows[base[at]] >> (state & 63);
    return (state & 63) == OK ? end : SIZE_MAX;
}
