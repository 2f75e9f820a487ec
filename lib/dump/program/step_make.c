/* Makes steps of prints, as cells or by filling in a style. Prints that do not suit, by
 * width, colours or kind, have no step. */
#include <string.h>

#include "lib/cpu/pick.h"
#include "lib/dump/dump.h"
#include "lib/dump/program/lanes_make.h"
#include "lib/dump/program/print.h"
#include "lib/dump/program/step.h"

static void
set_text(struct step *step, const struct print *print)
{
	*step = (struct step){.kind = STEP_TEXT, .worst = print->length};
	step->text.bytes = print->text;
	step->text.length = print->length;
}

/* False if the text is too long, or there is none. */
static bool
set_affix(struct affix *affix, const struct print *print)
{
	if (!print || print->length > INTEGER_TEXT_MAX)
		return false;
	affix->length = (uint8_t)print->length;
	memcpy(affix->bytes, print->text, print->length);
	return true;
}

static bool
set_integer(struct step *step, const struct print *print)
{
	bool precise = print->flags & PRINT_PRECISION;
	char c = print->conversion;
	struct integer_style *style = &step->integer.style;

	if (print->width > INTEGER_WIDTH_MAX ||
	    (precise && (print->precision > INTEGER_WIDTH_MAX || !print->precision)))
		return false;
	style->bytes = print->kind == PRINT_ADDRESS ? 8 : (uint8_t)print->bytes;
	style->radix = c == 'o' ? 8 : c == 'd' || c == 'u' ? 10 : 16;
	style->width = (uint8_t)print->width;
	style->digits = precise ? (uint8_t)print->precision : 1;
	style->is_signed = print->kind == PRINT_SIGNED;
	style->left = print->flags & PRINT_LEFT;
	style->zero = (print->flags & PRINT_ZERO) && !style->left && !precise;
	style->alternate = (print->flags & PRINT_ALTERNATE) && style->radix != 10;
	style->capital = c == 'X';
	if (c == 'd' && (print->flags & PRINT_PLUS))
		style->positive = '+';
	else if (c == 'd' && (print->flags & PRINT_BLANK))
		style->positive = ' ';
	/* %08x of four bytes is the same as %.8x. */
	if (style->zero && !style->is_signed && !style->positive && !style->alternate) {
		style->digits = style->width ? style->width : 1;
		style->width = 0;
		style->zero = false;
	}
	step->worst = (uint32_t)integer_worst(style);
	return step->worst;
}

static bool
set_real(struct step *step, const struct print *print)
{
	step->real.style = print_real_style(print);
	step->worst = REAL_ROOM + 2 * INTEGER_TEXT_MAX;
	step->worst += print->width > print->precision ? print->width : print->precision;
	return true;
}

static void
set_cells(struct step *step, const struct cells *cells)
{
	*step = (struct step){
	    .kind = cells->even ? STEP_CELLS : STEP_CELLS_EACH,
	    .bytes = 1,
	    .worst = cells->even ? cells->length[0] : CELL_MAX,
	};
	step->cells = cells;
}

/* The steps of a unit in the making. */
struct making {
	struct step_maker *maker;
	struct step *steps;
	size_t count;
};

/* Makes the step of numbers one for vectors, if possible. */
static void
use_vectors(struct making *m, struct step *step)
{
	const struct integer_style style = step->integer.style;
	struct arena rest = *m->maker->arena;
	struct columns *columns;

	step->integer.put = integers_put_plain;
	if (m->maker->level == CPU_AVX2 && integer_has_avx2(&style))
		step->integer.put = CPU_VECTOR(integers_put_avx2);
	if (m->maker->level != CPU_AVX512)
		return;
	columns = arena_take_lines(&rest, sizeof(*columns));
	if (!columns || !columns_make(columns, &style))
		return;
	*m->maker->arena = rest;
	step->kind = STEP_COLUMNS;
	step->numbers.columns = columns;
	step->numbers.each = 1;
}

static bool
add_cells(struct making *m, const struct print *print, const struct print **after)
{
	struct arena *arena = m->maker->arena;
	const struct cells **list = &m->maker->cells;
	const struct cells *made = cells_make(list, print, *after, true, arena);

	if (!made && *after) {
		*after = NULL;
		made = cells_make(list, print, NULL, true, arena);
	}
	if (!made && print->length && !print->colours) {
		set_text(&m->steps[m->count++], print);
		made = cells_make(list, print, NULL, false, arena);
	}
	if (!made)
		return false;
	set_cells(&m->steps[m->count++], made);
	return true;
}

