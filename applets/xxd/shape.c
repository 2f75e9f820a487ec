/* Lines with offsets. Each byte has its place in a line, which does not depend on the others:
 * of a short last line, the rest stays blank. */
#include "applets/xxd/shape.h"

#include <string.h>

#include "lib/number/digits.h"

/* ---- a line -------------------------------------------------------------------- */

uint8_t *
shape_cell(const struct shape *s, uint8_t byte, uint8_t *out)
{
	const char *digits = digits_of_case(s->capital);

	if (!s->bits) {
		*out++ = (uint8_t)digits[byte >> 4];
		*out++ = (uint8_t)digits[byte & 15];
		return out;
	}
	for (int bit = 7; bit >= 0; bit--)
		*out++ = (uint8_t)('0' + (byte >> bit & 1));
	return out;
}

static uint8_t *
put_offset(const struct shape *s, uint64_t offset, uint8_t *out)
{
	char text[SHAPE_DIGITS_MAX], *end = text + sizeof(text);
	const char *first = digits_put(end, offset, s->decimal ? 10 : 16, 8, false);

	memcpy(out, first, (size_t)(end - first));
	out += end - first;
	*out++ = ':';
	return out;
}

uint8_t *
shape_line(const struct shape *s, const uint8_t *p, size_t n, uint64_t offset, uint8_t *out)
{
	out = put_offset(s, offset, out);
	memset(out, ' ', s->text);
	for (size_t i = 0; i < n; i++)
		shape_cell(s, p[i], out + s->place[i]);
	out += s->text;
	for (size_t i = 0; i < n; i++)
		*out++ = s->characters[p[i]];
	*out++ = '\n';
	return out;
}

/* ---- colours ------------------------------------------------------------------- */

/* Which colour each column has, 0 for none: cells and characters that of their byte. */
static void
colour_columns(const struct shape *s, const uint8_t *p, size_t n, char *colours)
{
	memset(colours, 0, s->text);
	for (size_t i = 0; i < n; i++) {
		const char colour = shape_colour(p[i], s->ebcdic);

		memset(colours + s->place[i], colour, s->cell);
		colours[s->text + i] = colour;
	}
	colours[s->text + n] = 0;
}

static uint8_t *
put_colour(uint8_t *out, char colour)
{
	const uint8_t begin[] = {'\033', '[', '1', ';', '3', (uint8_t)colour, 'm'};
	const uint8_t end[] = {'\033', '[', '0', 'm'};

	if (colour)
		memcpy(out, begin, sizeof(begin));
	else
		memcpy(out, end, sizeof(end));
	return out + (colour ? sizeof(begin) : sizeof(end));
}

/* Neighbours of one colour have it together. */
static void
print_coloured(
    const struct shape *s, struct sink *sink, const uint8_t *p, size_t n, uint64_t offset)
{
	uint8_t line[SHAPE_LINE_MAX];
	char colours[SHAPE_BODY_MAX], now = 0;
	const uint8_t *end = shape_line(s, p, n, offset, line);
	const size_t body = s->text + n + 1, head = (size_t)(end - line) - body;
	uint8_t *out = sink_room(sink, head);

	colour_columns(s, p, n, colours);
	memcpy(out, line, head);
	sink->at = out + head;
	for (size_t i = 0; i < body; i++) {
		out = sink_room(sink, 16);
		if (now && colours[i] != now)
			out = put_colour(out, 0);
		if (colours[i] && colours[i] != now)
			out = put_colour(out, colours[i]);
		now = colours[i];
		*out++ = line[head + i];
		sink->at = out;
	}
}

/* ---- lines --------------------------------------------------------------------- */

static void
print_line(struct shape *s, struct sink *sink, const uint8_t *p, size_t n, uint64_t offset)
{
	if (s->colour)
		print_coloured(s, sink, p, n, offset);
	else
		sink->at = shape_line(s, p, n, offset, sink_room(sink, SHAPE_LINE_MAX));
}

static void
print_lines(struct shape *s, struct sink *sink, const uint8_t *p, size_t n, uint64_t offset)
{
	size_t at = s->colour || s->ebcdic ? 0 : quick_lines(s, sink, p, n, offset);

	while (at < n) {
		const size_t left = n - at, now = left < s->columns ? left : (size_t)s->columns;

		print_line(s, sink, p + at, now, offset + at);
		at += now;
	}
}

