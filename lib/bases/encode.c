/* Encoding, for any input and any width. Where no line ends, characters are written to the
 * output at once; else a slice of them is cut into lines while it is in the L1 cache. */
#include "lib/bases/encode.h"

#include <string.h>

#include "lib/bases/engines.h"

/* copy_by_16() overwrites fewer bytes than this after what it copies. */
enum { COPY = 16 };

_Static_assert((int)COPY <= (int)BASE_ENGINE_SPACE, "a copy overwrites no more than an engine may");

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
put_lines(struct base_encoder *e, const uint8_t *chars, size_t n, uint8_t *out)
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
put_group_lines(struct base_encoder *e, const uint8_t *in, size_t n, uint8_t *out)
{
	const struct base_shape *const shape = &base_shapes[e->base];
	base_encode_groups *const groups = base_pick_encode_groups(e->base, e->level);
	const size_t most = (size_t)BASE_SLICE / shape->symbols * shape->bytes;

	while (n > 0) {
		const size_t slice = n < most || e->wrap == 0 ? n : most;
		const size_t made = slice / shape->bytes * shape->symbols;

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

/* Closes the default line that is open, then encodes whole units of lines. Returns how many
 * of the n bytes that took. */
static size_t
put_default_lines(
    struct base_encoder *e, base_encode_lines *lines, const uint8_t *in, size_t n, uint8_t **out)
{
	const struct base_shape *const shape = &base_shapes[e->base];
	const size_t characters = (size_t)shape->unit / shape->bytes * shape->symbols;
	size_t done = 0, units;

	if (e->column > 0) {
		size_t left = (size_t)(LINE_CHARACTERS - e->column);

		/* In base32 every other line ends inside a group. */
		if (left % shape->symbols != 0)
			left += LINE_CHARACTERS;
		if (left / shape->symbols * shape->bytes > n)
			return 0;
		done = left / shape->symbols * shape->bytes;
		*out = put_group_lines(e, in, done, *out);
	}
	units = lines(in + done, n - done, *out);
	*out += units * (characters + characters / LINE_CHARACTERS);
	return done + units * shape->unit;
}

void
base_encode_begin(
    struct base_encoder *e, enum base base, bool pad, uint64_t wrap, enum cpu_level level)
{
	e->base = base;
	e->level = level;
	e->pad = pad;
	e->wrap = wrap;
	e->column = 0;
	e->count = 0;
}

size_t
base_encode_room(const struct base_encoder *e, size_t n)
{
	const struct base_shape *const shape = &base_shapes[e->base];
	const size_t chars = (n / shape->bytes + 1) * shape->symbols;

	return e->wrap == 0 ? chars : chars + (size_t)((e->column + chars) / e->wrap) + 1;
}

/* c characters bring at most c / wrap + 2 newlines. */
size_t
base_encode_most(const struct base_encoder *e, size_t room)
{
	const struct base_shape *const shape = &base_shapes[e->base];
	const size_t rest = room - 2;
	const size_t chars = e->wrap == 0 ? room : rest - (size_t)(rest / (e->wrap + 1)) - 1;

	return (chars / shape->symbols - 1) * shape->bytes;
}

size_t
base_encode(struct base_encoder *e, const uint8_t *in, size_t n, uint8_t *out)
{
	const size_t group = base_shapes[e->base].bytes;
	const uint8_t *const end = in + n;
	uint8_t *made = out;

	if (e->count > 0) {
		while (e->count < group && in < end)
			e->pending[e->count++] = *in++;
		if (e->count < group)
			return 0;
		made = put_group_lines(e, e->pending, group, made);
	}
	if (e->wrap == LINE_CHARACTERS) {
		base_encode_lines *const lines = base_pick_encode_lines(e->base, e->level);

		if (lines)
			in += put_default_lines(e, lines, in, (size_t)(end - in), &made);
	}
	e->count = (uint8_t)((size_t)(end - in) % group);
	made = put_group_lines(e, in, (size_t)(end - in) - e->count, made);
	memcpy(e->pending, end - e->count, e->count);
	return (size_t)(made - out);
}

bool
base_encode_may_end(const struct base_encoder *e)
{
	return e->count == 0 || base_shapes[e->base].bits != 0;
}

/* Encodes the open group into chars. Returns how many of them it needs. */
static size_t
last_group(struct base_encoder *e, uint8_t *chars)
{
	const struct base_shape *const shape = &base_shapes[e->base];
	const size_t used = (e->count * 8U + shape->bits - 1) / shape->bits;

	memset(e->pending + e->count, 0, (size_t)shape->bytes - e->count);
	base_pick_encode_groups(e->base, CPU_PLAIN)(e->pending, shape->bytes, chars);
	if (!shape->pads || !e->pad)
		return used;
	memset(chars + used, '=', shape->symbols - used);
	return shape->symbols;
}

size_t
base_encode_end(struct base_encoder *e, uint8_t *out)
{
	uint8_t *made = out;

	if (e->count > 0) {
		uint8_t chars[BASE_GROUP + BASE_ENGINE_SPACE] = {0};
		const size_t n = last_group(e, chars);

		if (e->wrap == 0) {
			memcpy(made, chars, n);
			made += n;
		} else {
			made = put_lines(e, chars, n, made);
		}
		e->count = 0;
	}
	if (e->column > 0) {
		*made++ = '\n';
		e->column = 0;
	}
	return (size_t)(made - out);
}
