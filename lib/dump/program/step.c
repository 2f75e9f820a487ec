/* Runs steps. None reads more than its print shows, or writes more than `worst` and
 * STEP_ROOM. */
#include "lib/dump/program/step.h"

#include <string.h>

#include "lib/cpu/inline.h"
#include "lib/cpu/pick.h"

INLINE uint8_t *
put_even_cells(const struct cells *cells, const uint8_t *p, size_t times, uint8_t *out)
{
	const size_t width = cells->length[0];

	for (; times >= 4; times -= 4, p += 4, out += 4 * width) {
		const size_t a = p[0], b = p[1], c = p[2], d = p[3];

		memcpy(out, cells->text[a], CELL_MAX);
		memcpy(out + width, cells->text[b], CELL_MAX);
		memcpy(out + 2 * width, cells->text[c], CELL_MAX);
		memcpy(out + 3 * width, cells->text[d], CELL_MAX);
	}
	for (; times; times--, out += width)
		memcpy(out, cells->text[*p++], CELL_MAX);
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
put_text(const uint8_t *text, size_t length, size_t times, uint8_t *out)
{
	for (; times; times--, out += length)
		memcpy(out, text, length);
	return out;
}

static uint8_t *
put_reals(const struct step *step, const uint8_t *p, size_t times, uint8_t *out)
{
	const size_t bytes = step->bytes;

	for (; times; times--, p += bytes) {
		float single;
		double value;

		if (bytes == sizeof(single)) {
			memcpy(&single, p, sizeof(single));
			value = (double)single;
		} else {
			memcpy(&value, p, sizeof(value));
		}
		out = affix_put(&step->real.before, out);
		out = affix_put(&step->real.after, real_put(&step->real.style, value, out));
	}
	return out;
}

INLINE uint8_t *
run_step(const struct step *step, const uint8_t *p, size_t times, uint64_t address, uint8_t *out)
{
	switch (step->kind) {
	case STEP_TEXT:
		return put_text(step->text.bytes, step->text.length, times, out);
	case STEP_CELLS:
		return put_even_cells(step->cells, p, times, out);
	case STEP_CELLS_EACH:
		return put_uneven_cells(step->cells, p, times, out);
	case STEP_INTEGERS:
		return step->integer.put(&step->integer.style, p, times, out);
	case STEP_COLUMNS:
		return CPU_VECTOR(columns_put_avx512)(
		    step->numbers.columns, p, times * step->numbers.each, out);
	case STEP_LANES:
		return step->unit.put(step->unit.lanes, p, times, address, out);
	case STEP_ADDRESS:
		for (; times; times--)
			out = integer_put(&step->integer.style, address, out);
		return out;
	case STEP_REALS:
		return put_reals(step, p, times, out);
	}
	return out;
}

INLINE uint8_t *
run_times(const struct run *run, const uint8_t *p, size_t times, uint64_t address, uint8_t *out)
{
	const struct step *const end = run->steps + run->step_count;

	if (run->step_count == 1)
		return run_step(run->steps, p, times, address, out);
	for (; times; times--) {
		for (const struct step *step = run->steps; step < end; step++) {
			out = run_step(step, p, 1, address, out);
			p += step->bytes;
			address += step->bytes;
		}
	}
	return out;
}

uint8_t *
runs_put(const struct run *runs, size_t count, const uint8_t *p, size_t blocks, size_t block,
    uint64_t address, uint8_t *out)
{
	/* Nothing comes between the blocks. */
	if (count == 1 && !runs->drop && !runs->tail.length &&
	    (uint64_t)runs->shown * runs->times == block)
		return run_times(runs, p, blocks * runs->times, address, out);
	for (; blocks; blocks--, p += block, address += block)
		for (const struct run *r = runs; r < runs + count; r++) {
			out = run_times(r, p + r->from, r->times, address + r->from, out);
			out = affix_put(&r->tail, out - r->drop);
		}
	return out;
}
