/* Lanes (lib/dump/program/lanes.h) of what xxd shows: many lines at a time. */
#ifndef PILLBOX_APPLETS_XXD_QUICK_H
#define PILLBOX_APPLETS_XXD_QUICK_H

#include "applets/xxd/bits.h"
#include "applets/xxd/plain.h"
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

	/* Prints some whole lines, and returns how many of the n bytes they have. */
	size_t (*print)(struct shape *, struct sink *, const uint8_t *p, size_t n, uint64_t offset);
	canned_lines *canned_put; /* the default lines */
	bits_lines *bits_put;     /* those of -b */
	plain_lines *plain_put;   /* those of -p; NULL: the list is another */

	const struct lanes *lanes; /* NULL: there are none */
	lanes_put *put;
	uint64_t high; /* the offset's digits that are constant in them */
};

/* Chooses the engine of a list: lanes are of its line, or of a byte within it. */
void quick_list_begin(struct shape *);

/* Prints n bytes of a list by these: if its lines are short enough, whole lines. */
void quick_list(const struct shape *, struct sink *, const uint8_t *p, size_t n);

/* Chooses the engine of lines. */
void quick_lines_begin(struct shape *);

/* Prints whole lines, all that lanes can print. Returns how many of the n bytes they have. */
size_t quick_lines(struct shape *, struct sink *, const uint8_t *p, size_t n, uint64_t offset);

#endif
