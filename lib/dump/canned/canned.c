/* The canned formats in plain C: one renderer for all, driven by a table. The line of a
 * short last block is rendered whole, and then blanked where it has no bytes. The columns
 * are those of 4.4BSD's hexdump, which all its descendants kept. */
#include "lib/dump/canned/canned.h"

#include <string.h>

#include "lib/ascii.h"
#include "lib/cpu/pick.h"
#include "lib/number/digits.h"

enum {
	BLOCK = 16,
	/* The longest line is 87 bytes, with an offset of 16 digits. */
	LINE_ROOM = CANNED_LINE_MAX + CANNED_ROOM,
	MARKED_ROOM = DUMP_MARKED * CANNED_LINE_MAX + CANNED_ROOM,
	CHARACTER = 0, /* instead of a radix */
};

static const struct shape {
	uint8_t unit, width; /* as in struct canned */
	uint8_t radix;
	uint8_t high_digits, low_digits;
	uint16_t split; /* radix to the power of low_digits; or how many bytes there are; 1: there
	                   are no tables, but struct canned_decimals */
} shapes[CANNED_ALL] = {
    [CANNED_DEFAULT] = {2, 5, 16, 2, 2, 256},
    [CANNED_ONE_BYTE_OCTAL] = {1, 4, 8, 0, 3, 256},
    [CANNED_ONE_BYTE_HEX] = {1, 4, 16, 0, 2, 256},
    [CANNED_ONE_BYTE_CHAR] = {1, 4, CHARACTER, 0, 3, 256},
    [CANNED_CANONICAL] = {1, 3, 16, 0, 2, 256},
    [CANNED_TWO_BYTES_DECIMAL] = {2, 8, 10, 2, 3, 1000},
    [CANNED_TWO_BYTES_OCTAL] = {2, 8, 8, 3, 3, 512},
    [CANNED_TWO_BYTES_HEX] = {2, 8, 16, 2, 2, 256},
    [CANNED_OD_X1] = {1, 3, 16, 0, 2, 256},
    [CANNED_OD_X2] = {2, 5, 16, 2, 2, 256},
    [CANNED_OD_O1] = {1, 4, 8, 0, 3, 256},
    [CANNED_OD_O2] = {2, 7, 8, 3, 3, 512},
    [CANNED_OD_C] = {1, 4, CHARACTER, 0, 3, 256},
    [CANNED_OD_D8] = {8, 21, 10, 0, 19, 1},
    [CANNED_OD_U8] = {8, 21, 10, 0, 20, 1},
    [CANNED_OD_D4] = {4, 12, 10, 0, 10, 1},
    [CANNED_OD_U4] = {4, 11, 10, 0, 10, 1},
    [CANNED_OD_D2] = {2, 7, 10, 0, 5, 1},
    [CANNED_OD_U2] = {2, 6, 10, 0, 5, 1},
};

/* ---- the tables -------------------------------------------------------- */

/* A byte in three columns, as %3_c has it. */
static void
canned_put_character(uint8_t *text, unsigned v)
{
	if (v == 0 || ascii_escape_letter((char)v)) {
		text[1] = '\\';
		text[2] = v ? (uint8_t)ascii_escape_letter((char)v) : '0';
	} else if (ascii_is_printable((char)v)) {
		text[2] = (uint8_t)v;
	} else {
		digits_put((char *)text + 3, v, 8, 3, false);
	}
}

static void
make_tables(struct canned *c, const struct shape *shape)
{
	size_t low_end = (size_t)c->width - c->high_columns - 1;

	for (unsigned v = 0; v < shape->split; v++) {
		memset(c->low[v], ' ', sizeof(c->low[v]));
		if (shape->radix == CHARACTER)
			canned_put_character(c->low[v], v);
		else
			digits_put(
			    (char *)c->low[v] + low_end, v, shape->radix, shape->low_digits, false);
	}
	if (shape->unit == 1)
		return;
	for (unsigned v = 0; v <= UINT16_MAX / shape->split; v++) {
		memset(c->high[v], ' ', sizeof(c->high[v]));
		digits_put((char *)c->high[v] + c->high_columns, v, shape->radix,
		    shape->high_digits, false);
	}
}

