/* Decoding, for any input. Runs of whole groups are decoded in place; what lies between
 * them is squeezed out of a larger piece without a branch, or taken byte by byte. Newlines
 * are counted where bytes are dropped, so that lines cost nothing extra. The place of an
 * error in squeezed bytes is looked for only when there is one. */
#include "lib/bases/decode.h"

#include <string.h>

#include "lib/bases/alphabet.h"
#include "lib/bases/base64.h"
#include "lib/cpu/pick.h"
#include "lib/lines/lines.h"

/* The length of a run, in bytes, from which another one is likely to follow; and the
 * longest gap between runs. */
enum { WORTH = 32, GAP = 2 };

/* After this many whole groups in a row, more are likely to follow. */
enum { ROW = 16 };

/* What a symbol adds at each place to the 24 bits of its group, and above them a mark for
 * the place: four symbols have all four marks. 0 for any other byte. */
#define AT(place, c, v) [c] = 1U << (24 + (place)) | (v) << (18 - 6 * (place)),

enum { MARKS = 0xF };

static const uint32_t table[4][256] = {
    {SYMBOLS(AT, 0)}, {SYMBOLS(AT, 1)}, {SYMBOLS(AT, 2)}, {SYMBOLS(AT, 3)}};

void
base64_decode_begin(struct base64_decoder *d, bool skip_garbage, enum cpu_level level)
{
	d->level = level;
	d->skip_garbage = skip_garbage;
	d->symbols = d->pads = 0;
	d->bits = 0;
	d->bad = -1;
	d->before = d->after = (struct base64_count){0};
}

static bool
is_symbol(uint8_t c)
{
	return table[3][c] != 0;
}

static bool
is_dropped(const struct base64_decoder *d, uint8_t c)
{
	return c == '\n' || (d->skip_garbage && !is_symbol(c) && c != '=');
}

static uint32_t
group(const uint8_t *in)
{
	return table[0][in[0]] | table[1][in[1]] | table[2][in[2]] | table[3][in[3]];
}

/* Stores the low 48 bits of v, and two zero bytes after them. */
static void
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

size_t
base64_decode_groups_plain(const uint8_t *in, size_t n, uint8_t *out)
{
	const uint8_t *const start = in;

	for (; n >= 8; in += 8, n -= 8, out += 6) {
		const uint32_t a = group(in), b = group(in + 4);

		if ((a & b) >> 24 != MARKS)
			break;
		put_48_bits(out, (uint64_t)(a & 0xFFFFFF) << 24 | (b & 0xFFFFFF));
	}
	for (; n >= 4; in += 4, n -= 4, out += 3) {
		const uint32_t a = group(in);

		if (a >> 24 != MARKS)
			break;
		put_48_bits(out, (uint64_t)(a & 0xFFFFFF) << 24);
	}
	return (size_t)(in - start);
}

/* Whether the last symbol of the open group has bits set that no byte uses. */
static bool
stray_bits(const struct base64_decoder *d)
{
	return (d->bits & ((1U << (8 - 2 * d->symbols)) - 1)) != 0;
}

/* Takes one byte, whatever it is. Returns the new end of the output. */
static uint8_t *
take_byte(struct base64_decoder *d, uint8_t c, uint8_t *out)
{
	if (is_symbol(c) && d->pads == 0) {
		d->bits = d->bits << 6 | (table[3][c] & 0x3F);
		d->symbols++;
		if (d->symbols > 1)
			*out++ = (uint8_t)(d->bits >> (8 - 2 * d->symbols));
		d->symbols %= 4;
	} else if (c == '=' && d->symbols >= 2 && !stray_bits(d)) {
		d->pads++;
		if (d->symbols + d->pads == 4)
			d->symbols = d->pads = 0;
	} else if (!is_dropped(d, c)) {
		d->bad = c;
	}
	return out;
}

size_t
base64_squeeze_plain(const uint8_t *in, size_t n, bool skip_garbage, uint8_t *out, size_t *newlines)
{
	size_t kept = 0;

	if (skip_garbage) {
		for (size_t i = 0; i < n; i++) {
			out[kept] = in[i];
			kept += is_symbol(in[i]) | (in[i] == '=');
		}
		*newlines = lines_count_plain(in, n);
	} else {
		for (size_t i = 0; i < n; i++) {
			out[kept] = in[i];
			kept += in[i] != '\n';
		}
		*newlines = n - kept;
	}
	return kept;
}

/* How many bytes a valid padded group stands for; 0 if it is not one. */
static size_t
padded(const uint8_t *in)
{
	const uint32_t a = group(in);

	if (in[3] != '=' || (a >> 24 & 3) != 3)
		return 0;
	if (in[2] == '=')
		return (a & 0xFFFF) == 0 ? 1 : 0;
	return a >> 24 == 7 && (a & 0xFF) == 0 ? 2 : 0;
}

/* Decodes groups one by one, padded or not. Ends at one that is neither, or after ROW in a
 * row without padding, where decode_groups() pays again. Returns where that is. */
