#include "CScan.h"

const uint64_t cscan_utf8_rows[256] = {
    [0x00 ... 0x7F] = CSCAN_LEAD(CSCAN_OK),
    [0x80 ... 0x8F] = CSCAN_CONTINUATION(CSCAN_BAD, CSCAN_ONE, CSCAN_BAD, CSCAN_TWO),
    [0x90 ... 0x9F] = CSCAN_CONTINUATION(CSCAN_BAD, CSCAN_ONE, CSCAN_TWO, CSCAN_BAD),
    [0xA0 ... 0xBF] = CSCAN_CONTINUATION(CSCAN_ONE, CSCAN_BAD, CSCAN_TWO, CSCAN_BAD),
    [0xC0 ... 0xC1] = CSCAN_LEAD(CSCAN_BAD),
    [0xC2 ... 0xDF] = CSCAN_LEAD(CSCAN_ONE),
    [0xE0] = CSCAN_LEAD(CSCAN_E0),
    [0xE1 ... 0xEC] = CSCAN_LEAD(CSCAN_TWO),
    [0xED] = CSCAN_LEAD(CSCAN_ED),
    [0xEE ... 0xEF] = CSCAN_LEAD(CSCAN_TWO),
    [0xF0] = CSCAN_LEAD(CSCAN_F0),
    [0xF1 ... 0xF3] = CSCAN_LEAD(CSCAN_THREE),
    [0xF4] = CSCAN_LEAD(CSCAN_F4),
    [0xF5 ... 0xFF] = CSCAN_LEAD(CSCAN_BAD),
};

const uint8_t cscan_token_bytes[256] = {
    ['!'] = 1, ['#'] = 1, ['$'] = 1, ['%'] = 1, ['&'] = 1, ['\''] = 1, ['*'] = 1, ['+'] = 1, ['-'] = 1, ['.'] = 1,
    ['^'] = 1, ['_'] = 1, ['`'] = 1, ['|'] = 1, ['~'] = 1, ['0' ... '9'] = 1, ['A' ... 'Z'] = 1, ['a' ... 'z'] = 1,
};
