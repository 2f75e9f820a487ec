/* For each column of the text: which byte of the input it shows, and which of its digits, or
 * which constant. Columns are collected until a vector is full, or the next one does not
 * fit to the others, and become a piece. */
#include "lib/dump/program/lanes_make.h"

#include <string.h>

#include "lib/number/digits.h"

struct column {
	enum { COLUMN_TEXT, COLUMN_DIGIT, COLUMN_ADDRESS, COLUMN_PRINTABLE, COLUMN_TABLE } kind;
	uint8_t text;
	uint32_t byte;       /* of the input; or of the first block whose address it is */
	uint8_t place;       /* which digit of the address */
	uint8_t shift, mask; /* of a digit: its bits, in this byte and maybe the next */
	const char *digits;
	const uint8_t *table;
	bool optional;
	uint8_t filler;
};

/* The bytes of the input that a group of lanes shows. */
struct window {
	bool is_used;
	uint32_t first, last;
};

struct maker {
	struct arena arena;
	struct lanes *lanes;
	const struct tables **tables;
	struct piece *last;
	bool has_tables;  /* whether the level has */
	unsigned size;    /* lanes of a piece */
	unsigned group;   /* of these, how many share a window; and its bytes */
	uint32_t begin;   /* bytes of the input before the block */
	uint32_t at;      /* and before the print */
	uint32_t columns; /* all */

	/* Those that are not a piece yet. */
	struct column pending[LANES];
	unsigned count;
	struct window windows[LANE_GROUPS];
	const struct column *digits, *filler, *lookups[LANE_TABLES_MAX]; /* one of each kind */
	const struct column *address;                                    /* the first */
	uint32_t last_address;                                           /* .byte of the last */

	/* The first of the two addresses of the last piece that has any. */
	bool has_ahead;
	uint32_t ahead;
	unsigned lookup_count;
};

/* ---- pieces ------------------------------------------------------------------ */

static bool
shows_input(const struct column *c)
{
	return c->kind != COLUMN_TEXT && c->kind != COLUMN_ADDRESS;
}

/* Whether the digit is in two bytes. */
static bool
is_wide(const struct column *c)
{
	return c->kind == COLUMN_DIGIT && c->mask << c->shift > UINT8_MAX;
}

static bool
is_half(const struct column *c)
{
	return c->kind != COLUMN_DIGIT || ((c->shift == 0 || c->shift == 4) && !is_wide(c));
}

static void
set_split_lane(struct piece *piece, unsigned i, const struct column *c, uint8_t index)
{
	uint8_t *bytes = (i % 2 ? piece->odd : piece->even) + (i & ~1U);

	bytes[0] = index;
	bytes[1] = index + 1;
	(i % 2 ? piece->odd_factor : piece->even_factor)[i / 2] = (uint16_t)(1U << (8 - c->shift));
	piece->low[i] = c->mask;
}

static void
set_table(struct piece *piece, unsigned i, const struct column *c)
{
	unsigned t = 0;

	while (t < piece->table_count && piece->tables[t] != c->table)
		t++;
	piece->table_count += t == piece->table_count;
	piece->tables[t] = c->table;
	piece->looked_up[t] |= UINT64_C(1) << i;
	if (c->optional) {
		piece->optional |= UINT64_C(1) << i;
		piece->filler = c->filler;
	}
}

static void
set_lane(struct piece *piece, unsigned i, const struct column *c)
{
	uint8_t index = 0;

	if (shows_input(c))
		index = (uint8_t)(c->byte - piece->from[i / piece->group]);
	piece->index[i] = index;
	switch (c->kind) {
	case COLUMN_TEXT:
		piece->literal[i] = c->text ^ piece->digits[0];
		break;
	case COLUMN_DIGIT:
		if (piece->has & PIECE_SPLIT)
			set_split_lane(piece, i, c, index);
		else
			*(c->shift ? &piece->high[i] : &piece->low[i]) = c->mask;
		break;
	case COLUMN_ADDRESS:
		piece->address[i] = c->place + (c->byte == piece->ahead ? 0 : LANE_DIGITS);
		break;
	case COLUMN_PRINTABLE:
		piece->literal[i] = piece->digits[0];
		piece->printable[i] = 0xFF;
		piece->has |= PIECE_PRINTABLE;
		break;
	case COLUMN_TABLE:
		set_table(piece, i, c);
	}
}

