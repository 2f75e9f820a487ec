/* Encoding in plain C, for any input and any width. Characters are looked up
 * two at a time, by twelve bits, and cut into lines afterwards, while they are
 * still in the nearest cache. */
#include "applets/base64/encode.h"

#include <string.h>

/* Input bytes that are encoded before they are cut into lines, and how far a
 * copy may run past their characters. */
enum { SLICE = 3072, CHARACTERS = SLICE / 3 * 4, SLACK = 8 };

/* So many bytes at once are worth the making of a table. */
enum { WORTH = 2048 };

static const char alphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/* The table is made once, and only for inputs that are worth it. */
static void
make_pairs(struct base64_encoder *e)
{
	for (size_t i = 0; i < sizeof(e->pairs) / 2; i++) {
		e->pairs[i][0] = alphabet[i / 64];
		e->pairs[i][1] = alphabet[i % 64];
	}
	e->ready = true;
}

static uint64_t
big_endian(const uint8_t *p)
{
	return (uint64_t)p[0] << 56 | (uint64_t)p[1] << 48 | (uint64_t)p[2] << 40 |
	       (uint64_t)p[3] << 32 | (uint64_t)p[4] << 24 | (uint64_t)p[5] << 16 |
	       (uint64_t)p[6] << 8 | p[7];
}

/* Encodes groups, six bytes at a time, which an eight-byte load brings. Returns
 * how many of the n bytes it encoded. */
static size_t
encode_by_pairs(const struct base64_encoder *e, const uint8_t *in, size_t n, uint8_t *out)
{
	const uint8_t *const start = in;

	for (; n >= 8; in += 6, n -= 6, out += 8) {
		const uint64_t v = big_endian(in);

		memcpy(out, e->pairs[v >> 52], 2);
		memcpy(out + 2, e->pairs[v >> 40 & 0xFFF], 2);
		memcpy(out + 4, e->pairs[v >> 28 & 0xFFF], 2);
		memcpy(out + 6, e->pairs[v >> 16 & 0xFFF], 2);
	}
	return (size_t)(in - start);
}

/* Encodes whole groups: n is a multiple of 3. */
static void
encode_groups(struct base64_encoder *e, const uint8_t *in, size_t n, uint8_t *out)
{
	size_t i = 0;

	if (n >= WORTH && !e->ready)
		make_pairs(e);
	if (e->ready)
		i = encode_by_pairs(e, in, n, out);
	for (out += i / 3 * 4; i < n; i += 3, out += 4) {
		const uint32_t v = (uint32_t)in[i] << 16 | (uint32_t)in[i + 1] << 8 | in[i + 2];

		out[0] = (uint8_t)alphabet[v >> 18];
		out[1] = (uint8_t)alphabet[v >> 12 & 0x3F];
		out[2] = (uint8_t)alphabet[v >> 6 & 0x3F];
		out[3] = (uint8_t)alphabet[v & 0x3F];
	}
}

/* Copies n bytes eight at a time, so up to 7 more. */
static void
copy(uint8_t *out, const uint8_t *in, size_t n)
{
	for (size_t i = 0; i < n; i += 8)
		memcpy(out + i, in + i, 8);
}

/* Appends n characters, which have SLACK bytes behind them, in lines. Returns
 * where the output now ends. */
static uint8_t *
put_lines(struct base64_encoder *e, const uint8_t *chars, size_t n, uint8_t *out)
{
	while (n > 0) {
		const uint64_t left = e->wrap == 0 ? n : e->wrap - e->column;
		const size_t piece = left < n ? (size_t)left : n;

		copy(out, chars, piece);
		chars += piece;
		n -= piece;
		out += piece;
		if (e->wrap == 0)
			continue;
		e->column += piece;
		if (e->column == e->wrap) {
			*out++ = '\n';
			e->column = 0;
		}
	}
	return out;
}

/* Encodes whole groups into lines. Returns where the output now ends. */
static uint8_t *
put_groups(struct base64_encoder *e, const uint8_t *in, size_t n, uint8_t *out)
{
	uint8_t chars[CHARACTERS + SLACK];

	if (e->wrap == 0) {
		encode_groups(e, in, n, out);
		return out + n / 3 * 4;
	}
	while (n > 0) {
		const size_t slice = n < SLICE ? n : SLICE;

		encode_groups(e, in, slice, chars);
		out = put_lines(e, chars, slice / 3 * 4, out);
		in += slice;
		n -= slice;
	}
	return out;
}

void
base64_encode_begin(struct base64_encoder *e, uint64_t wrap)
{
	e->wrap = wrap;
	e->column = 0;
	e->count = 0;
	e->ready = false;
}

size_t
base64_encode_room(const struct base64_encoder *e, size_t n)
{
	const size_t chars = (n / 3 + 1) * 4;

	return e->wrap == 0 ? chars : chars + (size_t)((e->column + chars) / e->wrap) + 1;
}

size_t
base64_encode(struct base64_encoder *e, const uint8_t *in, size_t n, uint8_t *out)
{
	uint8_t *end = out;

	if (e->count > 0) {
		while (e->count < 3 && n > 0) {
			e->pending[e->count++] = *in++;
			n--;
		}
		if (e->count < 3)
			return 0;
		end = put_groups(e, e->pending, 3, end);
	}
	end = put_groups(e, in, n - n % 3, end);
	e->count = (uint8_t)(n % 3);
	memcpy(e->pending, in + n - n % 3, n % 3);
	return (size_t)(end - out);
}

size_t
base64_encode_end(struct base64_encoder *e, uint8_t *out)
{
	uint8_t *end = out;

	if (e->count > 0) {
		uint8_t chars[4 + SLACK];

		for (uint8_t i = e->count; i < 3; i++)
			e->pending[i] = 0;
		encode_groups(e, e->pending, 3, chars);
		memset(chars + 1 + e->count, '=', 3U - e->count);
		end = put_lines(e, chars, 4, end);
		e->count = 0;
	}
	if (e->column > 0) {
		*end++ = '\n';
		e->column = 0;
	}
	return (size_t)(end - out);
}