static const uint8_t *
decode_mixed(const uint8_t *in, const uint8_t *end, uint8_t **out)
{
	uint8_t *to = *out;

	for (size_t row = 0; end - in >= 4 && row < ROW; in += 4) {
		const uint32_t a = group(in);
		size_t made = 3;

		if (a >> 24 == MARKS) {
			row++;
		} else if ((made = padded(in)) > 0) {
			row = 0;
		} else {
			break;
		}
		put_48_bits(to, (uint64_t)(a & 0xFFFFFF) << 24);
		to += made;
	}
	*out = to;
	return in;
}

/* Decodes *n squeezed bytes, up to the first bad one; then *n becomes how many precede it.
 * Returns the new end of the output. */
static uint8_t *
decode_squeezed(struct base64_decoder *d, const uint8_t *in, size_t *n, uint8_t *out)
{
	base64_decode_groups *const decode_groups = CPU_PICK(d->level, base64_decode_groups);
	const uint8_t *const start = in, *const end = in + *n;

	while (in < end && d->bad < 0) {
		const uint8_t *const before = in;

		if (d->symbols == 0) {
			const size_t run = decode_groups(in, (size_t)(end - in), out);

			out += run / 4 * 3;
			in = decode_mixed(in + run, end, &out);
		}
		if (in == before)
			out = take_byte(d, *in++, out);
	}
	if (d->bad >= 0)
		*n = (size_t)(in - start) - 1;
	return out;
}

/* Squeezes and decodes a piece. Returns the new end of the output, and moves *at to the
 * piece's end or to the bad byte. */
static uint8_t *
decode_piece(struct base64_decoder *d, const uint8_t **at, const uint8_t *end, uint8_t *out)
{
	const uint8_t *in = *at;
	const size_t n = (size_t)(end - in) < BASE64_STAGE ? (size_t)(end - in) : BASE64_STAGE;
	size_t newlines = 0, kept;

	kept = CPU_PICK(d->level, base64_squeeze)(in, n, d->skip_garbage, d->stage, &newlines);
	out = decode_squeezed(d, d->stage, &kept, out);
	if (d->bad < 0) {
		in += n;
	} else {
		for (; kept > 0 || is_dropped(d, *in); in++)
			kept -= !is_dropped(d, *in);
		newlines = lines_count_plain(*at, (size_t)(in - *at));
	}
	d->before.newlines += newlines;
	*at = in;
	return out;
}

/* Decodes runs of groups and drops the gaps between them, as long as the runs are long;
 * only the first may be the rest of a line. Runs of equal length are decoded as lines;
 * vectors squeeze anything else faster. Returns the new end of the output. */
static uint8_t *
decode_runs(struct base64_decoder *d, const uint8_t **at, const uint8_t *end, uint8_t *out)
{
	base64_decode_groups *const decode_groups = CPU_PICK(d->level, base64_decode_groups);
	base64_decode_lines *const decode_lines = CPU_PICK_VECTOR(d->level, base64_decode_lines);
	const uint8_t *in = *at;

	for (bool first = true;; first = false) {
		const size_t run = decode_groups(in, (size_t)(end - in), out);
		size_t gap = 0, lines = 0, newlines = 0;

		in += run;
		out += run / 4 * 3;
		for (; gap < GAP && in < end && is_dropped(d, *in); gap++)
			newlines += *in++ == '\n';
		if (decode_lines && gap > 0 && run >= WORTH)
			lines = decode_lines(in, (size_t)(end - in), run, gap, out);
		in += lines * (run + gap);
		out += lines * (run / 4 * 3);
		d->before.newlines += newlines * (1 + lines);
		if (gap == 0 || (!first && (decode_lines ? lines == 0 : run < WORTH)))
			break;
	}
	*at = in;
	return out;
}

/* Counts the bytes dropped at the end of in[0..n), with those of earlier calls if all n
 * were. */
static void
count_dropped(struct base64_decoder *d, const uint8_t *in, size_t n)
{
	size_t last = n;

	while (last > 0 && is_dropped(d, in[last - 1]))
		last--;
	if (last > 0)
		d->after = (struct base64_count){0};
	d->after.bytes += n - last;
	d->after.newlines += lines_count_plain(in + last, n - last);
}

size_t
base64_decode(struct base64_decoder *d, const uint8_t *in, size_t n, uint8_t *out)
{
	const uint8_t *const start = out, *const end = in + n, *at = in;

	while (at < end && d->bad < 0) {
		if (d->symbols > 0) {
			out = take_byte(d, *at, out);
			d->before.newlines += *at == '\n';
			at += d->bad < 0;
			continue;
		}
		out = decode_runs(d, &at, end, out);
		out = decode_piece(d, &at, end, out);
	}
	d->before.bytes += (size_t)(at - in);
	if (d->symbols > 0 && d->bad < 0)
		count_dropped(d, in, n);
	return (size_t)(out - start);
}

bool
base64_decode_end(const struct base64_decoder *d)
{
	return d->bad < 0 && d->pads == 0 && d->symbols != 1 && (d->symbols == 0 || !stray_bits(d));
}

struct base64_place
base64_decode_place(const struct base64_decoder *d)
{
	if (d->bad >= 0)
		return (struct base64_place){d->before.bytes + 1, d->before.newlines + 1};
	return (struct base64_place){
	    d->before.bytes - d->after.bytes, d->before.newlines - d->after.newlines + 1};
}
