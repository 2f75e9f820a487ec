/* Makes steps of prints, as cells or by filling in a style. Prints that do not suit, by
 * width, colours or kind, have no step. No step reads more than its print shows, or writes
 * more than `worst` and STEP_ROOM. */
#include "lib/dump/program/step.h"

#include <string.h>

#include "lib/cpu/inline.h"
#include "lib/cpu/pick.h"
#include "lib/dump/dump.h"
#include "lib/dump/program/print.h"

/* ---- from prints to steps ------------------------------------------------ */

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
	struct integer_style *style = &step->integer;

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
	step->worst = (uint32_t)integer_ready(style);
	return true;
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
set_text(struct step *step, const struct print *print)
{
	*step = (struct step){.worst = print->length};
	if (set_affix(&step->text, print)) {
		step->kind = STEP_TEXT;
		return;
	}
	step->kind = STEP_LONG_TEXT;
	step->long_text.bytes = print->text;
	step->long_text.length = print->length;
}

static void
set_cells(struct step *step, const struct cells *cells)
{
	*step = (struct step){.kind = STEP_CELLS_EACH, .bytes = 1, .worst = CELL_MAX};
	step->cells = cells;
	if (!cells->even)
		return;
	step->worst = cells->length[0];
	if (cells->length[0] <= 8)
		step->kind = STEP_CELLS_8;
	else
		step->kind = STEP_CELLS_16;
}

/* The steps of a unit in the making. */
struct making {
	const struct cells **cells;
	struct arena *arena;
	struct step *steps;
	size_t count;
	enum cpu_level level;
};

/* Whether bytes are shown as two hexadecimal digits. */
static bool
is_plain_hex(const struct print *print)
{
	bool zero = (print->flags & (PRINT_ZERO | PRINT_LEFT)) == PRINT_ZERO;

	if ((print->conversion != 'x' && print->conversion != 'X') ||
	    print->kind != PRINT_UNSIGNED || (print->flags & PRINT_ALTERNATE) || print->colours)
		return false;
	if (print->flags & PRINT_PRECISION)
		return print->precision == 2 && print->width <= 2;
	return zero && print->width == 2;
}

/* Makes the step one for vectors, if possible. */
static void
use_hex(struct making *m, struct step *step, const struct affix *before, const struct affix *after,
    bool capital)
{
	struct arena rest = *m->arena;
	struct pattern *pattern = arena_take_lines(&rest, sizeof(*pattern));

	if (m->level < CPU_AVX512 || !pattern ||
	    !hex_pattern_make(pattern, before, after, step->bytes, capital))
		return;
	*m->arena = rest;
	step->kind = STEP_PATTERN;
	step->pattern = pattern;
}

static void
use_columns(struct making *m, struct step *step)
{
	const struct cells *cells = step->cells;
	struct affix before = {0}, after = {0};
	unsigned width = 0;
	struct arena rest = *m->arena;
	struct pattern *pattern;
	uint8_t(*tables)[256];

	for (size_t v = 0; v < 256; v++)
		if (cells->length[v] > width)
			width = cells->length[v];
	if (m->level < CPU_AVX512 || width > TABLES_MAX || !width)
		return;
	if (is_plain_hex(cells->print) && width == step->worst) {
		/* The cells contain the texts before and after the digits. */
		before.length = (uint8_t)cells->print->length;
		if (before.length + 2U > width)
			before.length = 0;
		memcpy(before.bytes, cells->text[0], before.length);
		after.length = (uint8_t)(width - 2 - before.length);
		memcpy(after.bytes, cells->text[0] + before.length + 2, after.length);
		use_hex(m, step, &before, &after, cells->print->conversion == 'X');
		return;
	}
	pattern = arena_take_lines(&rest, sizeof(*pattern));
	tables = arena_take_lines(&rest, width * sizeof(*tables));
	if (!pattern || !tables ||
	    !column_pattern_make(pattern, tables, cells->text[0], CELL_MAX, cells->length, width))
		return;
	*m->arena = rest;
	step->worst = width;
	step->kind = STEP_PATTERN;
	step->pattern = pattern;
}

/* The same for numbers of several bytes. */
static void
use_numbers(struct making *m, struct step *step)
{
	const struct integer_style style = step->integer;
	struct arena rest;
	struct columns *numbers;

	if (m->level == CPU_AVX2 && integer_is_short_hex(&style)) {
		step->kind = STEP_SHORT_HEX;
		return;
	}
	if (integer_is_plain(&style))
		use_hex(m, step, &style.before, &style.after, style.capital);
	rest = *m->arena;
	numbers = arena_take_lines(&rest, sizeof(*numbers));
	if (m->level < CPU_AVX512 || step->kind == STEP_PATTERN || !numbers ||
	    !columns_make(numbers, &style))
		return;
	*m->arena = rest;
	step->kind = STEP_NUMBERS;
	step->numbers = numbers;
}

