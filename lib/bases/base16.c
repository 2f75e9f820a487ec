/* base16 in plain C: the two digits of a byte are looked up, and the values of two digits,
 * four pairs at a time where there are as many. */
#include "lib/bases/base16.h"

#include <string.h>

#include "lib/cpu/inline.h"

#define WITH_EACH(c)                                                                               \
	c "0" c "1" c "2" c "3" c "4" c "5" c "6" c "7" c "8" c "9" c "A" c "B" c "C" c "D" c      \
	  "E" c "F"

static const char pairs[] = WITH_EACH("0") WITH_EACH("1") WITH_EACH("2") WITH_EACH("3")
    WITH_EACH("4") WITH_EACH("5") WITH_EACH("6") WITH_EACH("7") WITH_EACH("8") WITH_EACH("9")
        WITH_EACH("A") WITH_EACH("B") WITH_EACH("C") WITH_EACH("D") WITH_EACH("E") WITH_EACH("F");

static const size_t PAIRS = 4;

void
base16_encode_groups_plain(const uint8_t *in, size_t n, uint8_t *out)
{
	for (size_t i = 0; i < n; i++)
		memcpy(out + 2 * i, pairs + 2 * (size_t)in[i], 2);
}

/* Decodes `count` pairs. False if one is not valid. */
INLINE bool
decode_pairs(const uint8_t *in, size_t count, uint8_t *out)
{
	const uint8_t *const values = base_values[BASE16];
	uint8_t all = BASE_SYMBOL;

#pragma GCC unroll 4
	for (size_t i = 0; i < count; i++) {
		const uint8_t high = values[in[2 * i]], low = values[in[2 * i + 1]];

		all &= high & low;
		out[i] = (uint8_t)(high << 4 | (low & 0xF));
	}
	return all != 0;
}

size_t
base16_decode_groups_plain(const uint8_t *in, size_t n, uint8_t *out)
{
	const uint8_t *const start = in;

	while (n >= 2 * PAIRS && decode_pairs(in, PAIRS, out)) {
		in += 2 * PAIRS;
		n -= 2 * PAIRS;
		out += PAIRS;
	}
	while (n >= 2 && decode_pairs(in, 1, out)) {
		in += 2;
		n -= 2;
		out++;
	}
	return (size_t)(in - start);
}
