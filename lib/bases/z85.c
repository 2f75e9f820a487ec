/* Z85 (ZeroMQ's RFC 32): four bytes are a big-endian number, and its five digits to the
 * base 85 are the characters. Five digits that make a number above 32 bits are not valid. */
#include "lib/bases/alphabet.h"
#include "lib/bases/scalar.h"

#define CHARACTER(unused, c, v) [v] = (c),

static const uint8_t alphabet[85] = {Z85_SYMBOLS(CHARACTER, 0)};

void
z85_encode_groups(const uint8_t *in, size_t n, uint8_t *out)
{
	for (; n >= 4; in += 4, n -= 4, out += 5) {
		uint32_t v =
		    (uint32_t)in[0] << 24 | (uint32_t)in[1] << 16 | (uint32_t)in[2] << 8 | in[3];

#pragma GCC unroll 5
		for (size_t i = 5; i > 0; i--) {
			out[i - 1] = alphabet[v % 85];
			v /= 85;
		}
	}
}

size_t
z85_decode_groups(const uint8_t *in, size_t n, uint8_t *out)
{
	const uint8_t *const values = base_values[Z85], *const start = in;

	for (; n >= 5; in += 5, n -= 5, out += 4) {
		uint8_t all = BASE_SYMBOL;
		uint64_t number = 0;

#pragma GCC unroll 5
		for (size_t i = 0; i < 5; i++) {
			const uint8_t v = values[in[i]];

			all &= v;
			number = number * 85 + (v & BASE_VALUE);
		}
		if (all == 0 || number > UINT32_MAX)
			break;
		out[0] = (uint8_t)(number >> 24);
		out[1] = (uint8_t)(number >> 16);
		out[2] = (uint8_t)(number >> 8);
		out[3] = (uint8_t)number;
	}
	return (size_t)(in - start);
}
