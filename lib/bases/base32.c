/* base32 and base32hex in plain C: two characters at a time are looked up, by ten bits;
 * eight symbols are looked up one by one. */
#include "lib/bases/base32.h"

#include <string.h>

#include "lib/cpu/inline.h"

/* Two characters for each ten bits. */
/* clang-format off */
#define WITH_EACH(c) \
	c "A" c "B" c "C" c "D" c "E" c "F" c "G" c "H" c "I" c "J" c "K" c "L" c "M" c "N" c "O" c "P" \
	c "Q" c "R" c "S" c "T" c "U" c "V" c "W" c "X" c "Y" c "Z" c "2" c "3" c "4" c "5" c "6" c "7"
#define WITH_EACH_HEX(c) \
	c "0" c "1" c "2" c "3" c "4" c "5" c "6" c "7" c "8" c "9" c "A" c "B" c "C" c "D" c "E" c "F" \
	c "G" c "H" c "I" c "J" c "K" c "L" c "M" c "N" c "O" c "P" c "Q" c "R" c "S" c "T" c "U" c "V"

static const char pairs[] =
	WITH_EACH("A") WITH_EACH("B") WITH_EACH("C") WITH_EACH("D") WITH_EACH("E") WITH_EACH("F")
	WITH_EACH("G") WITH_EACH("H") WITH_EACH("I") WITH_EACH("J") WITH_EACH("K") WITH_EACH("L")
	WITH_EACH("M") WITH_EACH("N") WITH_EACH("O") WITH_EACH("P") WITH_EACH("Q") WITH_EACH("R")
	WITH_EACH("S") WITH_EACH("T") WITH_EACH("U") WITH_EACH("V") WITH_EACH("W") WITH_EACH("X")
	WITH_EACH("Y") WITH_EACH("Z") WITH_EACH("2") WITH_EACH("3") WITH_EACH("4") WITH_EACH("5")
	WITH_EACH("6") WITH_EACH("7");

static const char pairs_hex[] =
	WITH_EACH_HEX("0") WITH_EACH_HEX("1") WITH_EACH_HEX("2") WITH_EACH_HEX("3") WITH_EACH_HEX("4")
	WITH_EACH_HEX("5") WITH_EACH_HEX("6") WITH_EACH_HEX("7") WITH_EACH_HEX("8") WITH_EACH_HEX("9")
	WITH_EACH_HEX("A") WITH_EACH_HEX("B") WITH_EACH_HEX("C") WITH_EACH_HEX("D") WITH_EACH_HEX("E")
	WITH_EACH_HEX("F") WITH_EACH_HEX("G") WITH_EACH_HEX("H") WITH_EACH_HEX("I") WITH_EACH_HEX("J")
	WITH_EACH_HEX("K") WITH_EACH_HEX("L") WITH_EACH_HEX("M") WITH_EACH_HEX("N") WITH_EACH_HEX("O")
	WITH_EACH_HEX("P") WITH_EACH_HEX("Q") WITH_EACH_HEX("R") WITH_EACH_HEX("S") WITH_EACH_HEX("T")
	WITH_EACH_HEX("U") WITH_EACH_HEX("V");
/* clang-format on */

INLINE void
put_pair(const char *table, uint8_t *out, uint64_t ten_bits)
{
	memcpy(out, table + 2 * (ten_bits & 0x3FF), 2);
}

INLINE void
encode_groups(const char *table, const uint8_t *in, size_t n, uint8_t *out)
{
	for (; n >= 5; in += 5, n -= 5, out += 8) {
		const uint32_t high =
		    (uint32_t)in[0] << 24 | (uint32_t)in[1] << 16 | (uint32_t)in[2] << 8 | in[3];
		const uint64_t v = (uint64_t)high << 8 | in[4];

		put_pair(table, out, v >> 30);
		put_pair(table, out + 2, v >> 20);
		put_pair(table, out + 4, v >> 10);
		put_pair(table, out + 6, v);
	}
}

INLINE size_t
decode_groups(const uint8_t values[256], const uint8_t *in, size_t n, uint8_t *out)
{
	const uint8_t *const start = in;

	for (; n >= 8; in += 8, n -= 8, out += 5) {
		uint8_t all = BASE_SYMBOL;
		uint64_t bits = 0;

#pragma GCC unroll 8
		for (size_t i = 0; i < 8; i++) {
			const uint8_t v = values[in[i]];

			all &= v;
			bits = bits << 5 | (v & 0x1F);
		}
		if (all == 0)
			break;
		out[0] = (uint8_t)(bits >> 32);
		out[1] = (uint8_t)(bits >> 24);
		out[2] = (uint8_t)(bits >> 16);
		out[3] = (uint8_t)(bits >> 8);
		out[4] = (uint8_t)bits;
	}
	return (size_t)(in - start);
}

void
base32_encode_groups_plain(const uint8_t *in, size_t n, uint8_t *out)
{
	encode_groups(pairs, in, n, out);
}

void
base32hex_encode_groups_plain(const uint8_t *in, size_t n, uint8_t *out)
{
	encode_groups(pairs_hex, in, n, out);
}

size_t
base32_decode_groups_plain(const uint8_t *in, size_t n, uint8_t *out)
{
	return decode_groups(base_values[BASE32], in, n, out);
}

size_t
base32hex_decode_groups_plain(const uint8_t *in, size_t n, uint8_t *out)
{
	return decode_groups(base_values[BASE32HEX], in, n, out);
}
