/* Decoding base64 and base64url in plain C: a symbol is looked up in a table for its place
 * in the group, which has its bits where they belong. */
#include "lib/bases/alphabet.h"
#include "lib/bases/base64.h"
#include "lib/cpu/inline.h"

/* After this many whole groups in a row, more are likely to follow. */
enum { ROW = 16 };

/* What a symbol adds at each place to the 24 bits of its group, and above them a mark for
 * the place: four symbols have all four marks. 0 for any other byte. */
#define AT(place, c, v) [c] = 1U << (24 + (place)) | (uint32_t)(v) << (18 - 6 * (place)),

enum { MARKS = 0xF };

typedef const uint32_t table[4][256];

static table standard = {{BASE64_SYMBOLS(AT, 0)}, {BASE64_SYMBOLS(AT, 1)}, {BASE64_SYMBOLS(AT, 2)},
    {BASE64_SYMBOLS(AT, 3)}};
static table url = {{BASE64URL_SYMBOLS(AT, 0)}, {BASE64URL_SYMBOLS(AT, 1)},
    {BASE64URL_SYMBOLS(AT, 2)}, {BASE64URL_SYMBOLS(AT, 3)}};

INLINE uint32_t
group(table t, const uint8_t *in)
{
	return t[0][in[0]] | t[1][in[1]] | t[2][in[2]] | t[3][in[3]];
}

/* Stores the low 48 bits of v, and two zero bytes after them. */
INLINE void
put_48_bits(uint8_t *out, uint64_t v)
{
	out[0] = (uint8_t)(v >> 40);
	out[1] = (uint8_t)(v >> 32);
	out[2] = (uint8_t)(v >> 24);
	out[3] = (uint8_t)(v >> 16);
	out[4] = (uint8_t)(v >> 8);
	out[5] = (uint8_t)v;
	out[6] = 0;
	out[7] = 0;
}

INLINE size_t
decode_groups(table t, const uint8_t *in, size_t n, uint8_t *out)
{
	const uint8_t *const start = in;

	for (; n >= 8; in += 8, n -= 8, out += 6) {
		const uint32_t a = group(t, in), b = group(t, in + 4);

		if ((a & b) >> 24 != MARKS)
			break;
		put_48_bits(out, (uint64_t)(a & 0xFFFFFF) << 24 | (b & 0xFFFFFF));
	}
	for (; n >= 4; in += 4, n -= 4, out += 3) {
		const uint32_t a = group(t, in);

		if (a >> 24 != MARKS)
			break;
		put_48_bits(out, (uint64_t)(a & 0xFFFFFF) << 24);
	}
	return (size_t)(in - start);
}

/* How many bytes the padded group that begins with the symbols of a stands for; 0 if it is
 * not valid. */
INLINE size_t
padded(uint32_t a, const uint8_t *in)
{
	if (in[3] != '=' || (a >> 24 & 3) != 3)
		return 0;
	if (in[2] == '=')
		return (a & 0xFFFF) == 0 ? 1 : 0;
	return a >> 24 == 7 && (a & 0xFF) == 0 ? 2 : 0;
}

INLINE size_t
decode_mixed(table t, const uint8_t *in, size_t n, uint8_t **out)
{
	const uint8_t *const start = in;
	uint8_t *to = *out;

	for (size_t row = 0; n >= 4 && row < ROW; in += 4, n -= 4) {
		const uint32_t a = group(t, in);
		size_t made = 3;

		if (a >> 24 == MARKS)
			row++;
		else if ((made = padded(a, in)) > 0)
			row = 0;
		else
			break;
		put_48_bits(to, (uint64_t)(a & 0xFFFFFF) << 24);
		to += made;
	}
	*out = to;
	return (size_t)(in - start);
}

size_t
base64_decode_groups_plain(const uint8_t *in, size_t n, uint8_t *out)
{
	return decode_groups(standard, in, n, out);
}

size_t
base64url_decode_groups_plain(const uint8_t *in, size_t n, uint8_t *out)
{
	return decode_groups(url, in, n, out);
}

size_t
base64_decode_mixed(const uint8_t *in, size_t n, uint8_t **out)
{
	return decode_mixed(standard, in, n, out);
}

size_t
base64url_decode_mixed(const uint8_t *in, size_t n, uint8_t **out)
{
	return decode_mixed(url, in, n, out);
}
