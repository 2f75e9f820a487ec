/* A format as a program: what was parsed, prepared to print many blocks. The usual units
 * become steps, which write whole words without checking for room: a byte is one of 256
 * ready cells, integers go by integer.h. All else goes through print.h, and so does a short
 * last block. The text is the same either way. */
#ifndef PILLBOX_LIB_DUMP_PROGRAM_PROGRAM_H
#define PILLBOX_LIB_DUMP_PROGRAM_PROGRAM_H

#include "lib/cpu/cpu.h"
#include "lib/dump/dump.h"
#include "lib/dump/format/format.h"

struct columns;
struct run;
struct woven;

struct program {
	struct format format; /* first; .block is 0 before program_fit() */
	struct units units;
	const struct unit *at_end; /* the last unit with an _A, or NULL */
	const struct run *runs;    /* a whole block as steps, if it is short */
	size_t run_count;          /* 0: there are none */
	uint32_t worst;            /* the most bytes that these write */

	/* The same for AVX-512; at most one is not NULL. */
	const struct woven *woven;
	const struct columns *numbers;
	bool seamless; /* one unit, and a block is nothing but its repetitions */
};

/* Fits p->units, as format_split() and format_convert() have left them, to blocks of
 * `block` >= units.block bytes. Units become steps as far as the arena has room; without
 * steps the program still works. */
void program_fit(struct program *p, uint32_t block, enum cpu_level level, struct arena *arena);

#endif