/* Its addresses are those of the piece before, if these have them too. */
static void
set_addresses(struct maker *m, struct piece *piece)
{
	const uint32_t bytes = m->lanes->bytes;

	if (!m->address)
		return;
	piece->has = PIECE_ADDRESS;
	if (!m->has_ahead || m->last_address - m->ahead > bytes) {
		piece->has |= PIECE_NEW_ADDRESS;
		m->ahead = m->address->byte;
		m->has_ahead = true;
	}
	piece->ahead = m->ahead;
}

/* Makes a piece of the pending columns. */
static bool
end_piece(struct maker *m)
{
	struct piece *piece = arena_take_lines(&m->arena, sizeof(*piece));

	if (!piece)
		return false;
	*piece = (struct piece){.width = (uint8_t)m->count, .group = (uint8_t)m->group};
	memset(piece->address, LANE_NO_DIGIT, sizeof(piece->address));
	memcpy(piece->digits, m->digits ? m->digits->digits : digits_of_case(false), 16);
	set_addresses(m, piece);
	for (unsigned g = 0; g < LANE_GROUPS; g++)
		piece->from[g] = m->windows[g].first;
	for (unsigned i = 0; i < m->count; i++)
		piece->has |= is_half(&m->pending[i]) ? 0 : PIECE_SPLIT;
	for (unsigned i = 0; i < m->count; i++)
		set_lane(piece, i, &m->pending[i]);
	*(m->last ? &m->last->next : &m->lanes->pieces) = piece;
	m->last = piece;
	memset(m->windows, 0, sizeof(m->windows));
	m->digits = m->filler = m->address = NULL;
	m->count = m->lookup_count = 0;
	return true;
}

/* Whether the window of the next lane can have these bytes too. */
static bool
extend_window(struct maker *m, const struct column *c)
{
	struct window *w = &m->windows[m->count / m->group], wider = *w;
	uint32_t last = c->byte + is_wide(c);

	if (!w->is_used || c->byte < w->first)
		wider.first = c->byte;
	if (!w->is_used || last > w->last)
		wider.last = last;
	wider.is_used = true;
	if (wider.last - wider.first >= m->group)
		return false;
	*w = wider;
	return true;
}

static bool
add_lookup(struct maker *m, const struct column *c, const struct column *kept)
{
	unsigned i = 0;

	while (i < m->lookup_count && m->lookups[i]->table != c->table)
		i++;
	if (i == LANE_TABLES_MAX)
		return false;
	m->lookups[i] = kept;
	m->lookup_count += i == m->lookup_count;
	return true;
}

/* Whether the address is the first one, or that of the next block. */
static bool
is_address_near(const struct maker *m, const struct column *c)
{
	return !m->address || c->byte - m->address->byte <= m->lanes->bytes;
}

/* Adds it to the pending ones, if it fits to them. */
static bool
add_pending(struct maker *m, const struct column *c)
{
	struct column *kept = &m->pending[m->count];

	if (m->count == m->size ||
	    (c->digits && m->digits && memcmp(m->digits->digits, c->digits, 16) != 0) ||
	    (c->optional && m->filler && m->filler->filler != c->filler) ||
	    (c->kind == COLUMN_ADDRESS && !is_address_near(m, c)) ||
	    (c->table && !add_lookup(m, c, kept)) || (shows_input(c) && !extend_window(m, c)))
		return false;
	*kept = *c;
	if (c->digits)
		m->digits = kept;
	if (c->optional)
		m->filler = kept;
	if (c->kind == COLUMN_ADDRESS) {
		m->address = m->address ? m->address : kept;
		m->last_address = c->byte;
	}
	m->count++;
	return true;
}

static bool
add_column(struct maker *m, struct column c)
{
	if (m->columns++ == LANES_WIDTH_MAX)
		return false;
	return add_pending(m, &c) || (m->count && end_piece(m) && add_pending(m, &c));
}

/* ---- prints ------------------------------------------------------------------ */

static bool
add_text(struct maker *m, const uint8_t *text, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (!add_column(m, (struct column){.kind = COLUMN_TEXT, .text = text[i]}))
			return false;
	return true;
}

static bool
add_filler(struct maker *m, char c, unsigned n)
{
	for (; n; n--)
		if (!add_text(m, (const uint8_t *)&c, 1))
			return false;
	return true;
}

