/* Steps: the fast form of the usual prints. A step writes whole words and does not check
 * for room: the caller does, once for many. */
#ifndef PILLBOX_LIB_DUMP_PROGRAM_STEP_H
#define PILLBOX_LIB_DUMP_PROGRAM_STEP_H

#include "lib/arena.h"
#include "lib/cpu/cpu.h"
#include "lib/dump/format/format.h"
#include "lib/dump/number/columns.h"
#include "lib/dump/number/integer.h"
#include "lib/dump/number/real.h"
#include "lib/dump/program/cells.h"
#include "lib/dump/program/lanes.h"

enum { STEP_ROOM = INTEGER_ROOM };

struct step {
	enum {
		STEP_TEXT,       /* at most INTEGER_TEXT_MAX bytes */
		STEP_LONG_TEXT,  /* more */
		STEP_CELLS_8,    /* all of one width, of at most 8 columns */
		STEP_CELLS_16,   /* the same, of at most 16 */
		STEP_CELLS_EACH, /* each as long as it is */
		STEP_INTEGERS,
		STEP_VECTORS, /* the same for AVX2 */
		STEP_COLUMNS, /* and for AVX-512 */
		STEP_LANES,   /* for both: a whole unit */
		STEP_ADDRESS,
		STEP_REALS
	} kind;
	uint32_t bytes; /* of the input, each time */
	uint32_t worst; /* of output, each time */
	union {
		struct affix text;
		struct {
			const uint8_t *bytes;
			size_t length;
		} long_text;
		const struct cells *cells;
		struct {
			const struct columns *columns;
			size_t each; /* numbers, each time */
		} numbers;
		struct {
			const struct lanes *lanes;
			lanes_put *put;
		} unit;
		struct integer_style integer;
		struct {
			struct affix before, after;
			struct real_style style;
		} real;
	};
};

/* All repetitions of a unit, and the text of the next unit if that is short. */
struct run {
	const struct unit *unit;
	const struct step *steps;
	uint16_t step_count; /* 0: the unit has none, and print.h prints it */
	uint8_t drop;        /* bytes by which the last repetition is shorter */
	uint32_t times;
	uint32_t worst; /* of output, each time */
	uint32_t shown; /* bytes of the input, each time */
	uint32_t from;  /* where in the block they begin */
	struct affix tail;
};

/* What the runs of a program are made with: the cells and tables are those made so far. */
struct step_maker {
	enum cpu_level level;
	struct arena *arena;
	const struct cells *cells;
	const struct tables *tables;
};

/* Makes the run of a unit. It has no steps if one of the unit's prints has none, or the
 * arena is full. */
struct run run_make(struct step_maker *, const struct unit *, uint32_t from);

/* If the text of the run, without and with what is dropped and the tail, fits a vector:
 * makes it one step, which shows shown * times bytes at once. */
void run_close(struct step_maker *, struct run *);

/* Runs its steps `times` times, over the input at p. Returns the end of the output, for
 * which times * run->worst + STEP_ROOM bytes are free at out. Nothing is dropped, and there
 * is no tail. */
uint8_t *run_steps(
    const struct run *, const uint8_t *p, size_t times, uint64_t address, uint8_t *out);

/* Runs them all over a block at p. There must be room for the most that all together
 * write, and STEP_ROOM. */
uint8_t *runs_put(
    const struct run *, size_t count, const uint8_t *p, uint64_t address, uint8_t *out);

#endif
