/* Digits back into bytes (xxd -r -p). Blanks and newlines may be anywhere. As in vim's xxd, a
 * byte that is no digit is passed over if digits follow, and two of them end the line; but it
 * is remembered, and so is a digit without another.
 *
 * Pure, and streaming: how the input is cut into calls does not matter. */
#ifndef PILLBOX_APPLETS_XXD_UNPLAIN_H
#define PILLBOX_APPLETS_XXD_UNPLAIN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/sink.h"

struct unplain {
	/* Set these. */
	struct sink *sink;
	uint64_t left; /* bytes that may still be written */

	uint64_t line;  /* counted from 1 */
	uint64_t wrong; /* the first line that has something else than digits; 0: none */

	/* Inner state: the last three characters that are no blanks, as digits or -1. */
	int last[3];
	bool ignore; /* all but digits: nothing else came yet, or on this line */
	bool skip;   /* the rest of the line */
};

void unplain_begin(struct unplain *);

/* Takes n bytes. */
void unplain_add(struct unplain *, const uint8_t *p, size_t n);

void unplain_end(struct unplain *);

#endif