/* ---- zeros --------------------------------------------------------------------- */

static bool
is_zero(const uint8_t *p, size_t n)
{
	uint8_t any = 0;

	for (size_t i = 0; i < n; i++)
		any |= p[i];
	return !any;
}

static void
print_zeros(struct shape *s, struct sink *sink, uint64_t offset)
{
	static const uint8_t zeros[SHAPE_COLUMNS_MAX + DUMP_SLACK];

	print_lines(s, sink, zeros, (size_t)s->columns, offset);
}

/* Prints what was left out of `zeros` lines of zeros after the first: one of them is no longer
 * than a star. offset is that of what follows. */
static void
print_skipped(struct shape *s, struct sink *sink, uint64_t zeros, uint64_t offset)
{
	if (zeros == 2) {
		print_zeros(s, sink, offset - s->columns);
	} else if (zeros > 2) {
		memcpy(sink_room(sink, 2), "*\n", 2);
		sink->at += 2;
	}
}

/* The lines of p[0..n) up to the first of zeros, or if that is at p, up to the first that is
 * none. */
static size_t
same_kind(const struct shape *s, const uint8_t *p, size_t n, bool zeros)
{
	size_t at = 0;

	while (n - at >= s->columns && is_zero(p + at, (size_t)s->columns) == zeros)
		at += s->columns;
	return zeros || n - at >= s->columns ? at : n;
}

static void
print_autoskip(struct shape *s, struct sink *sink, const uint8_t *p, size_t n, uint64_t offset)
{
	while (n) {
		const bool zeros = n >= s->columns && is_zero(p, (size_t)s->columns);
		const size_t now = same_kind(s, p, n, zeros);

		if (!zeros) {
			print_skipped(s, sink, s->zeros, offset);
			s->zeros = 0;
			print_lines(s, sink, p, now, offset);
		} else {
			if (!s->zeros)
				print_zeros(s, sink, offset);
			s->zeros += now / s->columns;
		}
		p += now;
		n -= now;
		offset += now;
	}
}

/* ---- a dump -------------------------------------------------------------------- */

static void
shape_print(const struct format *f, struct sink *sink, const uint8_t *p, size_t n, uint64_t offset)
{
	struct shape *s = ((const struct shape_format *)f)->shape;

	if (s->kind != SHAPE_LINES)
		shape_list(s, sink, p, n);
	else if (s->skip_zeros)
		print_autoskip(s, sink, p, n, offset);
	else
		print_lines(s, sink, p, n, offset);
}

/* Where the cells and the characters stand. */
static void
lay_out(struct shape *s)
{
	const size_t width = s->cell * s->group + 1, columns = (size_t)s->columns;

	for (size_t i = 0; i < columns; i++)
		s->place[i] =
		    (uint16_t)(1 + width * (s->little ? i ^ (s->group - 1) : i) / s->group);
	if (s->little)
		s->text = (columns + s->group - 1) / s->group * width + 2;
	else
		s->text = (width * columns - 1) / s->group + 3;
}

void
shape_begin(struct shape *s)
{
	s->format.format = (struct format){.block = 1, .print = shape_print};
	s->format.shape = s;
	s->cell = s->bits ? 8 : 2;
	s->characters = shape_characters(s->ebcdic);
	if (s->columns && s->columns <= SHAPE_COLUMNS_MAX)
		s->format.format.block = (size_t)s->columns;
	if (s->kind == SHAPE_LINES) {
		lay_out(s);
		quick_lines_begin(s);
	} else {
		quick_list_begin(s);
	}
}

void
shape_end(struct shape *s, struct sink *sink, uint64_t offset)
{
	if (s->kind != SHAPE_LINES) {
		if (s->shown || (s->kind == SHAPE_PLAIN && !s->columns))
			sink_byte(sink, '\n');
	} else if (s->zeros > 1) {
		print_skipped(s, sink, s->zeros - 1, offset - s->columns);
		print_zeros(s, sink, offset - s->columns);
	}
}
