/* Programs: for each block, unit after unit. The output is bounded by the input and the
 * repetitions, and needs no buffer of its own; a unit that neither writes nor shows
 * anything is not repeated. */
#include "lib/dump/program/program.h"

#include "lib/cpu/pick.h"
#include "lib/dump/program/print.h"
#include "lib/dump/program/step.h"
#include "lib/dump/program/weave.h"

enum { STEPPED_UNITS_MAX = 256 }; /* formats with more have no steps */

/* The current place in a block. */
struct walk {
	struct sink *sink;
	const uint8_t *p, *end; /* the end of the block */
	const uint8_t *lacks;   /* where the input ends in the block; NULL: the block is whole */
	uint64_t address;
};

static void
advance(struct walk *w, size_t bytes)
{
	w->p += bytes;
	w->address += bytes;
}

/* Prints the unit once; `last`: without its trailing blank. Returns how many bytes it
 * wrote. */
static size_t
walk_prints(struct walk *w, const struct unit *u, bool last)
{
	size_t written = 0;

	for (size_t i = 0; i < u->count; i++) {
		const struct print *print = &u->prints[i];
		struct place at = {
		    w->p, (size_t)(w->end - w->p), w->address, w->lacks && w->p >= w->lacks};
		bool drop = last && i + 1 == u->count;

		written += print_put(print, (size_t)print->length - drop, at, w->sink);
		advance(w, print->bytes);
	}
	return written;
}

static void
walk_unit(struct walk *w, const struct unit *u)
{
	for (size_t left = u->times; left; left--)
		if (!walk_prints(w, u, left == 1 && u->drops_blank) && !u->shown)
			break;
}

/* The same by steps, for units that are whole. */
static void
run_unit(struct walk *w, const struct unit *u, size_t times)
{
	while (times) {
		uint8_t *out = sink_room(w->sink, u->worst + STEP_ROOM);
		size_t room = (size_t)(w->sink->end - out) - STEP_ROOM;
		size_t now = times;

		if (now * (uint64_t)u->worst > room)
			now = room / u->worst;
		w->sink->at = steps_run(u, w->p, now, w->address, out);
		advance(w, now * u->shown);
		times -= now;
	}
}

static void
print_block(const struct program *program, struct walk *w)
{
	for (size_t i = 0; i < program->units.count; i++) {
		const struct unit *u = &program->units.list[i];

		if (u->at_end)
			break;
		if (!w->lacks && u->step_count && u->times) {
			run_unit(w, u, u->times);
			/* The blank was just written, and is still in the sink. */
			w->sink->at -= u->drops_blank;
		} else {
			walk_unit(w, u);
		}
	}
}

/* Prints blocks until the address would have too many digits. */
static size_t
print_woven(const struct woven *woven, struct sink *s, const uint8_t *p, size_t n, uint64_t offset)
{
	size_t left = n / woven->bytes, bytes;

	if (woven->limit) {
		uint64_t below = woven->limit - woven->ahead;

		if (woven->limit <= woven->ahead || offset >= below)
			return 0;
		below = (below - offset - 1) / woven->bytes + 1;
		left = left < below ? left : (size_t)below;
	}
	bytes = left * woven->bytes;
	while (left) {
		uint8_t *out = sink_room(s, woven->width + LANES);
		size_t now = ((size_t)(s->end - out) - LANES) / woven->width;

		now = now < left ? now : left;
		left -= now;
		s->at = CPU_VECTOR(woven_put_avx512)(woven, p, now, offset, out);
		p += now * woven->bytes;
		offset += now * woven->bytes;
	}
	return bytes;
}

static uint8_t *
put_numbers(const struct columns *numbers, const uint8_t *p, size_t blocks, uint8_t *out)
{
	return CPU_VECTOR(columns_put_avx512)(numbers, p, blocks * numbers->units, out);
}

/* A block that is one run of numbers, if it fits into a vector. */
static const struct columns *
close_numbers(const struct run *run, struct arena *arena)
{
	struct arena rest = *arena;
	struct columns *numbers = arena_take_lines(&rest, sizeof(*numbers));

	if (!numbers || run->step_count != 1 || run->steps->kind != STEP_NUMBERS)
		return NULL;
	*numbers = *run->steps->numbers;
	if (!columns_close(numbers, run->times, run->drop, &run->tail))
		return NULL;
	*arena = rest;
	return numbers;
}

