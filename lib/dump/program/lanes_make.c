/* For each column of the text: which byte of the input it shows, and which of its digits, or
 * which constant. */
#include "lib/dump/program/lanes_make.h"

#include <string.h>

#include "lib/dump/program/lanes_pack.h"
#include "lib/number/digits.h"

struct maker {
	struct packer packer;
	uint32_t begin;   /* bytes of the input before the block */
	uint32_t at;      /* and before the print */
	uint32_t columns; /* all */
};

/* ---- prints ------------------------------------------------------------------ */

static bool
add_column(struct maker *m, struct column c)
{
	return m->columns++ < LANES_WIDTH_MAX && packer_add(&m->packer, c);
}

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
	struct lanes *l = m->packer.lanes;
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
		return is_whole_number(print) && add_number(m, print);
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
	m->begin = m->at;
	for (const struct units *units = first; units; units = units->next) {
		m->at = m->begin;
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

static bool
add_all(struct maker *m, const struct units *units)
{
	struct lanes *l = m->packer.lanes;

	if (!add_block(m, units) || !m->columns)
		return false;
	l->width = m->columns;
	l->times = packer_times(&m->packer);
	for (uint32_t i = 1; i < l->times; i++) {
		m->at = i * l->bytes;
		if (!add_block(m, units))
			return false;
	}
	return packer_end(&m->packer);
}

const struct lanes *
lanes_make(const struct units *units, uint32_t block, enum cpu_level level, struct arena *arena)
{
	struct maker m = {.at = 0};

	if (level == CPU_PLAIN || !packer_begin(&m.packer, block, level, arena) ||
	    !add_all(&m, units))
		return NULL;
	*arena = m.packer.arena;
	return m.packer.lanes;
}
