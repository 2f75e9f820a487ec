/* Decoding, for any input. Runs of whole groups are decoded in place; what lies between
 * them is squeezed out of a larger piece without a branch, or taken byte by byte. Newlines
 * are counted where bytes are dropped, so that lines cost nothing extra. The place of an
 * error in squeezed bytes is looked for only when there is one. */
#include "lib/bases/decode.h"

#include "lib/bases/engines.h"
#include "lib/cpu/pick.h"
#include "lib/lines/lines.h"

/* The length of a run, in bytes, from which another one is likely to follow; and the
 * longest gap between runs. */
enum { WORTH = 32, GAP = 2 };

void
base_decode_begin(struct base_decoder *d, enum base base, bool skip_garbage, enum cpu_level level)
{
	d->base = base;
	d->level = level;
	d->skip_garbage = skip_garbage;
	d->symbols = d->pads = 0;
	d->bits = 0;
	d->bad = -1;
	d->before = d->after = (struct base_count){0};
}

size_t
base_decode_room(const struct base_decoder *d, size_t n)
{
	const struct base_shape *const shape = &base_shapes[d->base];

	return n / shape->symbols * shape->bytes + shape->bytes;
}

static bool
is_symbol(const struct base_decoder *d, uint8_t c)
{
	return base_values[d->base][c] != 0;
}

static bool
is_padding(const struct base_decoder *d, uint8_t c)
{
	return c == '=' && base_shapes[d->base].pads;
}

static bool
is_dropped(const struct base_decoder *d, uint8_t c)
{
	return c == '\n' || (d->skip_garbage && !is_symbol(d, c) && !is_padding(d, c));
}

/* How many bits of the open group are in no byte yet. */
static unsigned
open_bits(const struct base_decoder *d)
{
	return d->symbols * base_shapes[d->base].bits % 8U;
}

/* Whether the bytes of the open group could be its last: its last symbol was needed, and
 * has no bits set that no byte uses. */
static bool
is_canonical(const struct base_decoder *d)
{
	const unsigned unused = open_bits(d);

	return unused < base_shapes[d->base].bits && (d->bits & ((1U << unused) - 1)) == 0;
}

static uint8_t
reverse_bits(uint8_t v)
{
	v = (uint8_t)(v >> 4 | v << 4);
	v = (uint8_t)((v >> 2 & 0x33) | (v & 0x33) << 2);
	return (uint8_t)((v >> 1 & 0x55) | (v & 0x55) << 1);
}

/* Takes a digit of Z85, as take_symbol(). */
static uint8_t *
take_digit(struct base_decoder *d, uint8_t c, uint8_t *out)
{
	d->bits = (d->symbols > 0 ? d->bits * 85 : 0) + (base_values[d->base][c] & BASE_VALUE);
	if (++d->symbols < base_shapes[d->base].symbols)
		return out;
	if (d->bits > UINT32_MAX) {
		d->bad = c;
		return out;
	}
	for (unsigned shift = 32; shift > 0; shift -= 8)
		*out++ = (uint8_t)(d->bits >> (shift - 8));
	d->symbols = 0;
	return out;
}

/* Takes a symbol. Returns the new end of the output. */
static uint8_t *
take_symbol(struct base_decoder *d, uint8_t c, uint8_t *out)
{
	const struct base_shape *const shape = &base_shapes[d->base];

	if (shape->bits == 0)
		return take_digit(d, c, out);
	d->bits = d->bits << shape->bits | (base_values[d->base][c] & BASE_VALUE);
	d->symbols++;
	if (open_bits(d) < shape->bits) {
		const uint8_t byte = (uint8_t)(d->bits >> open_bits(d));

		*out++ = shape->lsb_first ? reverse_bits(byte) : byte;
	}
	d->symbols %= shape->symbols;
	return out;
}

/* Takes one byte, whatever it is. Returns the new end of the output. */
static uint8_t *
take_byte(struct base_decoder *d, uint8_t c, uint8_t *out)
{
	if (is_symbol(d, c) && d->pads == 0)
		return take_symbol(d, c, out);
	if (is_padding(d, c) && d->symbols > 0 && is_canonical(d)) {
		d->pads++;
		if (d->symbols + d->pads == base_shapes[d->base].symbols)
			d->symbols = d->pads = 0;
	} else if (!is_dropped(d, c)) {
		d->bad = c;
	}
	return out;
}

