/* A format as a program: what was parsed, made ready to print many blocks. The
 * usual units become steps that write whole words without looking: a byte is
 * one of 256 ready cells, integers come by integer.h. All else goes through
 * print.h, and so does a last, short block. The text is the same either way. */
#ifndef PILLBOX_LIB_DUMP_PROGRAM_PROGRAM_H
#define PILLBOX_LIB_DUMP_PROGRAM_PROGRAM_H

#include "lib/cpu/cpu.h"
#include "lib/dump/dump.h"
#include "lib/dump/format/format.h"

struct number_pattern;
struct run;
struct woven;

struct program {
	struct format format; /* first; .block is 0 before program_fit() */
	struct units units;
	const struct unit *at_end; /* the last unit with an _A, or NULL */
	const struct run *runs;    /* all of a block, where steps do it and it is short */
	size_t run_count;          /* 0: there are none */
	uint32_t worst;            /* bytes that these write, at most */

	/* The same for AVX-512: one of these, or both are NULL. */
	const struct woven *woven;
	const struct number_pattern *numbers;
	bool seamless; /* one unit, which whole blocks repeat without a seam */
};

/* Once format_split() and format_convert() have filled in p->units: fits them to
 * blocks of so many bytes, >= units.block. What the arena has room for
 * becomes steps; none is needed. */
void program_fit(struct program *p, uint32_t block, enum cpu_level level, struct arena *arena);

#endif