/* The blanks before n columns, and those after them. */
static unsigned
pad_before(const struct print *print, unsigned n)
{
	return print->width > n && !(print->flags & PRINT_LEFT) ? print->width - n : 0;
}

static unsigned
pad_after(const struct print *print, unsigned n)
{
	return print->width > n && (print->flags & PRINT_LEFT) ? print->width - n : 0;
}

/* How many digits there are at least. */
static unsigned
least_digits(const struct print *print)
{
	if (print->flags & PRINT_PRECISION)
		return print->precision;
	if ((print->flags & (PRINT_ZERO | PRINT_LEFT)) == PRINT_ZERO && print->width)
		return print->width;
	return 1;
}

static bool
add_digit(struct maker *m, const struct print *print, unsigned bits, unsigned i)
{
	unsigned bit = i * bits, left = 8 * print->bytes - bit;

	return add_column(m, (struct column){
	                         .kind = COLUMN_DIGIT,
	                         .byte = m->at + bit / 8,
	                         .shift = bit % 8,
	                         .mask = (uint8_t)((1U << (left < bits ? left : bits)) - 1),
	                         .digits = digits_of_case(print->conversion == 'X'),
	                     });
}

/* A number that is shown in all its digits, of 3 or 4 bits each. */
static bool
add_number(struct maker *m, const struct print *print)
{
	unsigned bits = print->conversion == 'o' ? 3 : 4, least = least_digits(print);
	unsigned digits = (8 * print->bytes + bits - 1) / bits;

	if (!add_filler(m, ' ', pad_before(print, least)) || !add_filler(m, '0', least - digits))
		return false;
	for (unsigned i = digits; i--;)
		if (!add_digit(m, print, bits, i))
			return false;
	return add_filler(m, ' ', pad_after(print, least));
}

static bool
is_whole_number(const struct print *print)
{
	unsigned bits = print->conversion == 'o' ? 3 : 4;

	return print->kind == PRINT_UNSIGNED && print->conversion != 'u' &&
	       !(print->flags & PRINT_ALTERNATE) && least_digits(print) * bits >= 8 * print->bytes;
}

/* An address of a given length. All of a block are the same but for their length. */
static bool
add_address(struct maker *m, const struct print *print)
{
	unsigned radix = print->conversion == 'o' ? 8 : print->conversion == 'd' ? 10 : 16;
	unsigned least = least_digits(print), digits = least < LANE_DIGITS ? least : LANE_DIGITS;
	uint32_t ahead = m->at - m->begin;
	struct lanes *l = m->lanes;
	uint64_t limit = 1;

	for (unsigned i = 0; i < digits; i++)
		limit *= radix;
	if (!least || (print->flags & (PRINT_ALTERNATE | PRINT_PLUS | PRINT_BLANK)) ||
	    (l->limit && (l->ahead != ahead || l->radix != radix)))
		return false;
	if (!l->limit || l->limit > limit)
		l->limit = limit;
	l->ahead = ahead;
	l->radix = (uint8_t)radix;
	if (!add_filler(m, ' ', pad_before(print, least)) || !add_filler(m, '0', least - digits))
		return false;
	for (unsigned i = LANE_DIGITS - digits; i < LANE_DIGITS; i++)
		if (!add_column(m, (struct column){.kind = COLUMN_ADDRESS,
		                       .byte = m->at,
		                       .place = (uint8_t)i,
		                       .digits = digits_of_case(false)}))
			return false;
	return add_filler(m, ' ', pad_after(print, least));
}

static bool
add_printable(struct maker *m, const struct print *print)
{
	return add_filler(m, ' ', pad_before(print, 1)) &&
	       add_column(m, (struct column){.kind = COLUMN_PRINTABLE, .byte = m->at}) &&
	       add_filler(m, ' ', pad_after(print, 1));
}

/* A column that is the same for all bytes needs no table. */
static bool
add_tables(struct maker *m, const struct print *print)
{
	const struct tables *t = m->has_tables ? tables_make(m->tables, print, &m->arena) : NULL;

	if (!t)
		return false;
	for (unsigned i = 0; i < t->width; i++) {
		const uint8_t *table = t->columns[i];
		struct column c = {.kind = COLUMN_TEXT, .text = table[0]};

		if (memcmp(table, table + 1, 255) != 0)
			c = (struct column){
			    .kind = COLUMN_TABLE,
			    .byte = m->at,
			    .table = table,
			    .optional = !t->even && memchr(table, t->filler, 256),
			    .filler = t->filler,
			};
		if (!add_column(m, c))
			return false;
	}
	return true;
}