static void
use_vectors(struct program *program, uint32_t block, struct arena *arena)
{
	program->woven = weave(program->runs, program->run_count, block, arena);
	if (program->run_count == 1 && program->runs->shown == block)
		program->numbers = close_numbers(program->runs, arena);
}

/* Prints whole blocks in the fastest way that program_fit() found. Returns how many bytes
 * of input it printed: 0 if there is none. */
static size_t
print_blocks(
    const struct program *program, struct sink *s, const uint8_t *p, size_t n, uint64_t offset)
{
	size_t block = program->format.block, whole = n / block * block, at = 0, left;

	if (program->seamless) {
		const struct unit *u = program->units.list;
		struct walk w = {.sink = s, .p = p, .address = offset};

		run_unit(&w, u, whole / block * u->times);
		return whole;
	}
	if (!program->run_count)
		return 0;
	if (program->woven)
		at = print_woven(program->woven, s, p, whole, offset);
	for (left = (whole - at) / block; left;) {
		uint8_t *out = sink_room(s, program->worst + STEP_ROOM);
		size_t now = ((size_t)(s->end - out) - STEP_ROOM) / program->worst;

		now = now < left ? now : left;
		left -= now;
		if (program->numbers) {
			out = put_numbers(program->numbers, p + at, now, out);
			at += now * block;
			now = 0;
		}
		for (; now; now--, at += block)
			out = runs_put(program->runs, program->run_count, p + at, offset + at, out);
		s->at = out;
	}
	return whole;
}

static void
program_print(const struct format *f, struct sink *s, const uint8_t *p, size_t n, uint64_t offset)
{
	const struct program *program = (const struct program *)f;
	size_t block = f->block;

	for (size_t at = print_blocks(program, s, p, n, offset); at < n; at += block) {
		const uint8_t *lacks = n - at < block ? p + n : NULL;
		struct walk w = {s, p + at, p + at + block, lacks, offset + at};

		print_block(program, &w);
	}
}

static void
program_print_end(const struct format *f, struct sink *s, uint64_t offset)
{
	const struct unit *u = ((const struct program *)f)->at_end;

	for (size_t i = 0; i < u->count; i++)
		print_put_end(&u->prints[i], offset, s);
}

/* Whether the unit is one short text, which can be the tail of the run before it. */
static bool
is_tail(const struct unit *u)
{
	return u->step_count == 1 && u->times == 1 && u->steps->kind == STEP_TEXT;
}

/* Makes one list of all units' steps. */
static void
make_runs(struct program *program, struct arena *arena)
{
	const struct units *units = &program->units;
	struct run *runs = arena_take(arena, units->count * sizeof(runs[0]));
	uint64_t worst = 0;
	size_t n = 0;

	if (!runs)
		return;
	for (size_t i = 0; i < units->count && !units->list[i].at_end; i++) {
		const struct unit *u = &units->list[i];

		if (!u->count || !u->times)
			continue;
		if (!u->step_count)
			return;
		worst += (uint64_t)u->worst * u->times;
		if (n && is_tail(u) && !runs[n - 1].tail.length) {
			runs[n - 1].tail = u->steps->text;
			continue;
		}
		runs[n++] = (struct run){
		    .steps = u->steps,
		    .step_count = u->step_count,
		    .drop = u->drops_blank,
		    .times = u->times,
		    .shown = u->shown * u->times,
		};
	}
	if (worst + STEP_ROOM > SINK_ROOM || !worst)
		return;
	program->runs = runs;
	program->run_count = n;
	program->worst = (uint32_t)worst;
}

void
program_fit(struct program *program, uint32_t block, enum cpu_level level, struct arena *arena)
{
	struct units *units = &program->units;
	const struct cells *cells = NULL;
	const struct unit *only = units->count == 1 ? units->list : NULL;

	format_fit(units, block);
	program->format = (struct format){.block = block, .print = program_print};
	for (size_t i = 0; i < units->count; i++) {
		if (units->list[i].at_end)
			program->at_end = &units->list[i];
		if (units->count <= STEPPED_UNITS_MAX)
			steps_make(&units->list[i], &cells, level, arena);
	}
	if (program->at_end)
		program->format.end = program_print_end;
	if (units->count && units->count <= STEPPED_UNITS_MAX)
		make_runs(program, arena);
	if (program->run_count && level == CPU_AVX512)
		use_vectors(program, block, arena);
	program->seamless = only && only->step_count && !only->drops_blank && !only->at_end &&
	                    (uint64_t)only->shown * only->times == block;
}