static bool
add_cells(struct making *m, const struct print *print, const struct print **after)
{
	const struct cells *made = cells_make(m->cells, print, *after, true, m->arena);

	if (!made && *after) {
		*after = NULL;
		made = cells_make(m->cells, print, NULL, true, m->arena);
	}
	if (!made && print->length && !print->colours) {
		set_text(&m->steps[m->count++], print);
		made = cells_make(m->cells, print, NULL, false, m->arena);
	}
	if (!made)
		return false;
	set_cells(&m->steps[m->count], made);
	use_columns(m, &m->steps[m->count]);
	m->count++;
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
		set_affix(real ? &step->real.before : &step->integer.before, print);
	if (!set_affix(real ? &step->real.after : &step->integer.after, *after))
		*after = NULL;
	m->count = (size_t)(step + 1 - m->steps);
	if (real)
		return set_real(step, print);
	if (!set_integer(step, print))
		return false;
	if (!address)
		use_numbers(m, step);
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

void
steps_make(struct unit *u, const struct cells **cells, enum cpu_level level, struct arena *arena)
{
	struct arena before = *arena;
	struct making m = {.cells = cells, .arena = arena, .level = level};
	uint64_t worst = 0;

	/* A conversion and the text before it may become a step each. */
	m.steps = arena_take(arena, (size_t)u->count * 2 * sizeof(m.steps[0]));
	if (!m.steps)
		return;
	for (size_t i = 0; i < u->count; i++) {
		const struct print *after = NULL;

		if (i + 1 < u->count && u->prints[i + 1].kind == PRINT_TEXT)
			after = &u->prints[i + 1];
		if (!add_steps(&m, &u->prints[i], &after)) {
			if (*cells == NULL)
				*arena = before;
			return;
		}
		i += after != NULL;
	}
	for (size_t i = 0; i < m.count; i++)
		worst += m.steps[i].worst;
	if (worst + STEP_ROOM > SINK_ROOM)
		return;
	u->worst = (uint32_t)worst;
	u->steps = m.steps;
	u->step_count = (uint16_t)m.count;
}

/* ---- at work ------------------------------------------------------------- */

/* A store of `size` bytes for each cell. */
INLINE uint8_t *
put_even_cells(const struct cells *cells, const uint8_t *p, size_t times, size_t size, uint8_t *out)
{
	const size_t width = cells->length[0];

	for (; times >= 4; times -= 4, p += 4, out += 4 * width) {
		const size_t a = p[0], b = p[1], c = p[2], d = p[3];

		memcpy(out, cells->text[a], size);
		memcpy(out + width, cells->text[b], size);
		memcpy(out + 2 * width, cells->text[c], size);
		memcpy(out + 3 * width, cells->text[d], size);
	}
	for (; times; times--, out += width)
		memcpy(out, cells->text[*p++], size);
	return out;
}

INLINE uint8_t *
put_uneven_cells(const struct cells *cells, const uint8_t *p, size_t times, uint8_t *out)
{
	for (; times; times--) {
		size_t v = *p++;

		memcpy(out, cells->text[v], CELL_MAX);
		out += cells->length[v];
	}
	return out;
}

static uint8_t *
put_long_text(const uint8_t *text, size_t length, size_t times, uint8_t *out)
{
	for (; times; times--, out += length)
		memcpy(out, text, length);
	return out;
}

static uint8_t *
put_reals(const struct real_step *step, size_t bytes, const uint8_t *p, size_t times, uint8_t *out)
{
	for (; times; times--, p += bytes) {
		float single;
		double value;

		if (bytes == sizeof(single)) {
			memcpy(&single, p, sizeof(single));
			value = (double)single;
		} else {
			memcpy(&value, p, sizeof(value));
		}
		out = affix_put(&step->before, out);
		out = affix_put(&step->after, real_put(&step->style, value, out));
	}
	return out;
}

INLINE uint8_t *
run_step(const struct step *step, const uint8_t *p, size_t times, uint64_t address, uint8_t *out)
{
	switch (step->kind) {
	case STEP_TEXT:
		for (; times; times--)
			out = affix_put(&step->text, out);
		return out;
	case STEP_LONG_TEXT:
		return put_long_text(step->long_text.bytes, step->long_text.length, times, out);
	case STEP_CELLS_8:
		return put_even_cells(step->cells, p, times, 8, out);
	case STEP_CELLS_16:
		return put_even_cells(step->cells, p, times, CELL_MAX, out);
	case STEP_CELLS_EACH:
		return put_uneven_cells(step->cells, p, times, out);
	case STEP_SHORT_HEX:
		return CPU_VECTOR(integers_put_avx2)(&step->integer, p, times, out);
	case STEP_PATTERN:
		return CPU_VECTOR(pattern_put_avx512)(step->pattern, p, times, out);
	case STEP_NUMBERS:
		return CPU_VECTOR(columns_put_avx512)(step->numbers, p, times, out);
	case STEP_INTEGERS:
		return integers_put(&step->integer, p, times, out);
	case STEP_ADDRESS:
		for (; times; times--)
			out = integer_put(&step->integer, address, out);
		return out;
	case STEP_REALS:
		return put_reals(&step->real, step->bytes, p, times, out);
	}
	return out;
}

static uint8_t *
run_steps(const struct step *steps, size_t count, const uint8_t *p, size_t times, uint64_t address,
    uint8_t *out)
{
	for (; times; times--) {
		for (size_t i = 0; i < count; i++) {
			out = run_step(&steps[i], p, 1, address, out);
			p += steps[i].bytes;
			address += steps[i].bytes;
		}
	}
	return out;
}

uint8_t *
steps_run(const struct unit *u, const uint8_t *p, size_t times, uint64_t address, uint8_t *out)
{
	if (u->step_count == 1)
		return run_step(u->steps, p, times, address, out);
	return run_steps(u->steps, u->step_count, p, times, address, out);
}

uint8_t *
runs_put(const struct run *runs, size_t count, const uint8_t *p, uint64_t address, uint8_t *out)
{
	for (const struct run *r = runs; r < runs + count; r++) {
		if (r->step_count == 1)
			out = run_step(r->steps, p, r->times, address, out);
		else
			out = run_steps(r->steps, r->step_count, p, r->times, address, out);
		out = affix_put(&r->tail, out - r->drop);
		p += r->shown;
		address += r->shown;
	}
	return out;
}
