/* Steps: what a unit's prints become where they are of the usual kind. A step
 * writes whole words, and never looks whether there is room: the caller does,
 * once for many. */
#ifndef PILLBOX_HEXDUMP_STEP_H
#define PILLBOX_HEXDUMP_STEP_H

#include "applets/hexdump/format.h"
#include "applets/hexdump/integer.h"
#include "applets/hexdump/real.h"

enum { CELL_MAX = 16, STEP_ROOM = INTEGER_ROOM };

/* The texts of all 256 values of a byte. */
struct cells {
	const struct cells *next; /* those that were made before */
	const struct print *print, *after;
	bool even; /* all are as long as the first */
	uint8_t length[256];
	uint8_t text[256][CELL_MAX];
};

struct real_step {
	struct affix before, after;
	struct real_style style;
};

struct step {
	enum { STEP_TEXT, STEP_CELLS, STEP_INTEGERS, STEP_ADDRESS, STEP_REALS } kind;
	uint32_t bytes; /* of the input, each time */
	uint32_t worst; /* of output, each time */
	union {
		struct {
			const uint8_t *text;
			size_t length;
		};
		const struct cells *cells;
		struct integer_style integer;
		struct real_step real;
	};
};

/* Makes the steps of a unit, or none where it has a print that no step can do or
 * the arena is used up. *cells is the list of those made so far. */
void steps_make(struct unit *, const struct cells **cells, struct arena *);

/* Runs the steps of a unit `times` times, over the input at p. Returns the end
 * of the output, for which times * u->worst + STEP_ROOM bytes are free at out. */
uint8_t *steps_run(
    const struct unit *, const uint8_t *p, size_t times, uint64_t address, uint8_t *out);

#endif
