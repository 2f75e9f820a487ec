/* Makes lanes of the columns of a line: of its offset, the last LANE_DIGITS digits; those
 * before them are constant, and the lanes are made anew when they change. */
#include "applets/xxd/quick.h"

#include <string.h>

#include "applets/xxd/list.h"
#include "lib/cpu/pick.h"
#include "lib/dump/program/lanes_pack.h"
#include "lib/number/digits.h"

struct maker {
	struct packer packer;
	const struct shape *shape;
	uint32_t width;
	bool full; /* the memory is */
};

static void
add(struct maker *m, struct column c)
{
	m->full = m->full || !packer_add(&m->packer, c);
	m->width++;
}

static void
add_text(struct maker *m, const char *text)
{
	for (; *text; text++)
		add(m, (struct column){.kind = COLUMN_TEXT, .text = (uint8_t)*text});
}

static void
add_cell(struct maker *m, uint32_t byte)
{
	const unsigned bits = m->shape->bits ? 1 : 4;

	for (unsigned bit = 8; bit; bit -= bits)
		add(m, (struct column){.kind = COLUMN_DIGIT,
		           .byte = byte,
		           .shift = (uint8_t)(bit - bits),
		           .mask = (uint8_t)((1U << bits) - 1),
		           .digits = digits_of_case(m->shape->capital)});
}

/* ---- lists --------------------------------------------------------------------- */

static void
add_list(struct maker *m, uint32_t byte, uint32_t bytes)
{
	const struct list_texts texts = list_texts(m->shape);

	for (uint32_t i = 0; i < bytes; i++) {
		add_text(m, i == 0 && list_has_lines(m->shape) ? texts.next : texts.between);
		add_text(m, texts.prefix);
		add_cell(m, byte + i);
	}
}

/* ---- lines --------------------------------------------------------------------- */

static uint64_t
radix_of(const struct shape *s)
{
	return s->decimal ? 10 : 16;
}

/* How many offsets LANE_DIGITS have. */
static uint64_t
limit_of(const struct shape *s)
{
	return s->decimal ? 100000000 : UINT64_C(1) << 32;
}

static void
add_offset(struct maker *m, uint32_t byte)
{
	char text[SHAPE_DIGITS_MAX + 1] = "", *end = text + SHAPE_DIGITS_MAX;

	add_text(m, digits_put(end, m->shape->quick.high, (unsigned)radix_of(m->shape), 0, false));
	for (unsigned i = 0; i < LANE_DIGITS; i++)
		add(m, (struct column){.kind = COLUMN_ADDRESS,
		           .byte = byte,
		           .place = (uint8_t)i,
		           .digits = digits_of_case(false)});
	add_text(m, ":");
}

static void
add_blanks(struct maker *m, size_t n)
{
	for (; n; n--)
		add_text(m, " ");
}

/* The byte whose cell is at that place; columns if there is none. */
static uint32_t
byte_at(const struct shape *s, size_t place)
{
	uint32_t i = 0;

	while (i < s->columns && s->place[i] != place)
		i++;
	return i;
}

static void
add_line(struct maker *m, uint32_t byte)
{
	const struct shape *s = m->shape;

	add_offset(m, byte);
	for (size_t place = 0; place < s->text;) {
		const uint32_t i = byte_at(s, place);

		if (i < s->columns)
			add_cell(m, byte + i);
		else
			add_blanks(m, 1);
		place += i < s->columns ? s->cell : 1;
	}
	for (uint32_t i = 0; i < s->columns; i++)
		add(m, (struct column){.kind = COLUMN_PRINTABLE, .byte = byte + i});
	add_text(m, "\n");
}

/* ---- lanes --------------------------------------------------------------------- */

static void
add_block(struct maker *m, uint32_t byte, uint32_t bytes)
{
	if (m->shape->kind == SHAPE_LINES)
		add_line(m, byte);
	else
		add_list(m, byte, bytes);
}

/* Lanes of blocks of some bytes. */
static void
make(struct shape *s, uint32_t bytes)
{
	const struct arena arena = {s->quick.memory, s->quick.memory + QUICK_ROOM};
	struct maker m = {.shape = s};
	struct lanes *l;

	s->quick.lanes = NULL;
	if (s->level == CPU_PLAIN || !s->quick.memory ||
	    !packer_begin(&m.packer, bytes, s->level, &arena))
		return;
	l = m.packer.lanes;
	if (s->kind == SHAPE_LINES) {
		l->limit = limit_of(s);
		l->radix = (uint8_t)radix_of(s);
	}
	add_block(&m, 0, bytes);
	l->width = m.width;
	l->times = packer_times(&m.packer);
	for (uint32_t i = 1; i < l->times; i++)
		add_block(&m, i * bytes, bytes);
	if (m.full || !packer_end(&m.packer))
		return;
	s->quick.lanes = l;
	s->quick.put = CPU_PICK_VECTOR(s->level, lanes_put);
}

