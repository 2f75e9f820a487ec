/* Formats as a program: what was parsed, prepared to print many blocks. A block whose text
 * has fixed columns becomes lanes; of others, the usual units become steps, which write
 * whole words without checking for room. All else goes through print.h, and so does a short
 * last block. The text is the same either way. */
#ifndef PILLBOX_LIB_DUMP_PROGRAM_PROGRAM_H
#define PILLBOX_LIB_DUMP_PROGRAM_PROGRAM_H

#include "lib/cpu/cpu.h"
#include "lib/dump/dump.h"
#include "lib/dump/format/format.h"
#include "lib/dump/program/lanes.h"

struct run;

struct program {
	struct format format;      /* first; .block is 0 before program_fit() */
	struct units *units;       /* of the first format */
	const struct unit *at_end; /* the last unit with an _A, or NULL */

	const struct lanes *lanes; /* a whole block, or NULL; and their executor */
	lanes_put *put;

	const struct run *runs; /* the units of a whole block; NULL: there are none */
	size_t run_count;
	uint32_t worst; /* the most bytes that these write; 0: too many to make room for at once */
};

/* Prepares p->units, as format_fit() has left them, for blocks of `block` bytes. The fast
 * forms are made as far as the arena has room; without them the program still works. */
void program_fit(struct program *p, uint32_t block, enum cpu_level level, struct arena *arena);

#endif
