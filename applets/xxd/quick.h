/* Lanes (lib/dump/program/lanes.h) of what xxd shows: many lines at a time. */
#ifndef PILLBOX_APPLETS_XXD_QUICK_H
#define PILLBOX_APPLETS_XXD_QUICK_H

#include "lib/arena.h"
#include "lib/dump/canned/canned.h"
#include "lib/dump/program/lanes.h"

struct shape;

/* Memory of the lanes: 90 pieces of the longest line. */
enum { QUICK_ROOM = 96 << 10 };

struct quick {
	/* Set them: QUICK_ROOM bytes or NULL, and for the default lines. */
	uint8_t *memory;
	struct canned *canned;

	canned_lines *canned_put; /* NULL: the lines are others */

	const struct lanes *lanes; /* NULL: there are none */
	lanes_put *put;
	uint64_t high; /* the offset's digits that are constant in them */
};

/* Makes the lanes of a list's line, or of a byte within it. */
void quick_list(struct shape *);

/* Prepares the engine of the default lines, if they are these. */
void quick_canned(struct shape *);

/* Prints whole lines, all that lanes can print. Returns how many of the n bytes they have. */
size_t quick_lines(struct shape *, struct sink *, const uint8_t *p, size_t n, uint64_t offset);

#endif
