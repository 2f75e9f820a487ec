/* print.c itself makes the cells, so that they are what it would write. */
#include "lib/dump/program/cells.h"

#include <string.h>

#include "lib/dump/format/colour.h"
#include "lib/dump/program/print.h"

/* A sink as long as a cell, which remembers an overflow. */
struct cell_sink {
	struct sink sink; /* first */
	uint8_t text[CELL_MAX + 1];
	bool over;
};

static void
cell_over(struct sink *s)
{
	struct cell_sink *c = (struct cell_sink *)s;

	c->over = true;
	s->at = c->text;
}

/* The text of one byte, or false where it is too long. */
static bool
make_cell(struct cells *cells, uint8_t byte, bool with_before)
{
	struct cell_sink c = {
	    .sink = {.at = c.text, .end = c.text + sizeof(c.text), .more = cell_over}};
	struct place at = {.p = &byte, .left = 1};
	size_t n;

	print_put(cells->print, with_before ? cells->print->length : 0, at, &c.sink);
	if (cells->after)
		print_put(cells->after, cells->after->length, at, &c.sink);
	n = (size_t)(c.sink.at - c.text);
	if (c.over || n > CELL_MAX)
		return false;
	cells->length[byte] = (uint8_t)n;
	memcpy(cells->text[byte], c.text, CELL_MAX);
	cells->even = cells->even && n == cells->length[0];
	return true;
}

static bool
make_cells(struct cells *made, bool with_before)
{
	made->even = true;
	for (unsigned byte = 0; byte < 256; byte++)
		if (!make_cell(made, (uint8_t)byte, with_before))
			return false;
	return true;
}

static bool
same_print(const struct print *a, const struct print *b)
{
	if (!a || !b)
		return a == b;
	return a->colours == b->colours && a->kind == b->kind && a->flags == b->flags &&
	       a->width == b->width && a->precision == b->precision &&
	       a->conversion == b->conversion && a->length == b->length &&
	       memcmp(a->text, b->text, a->length) == 0;
}

const struct cells *
cells_make(const struct cells **list, const struct print *print, const struct print *after,
    bool with_before, struct arena *arena)
{
	struct cells *made;
	struct arena rest = *arena;

	if (with_before)
		for (const struct cells *c = *list; c; c = c->next)
			if (same_print(c->print, print) && same_print(c->after, after))
				return c;
	made = arena_take_lines(&rest, sizeof(*made));
	if (!made)
		return NULL;
	made->print = print;
	made->after = after;
	if (!make_cells(made, with_before))
		return NULL;
	*arena = rest;
	made->next = *list;
	if (with_before)
		*list = made;
	return made;
}

bool
cells_suit(const struct print *print)
{
	switch ((enum print_kind)print->kind) {
	case PRINT_SIGNED:
	case PRINT_UNSIGNED:
	case PRINT_CHARACTER:
	case PRINT_ESCAPED:
	case PRINT_PRINTABLE:
	case PRINT_NAMED:
		return print->bytes == 1 && print->width <= CELL_MAX &&
		       (!print->colours || colours_anywhere(print->colours)) &&
		       (!(print->flags & PRINT_PRECISION) || print->precision <= CELL_MAX);
	default:
		return false;
	}
}
