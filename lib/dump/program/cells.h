/* The texts of all 256 values of a byte, made once, ready to be copied. */
#ifndef PILLBOX_LIB_DUMP_PROGRAM_CELLS_H
#define PILLBOX_LIB_DUMP_PROGRAM_CELLS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/arena.h"
#include "lib/dump/format/format.h"

enum { CELL_MAX = 16 };

struct cells {
	uint8_t text[256][CELL_MAX]; /* on whole lines of the cache */
	uint8_t length[256];
	bool even; /* all are as long as the first */
	const struct print *print, *after;
	const struct cells *next; /* those that were made before */
};

/* Whether the print may have cells: it shows one byte, and its text depends on nothing
 * else. */
bool cells_suit(const struct print *);

/* The cells of a print, with its text or without, and with the text after it if there is
 * one. NULL if some are longer than CELL_MAX, or the arena is full. *list is those made so
 * far, which may be reused. */
const struct cells *cells_make(const struct cells **list, const struct print *print,
    const struct print *after, bool with_before, struct arena *arena);

#endif
