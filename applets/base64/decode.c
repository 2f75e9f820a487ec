/* Decoding in plain C, for any input. Runs of whole groups are decoded where
 * they stand; what lies between them is either squeezed out of a larger piece
 * without a branch, or taken byte by byte. */
#include "applets/base64/decode.h"

#include <string.h>

/* Bytes that are squeezed at once, and the length of a run, in bytes, that is
 * worth another try after a newline instead. */
enum { SQUEEZE = 1024, WORTH = 32 };

/* The top byte of a group of four symbols: their four marks. */
enum { MARKS = 0xF };

void
base64_decode_begin(struct base64_decoder *d, bool skip_garbage)
{
	static const char alphabet[] =
	    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

	memset(d, 0, sizeof(*d));
	d->skip_garbage = skip_garbage;
	d->bad = -1;
	for (uint32_t v = 0; v < 64; v++)
		for (uint32_t place = 0; place < 4; place++)
			d->table[place][(uint8_t)alphabet[v]] =
			    1U << (24 + place) | v << (18 - 6 * place);
}

static bool
is_symbol(const struct base64_decoder *d, uint8_t c)
{
	return d->table[3][c] != 0;
}

static uint32_t
group(const struct base64_decoder *d, const uint8_t *in)
{
	return d->table[0][in[0]] | d->table[1][in[1]] | d->table[2][in[2]] | d->table[3][in[3]];
}

/* Stores the low 48 bits of v, and spoils two bytes more. */
static void
store(uint8_t *out, uint64_t v)
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

/* Decodes groups up to the first that is not of four symbols. Returns how many
 * bytes of the input they are; three of the output are made for each four. */
static size_t
decode_groups(const struct base64_decoder *d, const uint8_t *in, size_t n, uint8_t *out)
{
	const uint8_t *const start = in;

	for (; n >= 8; in += 8, n -= 8, out += 6) {
		const uint32_t a = group(d, in), b = group(d, in + 4);

		if ((a & b) >> 24 != MARKS)
			break;
		store(out, (uint64_t)(a & 0xFFFFFF) << 24 | (b & 0xFFFFFF));
	}
	for (; n >= 4; in += 4, n -= 4, out += 3) {
		const uint32_t a = group(d, in);

		if (a >> 24 != MARKS)
			break;
		store(out, (uint64_t)(a & 0xFFFFFF) << 24);
	}
	return (size_t)(in - start);
}

/* Whether the last symbol of the open group has bits that no byte uses. */
static bool
stray_bits(const struct base64_decoder *d)
{
	return (d->bits & ((1U << (8 - 2 * d->symbols)) - 1)) != 0;
}

/* Takes one byte, whatever it is. Returns where the output now ends. */
static uint8_t *
take(struct base64_decoder *d, uint8_t c, uint8_t *out)
{
	if (is_symbol(d, c) && d->pads == 0) {
		d->bits = d->bits << 6 | (d->table[3][c] & 0x3F);
		d->symbols++;
		if (d->symbols > 1)
			*out++ = (uint8_t)(d->bits >> (8 - 2 * d->symbols));
		d->symbols %= 4;
	} else if (c == '=' && d->symbols >= 2 && !stray_bits(d)) {
		d->pads++;
		if (d->symbols + d->pads == 4)
			d->symbols = d->pads = 0;
	} else if (c != '\n' && (!d->skip_garbage || is_symbol(d, c) || c == '=')) {
		d->bad = c;
	}
	return out;
}

/* Copies n bytes but for newlines and what else is to be dropped. Returns how
 * many are left. */
static size_t
squeeze(const struct base64_decoder *d, const uint8_t *in, size_t n, uint8_t *out)
{
	size_t kept = 0;

	if (d->skip_garbage) {
		for (size_t i = 0; i < n; i++) {
			out[kept] = in[i];
			kept += is_symbol(d, in[i]) | (in[i] == '=');
		}
	} else {
		for (size_t i = 0; i < n; i++) {
			out[kept] = in[i];
			kept += in[i] != '\n';
		}
	}
	return kept;
}

/* Decodes what has been squeezed. Returns where the output now ends. */
static uint8_t *
decode_squeezed(struct base64_decoder *d, const uint8_t *in, size_t n, uint8_t *out)
{
	const uint8_t *const end = in + n;

	while (in < end && d->bad < 0) {
		if (d->symbols == 0) {
			const size_t run = decode_groups(d, in, (size_t)(end - in), out);

			in += run;
			out += run / 4 * 3;
		}
		if (in < end)
			out = take(d, *in++, out);
	}
	return out;
}

size_t
base64_decode(struct base64_decoder *d, const uint8_t *in, size_t n, uint8_t *out)
{
	const uint8_t *const start = out, *const end = in + n;
	uint8_t clean[SQUEEZE];

	while (in < end && d->bad < 0) {
		size_t run, piece;

		if (d->symbols > 0) {
			out = take(d, *in++, out);
			continue;
		}
		run = decode_groups(d, in, (size_t)(end - in), out);
		in += run;
		out += run / 4 * 3;
		if (run >= WORTH && in < end && *in == '\n') {
			in++;
			continue;
		}
		piece = (size_t)(end - in) < SQUEEZE ? (size_t)(end - in) : SQUEEZE;
		out = decode_squeezed(d, clean, squeeze(d, in, piece, clean), out);
		in += piece;
	}
	return (size_t)(out - start);
}

bool
base64_decode_end(const struct base64_decoder *d)
{
	return d->bad < 0 && d->pads == 0 && d->symbols != 1 && (d->symbols == 0 || !stray_bits(d));
}
