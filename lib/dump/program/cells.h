/* The texts of all 256 values of a byte, made once: as cells, ready to be copied, or as
 * tables, one for each column. */
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

enum { TABLES_MAX = 8 };

/* Shorter texts are filled at the front, so that their end keeps its column. */
struct tables {
	uint8_t columns[TABLES_MAX][256]; /* on whole lines of the cache */
	uint8_t width;
	uint8_t filler; /* a character that is in no text */
	bool even;      /* there is no filler */
	const struct print *print;
	const struct tables *next; /* those that were made before */
};

/* The tables of a print, without its text: *list and NULL as above. Texts longer than
 * TABLES_MAX have none. */
const struct tables *tables_make(
    const struct tables **list, const struct print *print, struct arena *arena);

#endif
