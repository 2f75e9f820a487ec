/* Steps: the fast form of the usual prints. A step writes whole words and does not check
 * for room: the caller does, once for many. */
#ifndef PILLBOX_LIB_DUMP_PROGRAM_STEP_H
#define PILLBOX_LIB_DUMP_PROGRAM_STEP_H

#include "lib/arena.h"
#include "lib/cpu/cpu.h"
#include "lib/dump/format/format.h"
#include "lib/dump/number/columns.h"
#include "lib/dump/number/integer.h"
#include "lib/dump/program/cells.h"
#include "lib/dump/program/lanes.h"
#include "lib/number/real.h"

enum { STEP_ROOM = INTEGER_ROOM };

struct step {
	enum {
		STEP_TEXT,
		STEP_CELLS,      /* all of one width */
		STEP_CELLS_EACH, /* each as long as it is */
		STEP_INTEGERS,
		STEP_COLUMNS, /* the same for AVX-512 */
		STEP_LANES,   /* a whole unit */
		STEP_ADDRESS,
		STEP_REALS
	} kind;
	uint32_t bytes; /* of the input, each time */
	uint32_t worst; /* of output, each time */
	union {
		struct {
			const uint8_t *bytes;
			size_t length;
		} text;
		const struct cells *cells;
		struct {
			const struct columns *columns;
			size_t each; /* numbers, each time */
		} numbers;
		struct {
			const struct lanes *lanes;
			lanes_put *put;
		} unit;
		struct {
			struct integer_style style;
			integers_put *put;
		} integer;
		struct {
			struct affix before, after;
			struct real_style style;
		} real;
	};
};

/* All repetitions of a unit, and the text of the next unit if that is short. */
struct run {
	struct step *steps;
	uint16_t step_count;
	uint8_t drop; /* bytes by which the last repetition is shorter */
	uint32_t times;
	uint32_t worst; /* of output, each time */
	uint32_t shown; /* bytes of the input, each time */
	uint32_t from;  /* where in the block they begin */
	struct affix tail;
};

/* What the runs of a program are made with: the cells are those made so far. */
struct step_maker {
	enum cpu_level level;
	struct arena *arena;
	const struct cells *cells;
};

/* Makes the run of a unit. False if one of the unit's prints has no steps, or the arena is
 * full. */
bool run_make(struct run *, struct step_maker *, const struct unit *, uint32_t from);

/* Makes the run one step that needs neither drop nor tail, if it can: for blocks that are
 * nothing but this run. */
void run_close(struct run *, struct arena *);

/* Runs them all over blocks of `block` bytes at p. Returns the end of the output. There must
 * be room for the most that all together write, for each block, and STEP_ROOM. */
uint8_t *runs_put(const struct run *, size_t count, const uint8_t *p, size_t blocks, size_t block,
    uint64_t address, uint8_t *out);

#endif
