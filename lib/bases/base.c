/* The shapes and symbols of all encodings. */
#include "lib/bases/base.h"

#include "lib/bases/alphabet.h"

const struct base_shape base_shapes[BASES] = {
    [BASE64] = {.bytes = 3, .symbols = 4, .unit = 57, .bits = 6, .pads = true},
    [BASE64URL] = {.bytes = 3, .symbols = 4, .unit = 57, .bits = 6, .pads = true},
    [BASE32] = {.bytes = 5, .symbols = 8, .unit = 95, .bits = 5, .pads = true},
    [BASE32HEX] = {.bytes = 5, .symbols = 8, .unit = 95, .bits = 5, .pads = true},
    [BASE16] = {.bytes = 1, .symbols = 2, .unit = 38, .bits = 4},
    [BASE2MSBF] = {.bytes = 1, .symbols = 8, .bits = 1},
    [BASE2LSBF] = {.bytes = 1, .symbols = 8, .bits = 1, .lsb_first = true},
    [Z85] = {.bytes = 4, .symbols = 5},
};

#define VALUE(unused, c, v) [c] = BASE_SYMBOL | (v),

const uint8_t base_values[BASES][256] = {
    [BASE64] = {BASE64_SYMBOLS(VALUE, 0)},
    [BASE64URL] = {BASE64URL_SYMBOLS(VALUE, 0)},
    [BASE32] = {BASE32_SYMBOLS(VALUE, 0)},
    [BASE32HEX] = {BASE32HEX_SYMBOLS(VALUE, 0)},
    [BASE16] = {BASE16_SYMBOLS(VALUE, 0)},
    [BASE2MSBF] = {BASE2_SYMBOLS(VALUE, 0)},
    [BASE2LSBF] = {BASE2_SYMBOLS(VALUE, 0)},
    [Z85] = {Z85_SYMBOLS(VALUE, 0)},
};

#define BIT(low, c, v) | (((c)&0xF) == (low)) << ((c) >> 4)
#define SET(SYMBOLS)                                                                               \
	{                                                                                          \
		0 SYMBOLS(BIT, 0), 0 SYMBOLS(BIT, 1), 0 SYMBOLS(BIT, 2), 0 SYMBOLS(BIT, 3),        \
		    0 SYMBOLS(BIT, 4), 0 SYMBOLS(BIT, 5), 0 SYMBOLS(BIT, 6), 0 SYMBOLS(BIT, 7),    \
		    0 SYMBOLS(BIT, 8), 0 SYMBOLS(BIT, 9), 0 SYMBOLS(BIT, 10), 0 SYMBOLS(BIT, 11),  \
		    0 SYMBOLS(BIT, 12), 0 SYMBOLS(BIT, 13), 0 SYMBOLS(BIT, 14), 0 SYMBOLS(BIT, 15) \
	}

const uint8_t base_sets[BASES][16] = {
    [BASE64] = SET(BASE64_SYMBOLS),
    [BASE64URL] = SET(BASE64URL_SYMBOLS),
    [BASE32] = SET(BASE32_SYMBOLS),
    [BASE32HEX] = SET(BASE32HEX_SYMBOLS),
    [BASE16] = SET(BASE16_SYMBOLS),
    [BASE2MSBF] = SET(BASE2_SYMBOLS),
    [BASE2LSBF] = SET(BASE2_SYMBOLS),
    [Z85] = SET(Z85_SYMBOLS),
};
