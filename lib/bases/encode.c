/* Encoding, for any input and any width. Where no line ends, characters are written to the
 * output at once; else a slice of them is cut into lines while it is in the L1 cache. Plain
 * C looks up two characters at a time, by twelve bits. */
#include "lib/bases/encode.h"

#include <string.h>

#include "lib/bases/base64.h"
#include "lib/cpu/pick.h"

/* copy_by_16() overwrites fewer bytes than this after what it copies. */
enum { COPY = 16 };

_Static_assert((int)COPY <= (int)BASE64_SLACK, "a copy overwrites no more than an engine may");
_Static_assert(BASE64_SLICE % 3 == 0, "a slice is of whole groups");
_Static_assert(LINE_CHARACTERS == LINE_BYTES / 3 * 4, "and so is a default line");

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

/* Copies n bytes, sixteen at a time, so up to 15 more. */
static void
copy_by_16(uint8_t *out, const uint8_t *in, size_t n)
{
	for (size_t i = 0; i < n; i += COPY)
		memcpy(out + i, in + i, COPY);
}

/* Appends n characters in lines; COPY bytes after them can be read. Returns the new end of
 * the output. */
static uint8_t *
put_lines(struct base64_encoder *e, const uint8_t *chars, size_t n, uint8_t *out)
{
	while (n > 0) {
		const uint64_t left = e->wrap - e->column;
		const size_t piece = left < n ? (size_t)left : n;

		copy_by_16(out, chars, piece);
		chars += piece;
		n -= piece;
		out += piece;
		e->column += piece;
		if (e->column == e->wrap) {
			*out++ = '\n';
			e->column = 0;
		}
	}
	return out;
}

/* Encodes whole groups into lines of any width, or without lines. Returns the new end of
 * the output. */
static uint8_t *
put_group_lines(struct base64_encoder *e, const uint8_t *in, size_t n, uint8_t *out)
{
	base64_encode_groups *const groups = CPU_PICK(e->level, base64_encode_groups);

	while (n > 0) {
		const size_t slice = n < BASE64_SLICE || e->wrap == 0 ? n : BASE64_SLICE;
		const size_t made = slice / 3 * 4;

		if (e->wrap == 0 || e->wrap - e->column > made) {
			groups(in, slice, out);
			out += made;
			e->column += e->wrap == 0 ? 0 : made;
		} else {
			groups(in, slice, e->characters);
			out = put_lines(e, e->characters, made, out);
		}
		in += slice;
		n -= slice;
	}
	return out;
}

/* Closes the default line that is open, then encodes whole ones. Returns how
 * many of the n bytes that took. */
static size_t
put_default_lines(struct base64_encoder *e, const uint8_t *in, size_t n, uint8_t **out)
{
	base64_encode_lines *const lines = CPU_PICK_VECTOR(e->level, base64_encode_lines);
	const size_t left = (size_t)(LINE_CHARACTERS - e->column);
	size_t done = 0, count;

	if (e->column > 0) {
		if (left / 4 * 3 > n)
			return 0;
		done = left / 4 * 3;
		*out = put_group_lines(e, in, done, *out);
	}
	count = lines ? lines(in + done, n - done, *out) : 0;
	*out += count * (LINE_CHARACTERS + 1);
	return done + count * LINE_BYTES;
}

void
base64_encode_begin(struct base64_encoder *e, uint64_t wrap, enum cpu_level level)
{
	e->level = level;
	e->wrap = wrap;
	e->column = 0;
	e->count = 0;
}

size_t
base64_encode_room(const struct base64_encoder *e, size_t n)
{
	const size_t chars = (n / 3 + 1) * 4;

	return e->wrap == 0 ? chars : chars + (size_t)((e->column + chars) / e->wrap) + 1;
}

/* c characters bring at most c / wrap + 2 newlines. */
size_t
base64_encode_most(const struct base64_encoder *e, size_t room)
{
	const size_t rest = room - 2;
	const size_t chars = e->wrap == 0 ? room : rest - (size_t)(rest / (e->wrap + 1)) - 1;

	return (chars / 4 - 1) * 3;
}

size_t
base64_encode(struct base64_encoder *e, const uint8_t *in, size_t n, uint8_t *out)
{
	const uint8_t *const end = in + n;
	uint8_t *made = out;

	if (e->count > 0) {
		while (e->count < 3 && in < end)
			e->pending[e->count++] = *in++;
		if (e->count < 3)
			return 0;
		made = put_group_lines(e, e->pending, 3, made);
	}
	if (e->wrap == LINE_CHARACTERS)
		in += put_default_lines(e, in, (size_t)(end - in), &made);
	e->count = (uint8_t)((end - in) % 3);
	made = put_group_lines(e, in, (size_t)(end - in) - e->count, made);
	memcpy(e->pending, end - e->count, e->count);
	return (size_t)(made - out);
}

size_t
base64_encode_end(struct base64_encoder *e, uint8_t *out)
{
	uint8_t *made = out;

	if (e->count > 0) {
		uint8_t chars[4 + COPY] = {0};

		memset(e->pending + e->count, 0, 3U - e->count);
		base64_encode_groups_plain(e->pending, 3, chars);
		memset(chars + 1 + e->count, '=', 3U - e->count);
		if (e->wrap == 0) {
			memcpy(made, chars, 4);
			made += 4;
		} else {
			made = put_lines(e, chars, 4, made);
		}
		e->count = 0;
	}
	if (e->column > 0) {
		*made++ = '\n';
		e->column = 0;
	}
	return (size_t)(made - out);
}
