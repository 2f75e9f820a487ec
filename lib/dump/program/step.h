/* Steps: the fast form of the usual prints. A step writes whole words and does not check
 * for room: the caller does, once for many. */
#ifndef PILLBOX_LIB_DUMP_PROGRAM_STEP_H
#define PILLBOX_LIB_DUMP_PROGRAM_STEP_H

#include "lib/cpu/cpu.h"
#include "lib/dump/format/format.h"
#include "lib/dump/number/integer.h"
#include "lib/dump/number/columns.h"
#include "lib/dump/number/real.h"
#include "lib/dump/program/cells.h"
#include "lib/dump/program/pattern.h"

enum { STEP_ROOM = INTEGER_ROOM };

struct real_step {
	struct affix before, after;
	struct real_style style;
};

struct step {
	enum {
		STEP_TEXT,       /* at most INTEGER_TEXT_MAX bytes */
		STEP_LONG_TEXT,  /* more */
		STEP_CELLS_8,    /* all of one width, of at most 8 columns */
		STEP_CELLS_16,   /* the same, of at most 16 */
		STEP_CELLS_EACH, /* each as long as it is */
		STEP_SHORT_HEX,  /* for AVX2 */
		STEP_PATTERN,    /* these two for AVX-512 */
		STEP_NUMBERS,
		STEP_INTEGERS,
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
		const struct pattern *pattern;
		const struct columns *numbers;
		struct integer_style integer;
		struct real_step real;
	};
};

/* All repetitions of a unit, and the text of the next unit if that is short. */
struct run {
	const struct step *steps;
	uint16_t step_count;
	uint8_t drop; /* bytes by which the last repetition is shorter */
	uint32_t times;
	uint32_t shown; /* bytes of the input, all times together */
	struct affix tail;
};

/* Makes the steps of a unit; none if one of its prints has no step, or the arena is full.
 * *cells is the list of cells made so far. */
void steps_make(struct unit *, const struct cells **cells, enum cpu_level level, struct arena *);

/* Runs the steps of a unit `times` times, over the input at p. Returns the end
 * of the output, for which times * u->worst + STEP_ROOM bytes are free at out. */
uint8_t *steps_run(
    const struct unit *, const uint8_t *p, size_t times, uint64_t address, uint8_t *out);

/* Runs them once, over a block at p. There must be room for the most that all steps
 * together write, and STEP_ROOM. */
uint8_t *runs_put(
    const struct run *, size_t count, const uint8_t *p, uint64_t address, uint8_t *out);

#endif