/* Decodes *n squeezed bytes, up to the first bad one; then *n becomes how many precede it.
 * Returns the new end of the output. */
static uint8_t *
decode_squeezed(struct base_decoder *d, const uint8_t *in, size_t *n, uint8_t *out)
{
	const struct base_shape *const shape = &base_shapes[d->base];
	base_decode_groups *const decode_groups = base_pick_decode_groups(d->base, d->level);
	base_decode_mixed *const decode_mixed = base_pick_decode_mixed(d->base);
	const uint8_t *const start = in, *const end = in + *n;

	while (in < end && d->bad < 0) {
		const uint8_t *const before = in;

		if (d->symbols == 0) {
			const size_t run = decode_groups(in, (size_t)(end - in), out);

			in += run;
			out += run / shape->symbols * shape->bytes;
			if (decode_mixed)
				in += decode_mixed(in, (size_t)(end - in), &out);
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
decode_piece(struct base_decoder *d, const uint8_t **at, const uint8_t *end, uint8_t *out)
{
	const uint8_t *in = *at;
	const size_t n = (size_t)(end - in) < BASE_STAGE ? (size_t)(end - in) : BASE_STAGE;
	size_t newlines = 0, kept;

	if (d->skip_garbage) {
		base_squeeze_garbage *const squeeze = CPU_PICK(d->level, base_squeeze_garbage);

		kept = squeeze(d->base, in, n, d->stage, &newlines);
	} else {
		kept = CPU_PICK(d->level, base_squeeze)(in, n, d->stage);
		newlines = n - kept;
	}
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
decode_runs(struct base_decoder *d, const uint8_t **at, const uint8_t *end, uint8_t *out)
{
	const struct base_shape *const shape = &base_shapes[d->base];
	base_decode_groups *const decode_groups = base_pick_decode_groups(d->base, d->level);
	base_decode_lines *const decode_lines = base_pick_decode_lines(d->base, d->level);
	const uint8_t *in = *at;

	for (bool first = true;; first = false) {
		const size_t run = decode_groups(in, (size_t)(end - in), out);
		size_t gap = 0, lines = 0, newlines = 0;

		in += run;
		out += run / shape->symbols * shape->bytes;
		for (; gap < GAP && in < end && is_dropped(d, *in); gap++)
			newlines += *in++ == '\n';
		if (decode_lines && gap > 0 && run >= WORTH)
			lines = decode_lines(in, (size_t)(end - in), run, gap, out);
		in += lines * (run + gap);
		out += lines * (run / shape->symbols * shape->bytes);
		d->before.newlines += newlines * (1 + lines);
		if (gap == 0 || (!first && (d->level > CPU_PLAIN ? lines == 0 : run < WORTH)))
			break;
	}
	*at = in;
	return out;
}

/* Counts the bytes dropped at the end of in[0..n), with those of earlier calls if all n
 * were. */
static void
count_dropped(struct base_decoder *d, const uint8_t *in, size_t n)
{
	size_t last = n;

	while (last > 0 && is_dropped(d, in[last - 1]))
		last--;
	if (last > 0)
		d->after = (struct base_count){0};
	d->after.bytes += n - last;
	d->after.newlines += lines_count_plain(in + last, n - last);
}

size_t
base_decode(struct base_decoder *d, const uint8_t *in, size_t n, uint8_t *out)
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
base_decode_end(const struct base_decoder *d)
{
	return d->bad < 0 && d->pads == 0 && (d->symbols == 0 || is_canonical(d));
}

struct base_place
base_decode_place(const struct base_decoder *d)
{
	if (d->bad >= 0)
		return (struct base_place){d->before.bytes + 1, d->before.newlines + 1};
	return (struct base_place){
	    d->before.bytes - d->after.bytes, d->before.newlines - d->after.newlines + 1};
}
