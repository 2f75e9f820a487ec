/* Encoding base64 in plain C: two characters at a time are looked up, by twelve bits. For
 * base64url the two characters that differ are exchanged afterwards, in a loop that the
 * compiler makes vectors of. */
#include <string.h>

#include "lib/bases/base64.h"

/* Two characters for each twelve bits. */
/* clang-format off */
#define WITH_EACH(c) \
	c "A" c "B" c "C" c "D" c "E" c "F" c "G" c "H" c "I" c "J" c "K" c "L" c "M" c "N" c "O" c "P" \
	c "Q" c "R" c "S" c "T" c "U" c "V" c "W" c "X" c "Y" c "Z" c "a" c "b" c "c" c "d" c "e" c "f" \
	c "g" c "h" c "i" c "j" c "k" c "l" c "m" c "n" c "o" c "p" c "q" c "r" c "s" c "t" c "u" c "v" \
	c "w" c "x" c "y" c "z" c "0" c "1" c "2" c "3" c "4" c "5" c "6" c "7" c "8" c "9" c "+" c "/"

static const char pairs[] =
	WITH_EACH("A") WITH_EACH("B") WITH_EACH("C") WITH_EACH("D") WITH_EACH("E") WITH_EACH("F")
	WITH_EACH("G") WITH_EACH("H") WITH_EACH("I") WITH_EACH("J") WITH_EACH("K") WITH_EACH("L")
	WITH_EACH("M") WITH_EACH("N") WITH_EACH("O") WITH_EACH("P") WITH_EACH("Q") WITH_EACH("R")
	WITH_EACH("S") WITH_EACH("T") WITH_EACH("U") WITH_EACH("V") WITH_EACH("W") WITH_EACH("X")
	WITH_EACH("Y") WITH_EACH("Z") WITH_EACH("a") WITH_EACH("b") WITH_EACH("c") WITH_EACH("d")
	WITH_EACH("e") WITH_EACH("f") WITH_EACH("g") WITH_EACH("h") WITH_EACH("i") WITH_EACH("j")
	WITH_EACH("k") WITH_EACH("l") WITH_EACH("m") WITH_EACH("n") WITH_EACH("o") WITH_EACH("p")
	WITH_EACH("q") WITH_EACH("r") WITH_EACH("s") WITH_EACH("t") WITH_EACH("u") WITH_EACH("v")
	WITH_EACH("w") WITH_EACH("x") WITH_EACH("y") WITH_EACH("z") WITH_EACH("0") WITH_EACH("1")
	WITH_EACH("2") WITH_EACH("3") WITH_EACH("4") WITH_EACH("5") WITH_EACH("6") WITH_EACH("7")
	WITH_EACH("8") WITH_EACH("9") WITH_EACH("+") WITH_EACH("/");
/* clang-format on */

static void
put_pair(uint8_t *out, uint64_t twelve_bits)
{
	memcpy(out, pairs + 2 * (twelve_bits & 0xFFF), 2);
}

static uint64_t
big_endian(const uint8_t *p)
{
	return (uint64_t)p[0] << 56 | (uint64_t)p[1] << 48 | (uint64_t)p[2] << 40 |
	       (uint64_t)p[3] << 32 | (uint64_t)p[4] << 24 | (uint64_t)p[5] << 16 |
	       (uint64_t)p[6] << 8 | p[7];
}

/* Two groups at a time, as long as eight bytes can be loaded. */
void
base64_encode_groups_plain(const uint8_t *in, size_t n, uint8_t *out)
{
	for (; n >= 8; in += 6, n -= 6, out += 8) {
		const uint64_t v = big_endian(in);

		put_pair(out, v >> 52);
		put_pair(out + 2, v >> 40);
		put_pair(out + 4, v >> 28);
		put_pair(out + 6, v >> 16);
	}
	for (; n >= 3; in += 3, n -= 3, out += 4) {
		const uint32_t v = (uint32_t)in[0] << 16 | (uint32_t)in[1] << 8 | in[2];

		put_pair(out, v >> 12);
		put_pair(out + 2, v);
	}
}

void
base64url_encode_groups_plain(const uint8_t *in, size_t n, uint8_t *out)
{
	base64_encode_groups_plain(in, n, out);
	for (size_t i = 0; i < n / 3 * 4; i++) {
		const uint8_t c = out[i] == '+' ? '-' : out[i];

		out[i] = c == '/' ? '_' : c;
	}
}