static bool
add_number(struct making *m, const struct print *print, const struct print **after)
{
	bool real = print->kind == PRINT_REAL, address = print->kind == PRINT_ADDRESS;
	bool apart = print->length > INTEGER_TEXT_MAX;
	struct step *step = &m->steps[m->count];

	if (print->colours)
		return false;
	if (apart)
		set_text(step++, print);
	*step = (struct step){.kind = real ? STEP_REALS : address ? STEP_ADDRESS : STEP_INTEGERS};
	step->bytes = print->bytes;
	if (!apart)
		set_affix(real ? &step->real.before : &step->integer.style.before, print);
	if (!set_affix(real ? &step->real.after : &step->integer.style.after, *after))
		*after = NULL;
	m->count = (size_t)(step + 1 - m->steps);
	if (real)
		return set_real(step, print);
	if (!set_integer(step, print))
		return false;
	if (!address)
		use_vectors(m, step);
	return true;
}

/* Makes the steps of one print. *after is the text after it, or NULL; it becomes NULL if
 * that text must be a step of its own. */
static bool
add_steps(struct making *m, const struct print *print, const struct print **after)
{
	if (print->kind == PRINT_TEXT) {
		set_text(&m->steps[m->count++], print);
		return true;
	}
	if (cells_suit(print))
		return add_cells(m, print, after);
	switch ((enum print_kind)print->kind) {
	case PRINT_SIGNED:
	case PRINT_UNSIGNED:
		return print->bytes > 1 && add_number(m, print, after);
	case PRINT_ADDRESS:
	case PRINT_REAL:
		return add_number(m, print, after);
	default:
		return false;
	}
}

static bool
add_prints(struct making *m, const struct unit *u)
{
	for (size_t i = 0; i < u->count; i++) {
		const struct print *after = NULL;

		if (i + 1 < u->count && u->prints[i + 1].kind == PRINT_TEXT)
			after = &u->prints[i + 1];
		if (!add_steps(m, &u->prints[i], &after))
			return false;
		i += after != NULL;
	}
	return true;
}

/* The whole unit as one step. */
static bool
add_lanes(struct making *m, const struct unit *u)
{
	struct step_maker *maker = m->maker;
	struct unit once = *u;
	struct units only = {.list = &once, .count = 1};
	const struct lanes *lanes = NULL;

	once.times = 1;
	once.drops_blank = false;
	if (u->shown)
		lanes = lanes_make(&only, u->shown, maker->level, maker->arena);
	if (!lanes || lanes->limit)
		return false;
	*m->steps = (struct step){.kind = STEP_LANES, .bytes = lanes->bytes, .worst = lanes->width};
	m->steps->unit.lanes = lanes;
	m->steps->unit.put = CPU_PICK_VECTOR(maker->level, lanes_put);
	m->count = 1;
	return true;
}

bool
run_make(struct run *run, struct step_maker *maker, const struct unit *u, uint32_t from)
{
	struct making m = {.maker = maker};
	uint64_t worst = 0;

	/* A conversion and the text before it may become a step each. */
	m.steps = arena_take(maker->arena, (size_t)u->count * 2 * sizeof(m.steps[0]));
	if (!m.steps || (!add_lanes(&m, u) && !add_prints(&m, u)))
		return false;
	for (size_t i = 0; i < m.count; i++)
		worst += m.steps[i].worst;
	*run = (struct run){
	    .steps = m.steps,
	    .step_count = (uint16_t)m.count,
	    .drop = u->drops_blank,
	    .times = u->times,
	    .worst = (uint32_t)worst,
	    .shown = u->shown,
	    .from = from,
	};
	return worst <= SINK_ROOM;
}

/* One step of integers with an end of its own after the last of each line. */
static void
close_integers(struct run *run, struct step *step)
{
	struct integer_style *style = &step->integer.style;
	size_t kept = (size_t)style->after.length - run->drop;

	if (kept + run->tail.length > INTEGER_TEXT_MAX)
		return;
	style->last = style->after;
	memcpy(style->last.bytes + kept, run->tail.bytes, run->tail.length);
	style->last.length = (uint8_t)(kept + run->tail.length);
	style->line = run->times;
	run->drop = 0;
	run->tail.length = 0;
}

/* One step of columns that shows the whole line. */
static void
close_columns(struct run *run, struct step *step, struct arena *arena)
{
	struct arena rest = *arena;
	struct columns *columns = arena_take_lines(&rest, sizeof(*columns));

	if (!columns)
		return;
	*columns = *step->numbers.columns;
	if (!columns_close(columns, run->times, run->drop, &run->tail))
		return;
	*arena = rest;
	step->bytes *= run->times;
	step->worst = step->worst * run->times + run->tail.length;
	step->numbers.columns = columns;
	step->numbers.each = run->times;
	*run = (struct run){
	    .steps = step, .step_count = 1, .times = 1, .worst = step->worst, .shown = step->bytes};
}

void
run_close(struct run *run, struct arena *arena)
{
	if (run->step_count == 1 && run->steps->kind == STEP_INTEGERS)
		close_integers(run, run->steps);
	if (run->step_count == 1 && run->steps->kind == STEP_COLUMNS)
		close_columns(run, run->steps, arena);
}