/* With only the first `length` bytes of its text. */
static bool
add_print(struct maker *m, const struct print *print, size_t length)
{
	if (print->colours || !add_text(m, print->text, length))
		return false;
	switch ((enum print_kind)print->kind) {
	case PRINT_TEXT:
		return true;
	case PRINT_ADDRESS:
		return add_address(m, print);
	case PRINT_PRINTABLE:
		return add_printable(m, print);
	default:
		return is_whole_number(print) ? add_number(m, print) : add_tables(m, print);
	}
}

static bool
add_unit(struct maker *m, const struct unit *u, bool drop)
{
	for (size_t i = 0; i < u->count; i++) {
		const struct print *print = &u->prints[i];

		if (!add_print(m, print, (size_t)print->length - (drop && i + 1 == u->count)))
			return false;
		m->at += print->bytes;
	}
	return true;
}

static bool
add_block(struct maker *m, const struct units *first)
{
	const uint32_t begin = m->at;

	for (const struct units *units = first; units; units = units->next) {
		m->at = begin;
		for (size_t i = 0; i < units->count && !units->list[i].at_end; i++) {
			const struct unit *u = &units->list[i];

			for (uint32_t left = u->count ? u->times : 0; left; left--)
				if (!add_unit(m, u, left == 1 && u->drops_blank))
					return false;
		}
	}
	return true;
}

/* ---- blocks ------------------------------------------------------------------ */

/* How many blocks are best put into pieces together: as many as leave the least share of
 * their lanes unused. They show few bytes, as those of one that is not there are read. */
static uint32_t
best_times(const struct maker *m)
{
	const uint32_t width = m->lanes->width, bytes = m->lanes->bytes;
	uint32_t best = 1;

	for (uint32_t times = 2; times * bytes <= LANES && times * width <= LANES_WIDTH_MAX / 2;
	     times++) {
		uint32_t pieces = (times * width + m->size - 1) / m->size;

		/* pieces / times <= best_pieces / best */
		if (pieces * best <= (best * width + m->size - 1) / m->size * times)
			best = times;
	}
	return best;
}

/* Adds a unit, or else a block, once. */
static bool
add_once(struct maker *m, const struct unit *unit, const struct units *units, uint32_t i)
{
	m->begin = m->at = i * m->lanes->bytes;
	return unit ? add_unit(m, unit, false) : add_block(m, units);
}

static bool
add_all(struct maker *m, const struct unit *unit, const struct units *units)
{
	struct lanes *l = m->lanes;

	if (!add_once(m, unit, units, 0) || !m->columns || (unit && l->limit))
		return false;
	l->width = m->columns;
	l->times = best_times(m);
	for (uint32_t i = 1; i < l->times; i++)
		if (!add_once(m, unit, units, i))
			return false;
	return end_piece(m);
}

static const struct lanes *
make(const struct unit *unit, const struct units *units, uint32_t bytes, enum cpu_level level,
    const struct tables **tables, struct arena *arena)
{
	const struct tables *before = *tables;
	struct maker m = {
	    .arena = *arena,
	    .tables = tables,
	    .has_tables = level == CPU_AVX512,
	    .size = level == CPU_AVX512 ? 64 : 32,
	    .group = level == CPU_AVX512 ? 64 : 16,
	};

	if (level == CPU_PLAIN)
		return NULL;
	m.lanes = arena_take(&m.arena, sizeof(*m.lanes));
	if (!m.lanes)
		return NULL;
	*m.lanes = (struct lanes){.bytes = bytes, .times = 1};
	if (!add_all(&m, unit, units)) {
		/* The arena is as before; so must be what lies in it. */
		*tables = before;
		return NULL;
	}
	*arena = m.arena;
	return m.lanes;
}

const struct lanes *
lanes_of_block(const struct units *units, uint32_t block, enum cpu_level level,
    const struct tables **tables, struct arena *arena)
{
	return make(NULL, units, block, level, tables, arena);
}

const struct lanes *
lanes_of_unit(
    const struct unit *u, enum cpu_level level, const struct tables **tables, struct arena *arena)
{
	return u->shown ? make(u, NULL, u->shown, level, tables, arena) : NULL;
}
