/* Packs the lanes of all steps into patterns; a lane that does not fit begins a new one. As
 * many short blocks are woven together as fit a vector. */
#include "lib/dump/program/weave.h"

#include <string.h>

struct weaving {
	struct arena arena;
	struct woven *woven;
	struct pattern *last; /* NULL before the first */
	uint32_t input;       /* bytes of it before the unit that is woven */
	bool full;            /* the arena is full, or the text too long */
};

/* One column of text. */
struct lane {
	uint32_t byte; /* of the input */
	uint8_t literal;
	uint8_t filler;
	bool digit, high, compressed, address;
	const uint8_t *digits; /* for one that is a digit */
	const uint8_t *table;  /* or NULL */
};

static void
begin_pattern(struct weaving *w)
{
	struct pattern *p = arena_take_lines(&w->arena, sizeof(*p));

	if (!p || w->woven->width >= WOVEN_MAX) {
		w->full = true;
		return;
	}
	*p = (struct pattern){.units = 1, .from = w->input};
	if (!w->woven->count++)
		w->woven->patterns = p;
	w->last = p;
}

/* Which of its tables this is, or will be. */
static size_t
table_at(const struct pattern *p, const uint8_t *table)
{
	size_t i = 0;

	while (i < p->table_count && p->tables[i] != table)
		i++;
	return i;
}

static bool
fits(const struct pattern *p, const struct lane *lane)
{
	if (p->width == LANES)
		return false;
	if (lane->digit || lane->table)
		if (lane->byte - p->from >= LANES)
			return false;
	if (lane->digit && p->digit && memcmp(p->digits, lane->digits, sizeof(p->digits)) != 0)
		return false;
	if (lane->compressed && p->compressed && p->filler != lane->filler)
		return false;
	return !lane->table || table_at(p, lane->table) < TABLES_MAX;
}

static void
add_lane(struct weaving *w, const struct lane *lane)
{
	struct pattern *p;
	uint64_t bit;

	if (!w->full && (!w->last || !fits(w->last, lane)))
		begin_pattern(w);
	if (w->full)
		return;
	p = w->last;
	bit = UINT64_C(1) << p->width;
	p->literal[p->width] = lane->literal;
	if (lane->address) {
		p->address |= bit;
		p->index[p->width] = (uint8_t)lane->byte;
	} else if (lane->digit || lane->table) {
		uint8_t at = (uint8_t)(lane->byte - p->from);

		p->index[p->width] = at;
		if (p->bytes <= at)
			p->bytes = at + 1;
	}
	if (lane->digit) {
		p->digit |= bit;
		p->high |= lane->high ? bit : 0;
		memcpy(p->digits, lane->digits, sizeof(p->digits));
	}
	if (lane->compressed) {
		p->compressed |= bit;
		p->filler = lane->filler;
	}
	if (lane->table) {
		size_t i = table_at(p, lane->table);

		p->tables[i] = lane->table;
		p->looked_up[i] |= bit;
		if (i == p->table_count)
			p->table_count++;
	}
	p->width++;
	w->woven->width++;
}

static void
drop_lane(struct weaving *w)
{
	struct pattern *p = w->last;
	uint64_t others;

	if (w->full || !p)
		return;
	p->width--;
	w->woven->width--;
	others = ~(UINT64_C(1) << p->width);
	p->digit &= others;
	p->high &= others;
	p->address &= others;
	p->compressed &= others;
	for (size_t i = 0; i < p->table_count; i++)
		p->looked_up[i] &= others;
}

static void
weave_text(struct weaving *w, const uint8_t *text, size_t n)
{
	for (size_t i = 0; i < n && !w->full; i++)
		add_lane(w, &(struct lane){.literal = text[i]});
}

/* A column that is the same for all bytes needs no table. */
static void
set_column(struct lane *lane, const uint8_t *table)
{
	if (memcmp(table, table + 1, 255) == 0)
		lane->literal = table[0];
	else
		lane->table = table;
}

/* The first unit of a pattern of which there is one after the other. */
static void
add_pattern(struct weaving *w, const struct pattern *p)
{
	for (unsigned i = 0; i < p->width; i++) {
		uint64_t bit = UINT64_C(1) << i;
		struct lane lane = {
		    .byte = w->input + p->index[i],
		    .literal = p->literal[i],
		    .digit = p->digit & bit,
		    .high = p->high & bit,
		    .digits = p->digits,
		};

		for (size_t t = 0; t < p->table_count; t++)
			if (p->looked_up[t] & bit)
				set_column(&lane, p->tables[t]);
		lane.compressed = lane.table && (p->compressed & bit);
		lane.filler = p->filler;
		add_lane(w, &lane);
	}
}

/* False where there is one already, or it is not of a given length. */
static bool
add_address(struct weaving *w, const struct integer_style *style)
{
	if (w->woven->limit || !style->digits || style->digits > 8 ||
	    style->width > style->digits || style->zero || style->alternate || style->positive)
		return false;
	w->woven->limit = 1;
	for (unsigned i = 0; i < style->digits; i++)
		w->woven->limit *= style->radix;
	w->woven->ahead = w->input;
	w->woven->address = *style;
	weave_text(w, style->before.bytes, style->before.length);
	for (unsigned i = 8U - style->digits; i < 8; i++)
		add_lane(w, &(struct lane){.byte = i, .address = true});
	weave_text(w, style->after.bytes, style->after.length);
	return true;
}

static bool
add_step(struct weaving *w, const struct step *step)
{
	switch (step->kind) {
	case STEP_TEXT:
		weave_text(w, step->text.bytes, step->text.length);
		break;
	case STEP_LONG_TEXT:
		weave_text(w, step->long_text.bytes, step->long_text.length);
		break;
	case STEP_PATTERN:
		add_pattern(w, step->pattern);
		break;
	case STEP_ADDRESS:
		if (!add_address(w, &step->integer))
			return false;
		break;
	default:
		return false;
	}
	w->input += step->bytes;
	return !w->full;
}

static bool
add_run(struct weaving *w, const struct run *run)
{
	for (uint32_t times = run->times; times; times--)
		for (size_t i = 0; i < run->step_count; i++)
			if (!add_step(w, &run->steps[i]))
				return false;
	for (unsigned i = 0; i < run->drop; i++)
		drop_lane(w);
	weave_text(w, run->tail.bytes, run->tail.length);
	return !w->full;
}

static bool
weave_block(struct weaving *w, const struct run *runs, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (!add_run(w, &runs[i]))
			return false;
	return true;
}

const struct woven *
weave(const struct run *runs, size_t count, uint32_t block, struct arena *arena)
{
	struct weaving w = {.arena = *arena};

	w.woven = arena_take(&w.arena, sizeof(*w.woven));
	if (!w.woven || !block)
		return NULL;
	*w.woven = (struct woven){.bytes = block};
	if (!weave_block(&w, runs, count) || !w.woven->width)
		return NULL;
	if (!w.woven->limit) {
		uint32_t width = w.woven->width, more = LANES / width;

		if (more > LANES / block)
			more = LANES / block;
		for (uint32_t i = 1; i < more; i++) {
			w.input = i * block;
			if (!weave_block(&w, runs, count))
				return NULL;
			w.woven->bytes += block;
		}
	}
	*arena = w.arena;
	return w.woven;
}