/* ---- lines ------------------------------------------------------------- */

/* How many digits an offset has. */
static size_t
canned_offset_digits(const struct canned *c, uint64_t offset)
{
	const size_t digits = c->radix == 8 ? digits_octal(offset) : digits_hex(offset);

	return digits > c->digits ? digits : c->digits;
}

/* Returns how many digits it has put. */
static size_t
canned_put_offset(const struct canned *c, uint8_t *out, uint64_t offset)
{
	size_t digits = canned_offset_digits(c, offset);

	digits_put((char *)out + digits, offset, c->radix, digits, false);
	return digits;
}

/* The cells of eight bytes. */
static uint8_t *
put_half(const struct canned *c, const uint8_t *p, uint8_t *out)
{
	size_t width = c->width, high = c->high_columns;
	uint64_t inverse = c->inverse;
	size_t split = c->split;

	if (c->unit == 1) {
		for (size_t i = 0; i < BLOCK / 2; i++, out += width)
			memcpy(out, c->low[p[i]], 4);
		return out;
	}
	for (size_t i = 0; i < BLOCK / 2; i += 2, out += width) {
		uint16_t v;
		size_t q;

		memcpy(&v, p + i, sizeof(v));
		q = (size_t)(v * inverse >> 32);
		memcpy(out, c->high[q], 8);
		memcpy(out + high, c->low[v - q * split], 4);
	}
	return out;
}

static uint8_t *
put_bar(uint8_t *out)
{
	out[0] = '|';
	out[1] = '\n';
	return out + 2;
}

/* What follows the offset of a whole block. */
static uint8_t *
put_line(const struct canned *c, const uint8_t *p, uint8_t *out)
{
	for (size_t half = 0; half < BLOCK; half += BLOCK / 2) {
		out = put_half(c, p + half, out);
		*out = ' ';
		out += c->text;
	}
	if (!c->text) {
		out[-1] = '\n';
		return out;
	}
	*out++ = '|';
	for (size_t i = 0; i < BLOCK; i++)
		out[i] = ascii_is_printable((char)p[i]) ? p[i] : '.';
	return put_bar(out + BLOCK);
}

/* Whole blocks. From line to line only the last digit but one of the offset changes; the
 * text is made anew when that digit wraps to 0. */
static uint8_t *
canned_lines_plain(const struct canned *c, const uint8_t *p, size_t lines, uint64_t offset,
    struct canned_marks marks, uint8_t *out)
{
	const unsigned shift = c->radix == 8 ? 3 : 4, mask = c->radix - 1U, step = BLOCK >> shift;
	uint8_t text[16];
	size_t digits = canned_put_offset(c, text, offset);

	(void)marks;
	memset(text + digits, ' ', sizeof(text) - digits);
	for (; lines; lines--, p += BLOCK, offset += BLOCK) {
		if ((offset >> shift & mask) < step)
			digits = canned_put_offset(c, text, offset);
		memcpy(out, text, sizeof(text));
		out[digits - 2] = (uint8_t)digits_of_case(false)[offset >> shift & mask];
		memset(out + digits, ' ', 2);
		out = put_line(c, p, out + digits + 1 + c->text);
	}
	return out;
}

/* Turns the line that ends at `end` into that of a block of n < 16 bytes: missing units
 * become blanks. Returns its new end. */
static uint8_t *
shorten(const struct canned *c, size_t n, uint8_t *end)
{
	size_t all = (size_t)BLOCK / c->unit * c->width;
	size_t there = (n + c->unit - 1) / c->unit * c->width;
	uint8_t *line = end - c->columns;

	if (!c->text) {
		memset(line + there, ' ', all - there);
		return end;
	}
	memset(line + there + 2, ' ', all - there + 2);
	return put_bar(line + all + 5 + n);
}

