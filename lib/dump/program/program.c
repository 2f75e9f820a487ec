/* Programs: block by block, for each format unit after unit. The output is bounded by the
 * input and the repetitions, and needs no buffer of its own; a unit that neither writes nor
 * shows anything is not repeated. */
#include "lib/dump/program/program.h"

#include <string.h>

#include "lib/cpu/pick.h"
#include "lib/dump/program/lanes_make.h"
#include "lib/dump/program/print.h"
#include "lib/dump/program/step.h"

enum { STEPPED_UNITS_MAX = 256 }; /* programs with more have no steps */

/* ---- the complete way, print by print ------------------------------------------ */

/* The current place in a block. */
struct walk {
	struct sink *sink;
	const uint8_t *p, *end; /* the end of the block */
	const uint8_t *lacks;   /* where the input ends in the block; NULL: the block is whole */
	uint64_t address;
};

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
		w->p += print->bytes;
		w->address += print->bytes;
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

static void
walk_block(const struct program *program, const struct walk *block)
{
	for (const struct units *units = program->units; units; units = units->next) {
		struct walk w = *block;

		for (size_t i = 0; i < units->count && !units->list[i].at_end; i++)
			walk_unit(&w, &units->list[i]);
	}
}

/* ---- whole blocks by steps ------------------------------------------------------ */

static void
print_steps(
    const struct program *program, struct sink *s, const uint8_t *p, size_t blocks, uint64_t offset)
{
	while (blocks) {
		uint8_t *out = sink_room(s, program->worst + STEP_ROOM);
		size_t now = ((size_t)(s->end - out) - STEP_ROOM) / program->worst;
		size_t bytes;

		now = now < blocks ? now : blocks;
		bytes = now * program->format.block;
		s->at = runs_put(
		    program->runs, program->run_count, p, now, program->format.block, offset, out);
		blocks -= now;
		p += bytes;
		offset += bytes;
	}
}

static void
print_whole(
    const struct program *program, struct sink *s, const uint8_t *p, size_t n, uint64_t offset)
{
	const size_t block = program->format.block;
	size_t at = program->lanes ? lanes_print(program->lanes, program->put, s, p, n, offset) : 0;

	if (at < n && program->worst) {
		print_steps(program, s, p + at, (n - at) / block, offset + at);
		return;
	}
	for (; at < n; at += block)
		walk_block(program, &(struct walk){s, p + at, p + at + block, NULL, offset + at});
}

static void
program_print(const struct format *f, struct sink *s, const uint8_t *p, size_t n, uint64_t offset)
{
	const struct program *program = (const struct program *)f;
	size_t whole = n / f->block * f->block;

	print_whole(program, s, p, whole, offset);
	p += whole;
	if (whole < n)
		walk_block(
		    program, &(struct walk){s, p, p + f->block, p + (n - whole), offset + whole});
}

static void
program_print_end(const struct format *f, struct sink *s, uint64_t offset)
{
	const struct unit *u = ((const struct program *)f)->at_end;

	for (size_t i = 0; i < u->count; i++)
		print_put_end(&u->prints[i], offset, s);
}

/* ---- preparation ---------------------------------------------------------------- */

/* A unit that is one short text becomes the tail of the run before it. */
static size_t
add_run(struct run *runs, size_t n, const struct run *run)
{
	const struct step *step = run->steps;
	struct affix *tail = n ? &runs[n - 1].tail : NULL;

	if (tail && !tail->length && run->step_count == 1 && run->times == 1 &&
	    step->kind == STEP_TEXT && step->text.length <= INTEGER_TEXT_MAX) {
		tail->length = (uint8_t)step->text.length;
		memcpy(tail->bytes, step->text.bytes, step->text.length);
		return n;
	}
	runs[n] = *run;
	return n + 1;
}

/* Makes one list of all formats' units, unless one of them has no steps, or a block's text
 * may be too long to make room for it at once. */
static void
make_runs(struct program *program, size_t units_count, struct step_maker *maker)
{
	struct run *runs = arena_take(maker->arena, units_count * sizeof(runs[0]));
	uint64_t worst = 0;
	size_t n = 0;

	if (!runs)
		return;
	for (const struct units *units = program->units; units; units = units->next) {
		uint32_t from = 0;

		for (size_t i = 0; i < units->count && !units->list[i].at_end; i++) {
			const struct unit *u = &units->list[i];
			struct run run;

			if (!u->count || !u->times)
				continue;
			if (!run_make(&run, maker, u, from))
				return;
			from += u->shown * u->times;
			worst += (uint64_t)run.worst * run.times;
			n = add_run(runs, n, &run);
		}
	}
	if (worst + STEP_ROOM > SINK_ROOM)
		return;
	program->runs = runs;
	program->run_count = n;
	program->worst = (uint32_t)worst;
	if (n == 1 && (uint64_t)runs->shown * runs->times == program->format.block)
		run_close(runs, maker->arena);
}

void
program_fit(struct program *program, uint32_t block, enum cpu_level level, struct arena *arena)
{
	struct step_maker maker = {.level = level, .arena = arena};
	struct arena before;
	size_t count = 0;

	program->format = (struct format){.block = block, .print = program_print};
	for (const struct units *units = program->units; units; units = units->next) {
		for (size_t i = 0; i < units->count; i++)
			if (units->list[i].at_end)
				program->at_end = &units->list[i];
		count += units->count;
	}
	if (program->at_end)
		program->format.end = program_print_end;
	if (!block || count > STEPPED_UNITS_MAX)
		return;
	program->lanes = lanes_make(program->units, block, level, arena);
	program->put = CPU_PICK_VECTOR(level, lanes_put);
	/* Lanes without an address print every block. */
	before = *arena;
	if (!program->lanes || program->lanes->limit)
		make_runs(program, count, &maker);
	if (!program->runs)
		*arena = before;
}