void
quick_list_begin(struct shape *s)
{
	struct quick *q = &s->quick;

	q->lanes = NULL;
	q->plain_put = NULL;
	if (s->kind == SHAPE_PLAIN && s->columns == PLAIN_BYTES)
		q->plain_put = CPU_PICK_VECTOR(s->level, plain_lines);
	if (!q->plain_put)
		make(s, list_has_lines(s) ? (uint32_t)s->columns : 1);
}

/* Lines of -p. */
static void
print_plain(const struct shape *s, struct sink *sink, const uint8_t *p, size_t n)
{
	while (n) {
		uint8_t *out = sink_room(sink, SINK_ROOM);
		const size_t room = ((size_t)(sink->end - out) - PLAIN_ROOM) / PLAIN_LINE;
		size_t lines = n / PLAIN_BYTES;

		lines = lines < room ? lines : room;
		sink->at = s->quick.plain_put(p, lines, digits_of_case(s->capital), out);
		p += lines * PLAIN_BYTES;
		n -= lines * PLAIN_BYTES;
	}
}

void
quick_list(const struct shape *s, struct sink *sink, const uint8_t *p, size_t n)
{
	if (s->quick.plain_put)
		print_plain(s, sink, p, n);
	else
		lanes_print(s->quick.lanes, s->quick.put, sink, p, n, 0);
}

/* ---- the default lines --------------------------------------------------------- */

static size_t
print_canned(struct shape *s, struct sink *sink, const uint8_t *p, size_t n, uint64_t offset)
{
	const struct canned_marks none = {.any = false};
	uint8_t *out = sink_room(sink, SINK_ROOM);
	const size_t room = ((size_t)(sink->end - out) - CANNED_ROOM) / CANNED_LINE_MAX;
	size_t lines = n / 16;

	lines = lines < room ? lines : room;
	sink->at = s->quick.canned_put(s->quick.canned, p, lines, offset, none, out);
	return lines * 16;
}

static size_t
print_bits(struct shape *s, struct sink *sink, const uint8_t *p, size_t n, uint64_t offset)
{
	uint8_t *out = sink_room(sink, SINK_ROOM);
	const size_t room = ((size_t)(sink->end - out) - BITS_ROOM) / BITS_LINE_MAX;
	size_t lines = n / BITS_BYTES;

	lines = lines < room ? lines : room;
	sink->at = s->quick.bits_put(p, lines, offset, out);
	return lines * BITS_BYTES;
}

/* ---- lines --------------------------------------------------------------------- */

/* Up to the next change of the digits that are constant. */
static size_t
print_some(struct shape *s, struct sink *sink, const uint8_t *p, size_t n, uint64_t offset)
{
	const uint64_t limit = limit_of(s);

	if (!s->quick.lanes || offset / limit != s->quick.high) {
		s->quick.high = offset / limit;
		make(s, (uint32_t)s->columns);
	}
	if (!s->quick.lanes)
		return 0;
	return lanes_print(s->quick.lanes, s->quick.put, sink, p, n, offset % limit);
}

void
quick_lines_begin(struct shape *s)
{
	struct quick *q = &s->quick;
	const bool bits = s->bits && s->columns == BITS_BYTES && s->group == 1;
	const bool digits = !s->bits && s->columns == 16 && s->group == 2;

	q->bits_put = CPU_PICK_VECTOR(s->level, bits_lines);
	q->canned_put = CPU_PICK_VECTOR(s->level, canned_lines);
	q->canned->kind = CANNED_XXD;
	q->canned->digits = 8;
	if (bits && !s->decimal)
		q->print = print_bits;
	else if (digits && !s->little && !s->capital && !s->decimal)
		q->print = print_canned;
	else
		q->print = print_some;
}

/* The lines before the one where offsets begin anew. */
static size_t
before_wrap(const struct shape *s, size_t n, uint64_t offset)
{
	const uint64_t lines = (UINT64_MAX - offset) / s->columns + 1;

	return n / s->columns < lines ? n : (size_t)(lines * s->columns);
}

size_t
quick_lines(struct shape *s, struct sink *sink, const uint8_t *p, size_t n, uint64_t offset)
{
	const size_t whole = n - n % (size_t)s->columns;
	size_t done = 0;

	while (s->level != CPU_PLAIN && done < whole) {
		const size_t left = before_wrap(s, whole - done, offset + done);
		const size_t now = s->quick.print(s, sink, p + done, left, offset + done);

		done += now;
		if (!now)
			break;
	}
	return done;
}