static void
canned_print(const struct format *f, struct sink *s, const uint8_t *p, size_t n, uint64_t offset)
{
	const struct canned *c = (const struct canned *)f;
	const struct canned_marks none = {.any = false};
	size_t line = canned_offset_digits(c, offset + n) + c->columns;

	while (n) {
		uint8_t *out = sink_room(s, LINE_ROOM);
		size_t room = (size_t)(s->end - out) - CANNED_ROOM;
		size_t lines = n / BLOCK;

		if (!lines) {
			s->at = shorten(c, n, c->lines(c, p, 1, offset, none, out));
			return;
		}
		if (lines * line > room)
			lines = room / line;
		s->at = c->lines(c, p, lines, offset, none, out);
		p += lines * BLOCK;
		n -= lines * BLOCK;
		offset += lines * BLOCK;
	}
}

static void
canned_print_end(const struct format *f, struct sink *s, uint64_t offset)
{
	const struct canned *c = (const struct canned *)f;
	uint8_t *out = sink_room(s, LINE_ROOM);

	out += canned_put_offset(c, out, offset);
	*out++ = '\n';
	s->at = out;
}

static void
canned_print_marked(const struct format *f, struct sink *s, const uint8_t *p, uint64_t offset,
    uint32_t same, uint32_t stars)
{
	const struct canned *c = (const struct canned *)f;

	s->at = c->lines(c, p, DUMP_MARKED, offset, (struct canned_marks){true, same, stars},
	    sink_room(s, MARKED_ROOM));
}

void
canned_init(struct canned *c, enum canned_kind kind, enum cpu_level level)
{
	const struct shape *shape = &shapes[kind];

	c->format = (struct format){.block = BLOCK, .print = canned_print, .end = canned_print_end};
	c->lines = CPU_PICK(level, canned_lines);
	if (level != CPU_PLAIN)
		c->format.print_marked = canned_print_marked;
	c->kind = kind;
	c->radix = 16;
	c->digits = kind == CANNED_CANONICAL ? 8 : 7;
	c->text = kind == CANNED_CANONICAL;
	c->unit = shape->unit;
	c->width = shape->width;
	c->high_columns = 0;
	if (c->unit == 2)
		c->high_columns = (uint8_t)(c->width - shape->low_digits - 1);
	c->split = shape->split;
	c->inverse = UINT32_MAX / c->split + 1U;
	c->columns = (uint8_t)(1 + BLOCK / c->unit * c->width + (c->text ? 22 : 0));
	if (level == CPU_PLAIN && shape->split > 1)
		make_tables(c, shape);
}

static void
make_decimals(struct canned_decimals *d, const struct shape *shape)
{
	enum { GROUP = 8 };
	const unsigned numbers = BLOCK / shape->unit;

	*d = (struct canned_decimals){
	    .width = shape->width,
	    .end = (uint8_t)(numbers * shape->width),
	};
	for (unsigned i = 0; i < d->end; i++) {
		const unsigned number = i / shape->width;
		const unsigned after = shape->width - 1U - i % shape->width, group = after / GROUP;
		const uint64_t column = UINT64_C(1) << i;

		if (after == shape->width - 1U)
			d->first |= column;
		if (after >= shape->low_digits) {
			d->blank |= column;
			continue;
		}
		d->group[group] |= column;
		d->index[group][i] = (uint8_t)(number * GROUP + GROUP - 1 - after % GROUP);
		if (after)
			d->zero |= column;
	}
}

void
canned_init_od(
    struct canned *c, enum canned_kind kind, unsigned radix, unsigned digits, enum cpu_level level)
{
	canned_init(c, kind, level);
	if (shapes[kind].split == 1)
		make_decimals(&c->decimals, &shapes[kind]);
	c->radix = (uint8_t)radix;
	c->digits = (uint8_t)digits;
}
