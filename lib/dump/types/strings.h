/* The strings of od -S: runs of printable ASCII that a NUL ends. They may be cut into pieces
 * anywhere, so a run that has not ended is held. */
#ifndef PILLBOX_LIB_DUMP_TYPES_STRINGS_H
#define PILLBOX_LIB_DUMP_TYPES_STRINGS_H

#include "lib/dump/types/types.h"

struct ended_strings {
	/* Set these: */
	uint64_t min; /* the least length */
	const struct offsets *offsets;
	struct sink *sink;
	uint8_t *held; /* for `size` bytes */
	size_t size;
	uint64_t offset; /* of the next byte */

	size_t count; /* bytes held: all since the last one that is not printable */
};

/* Takes the next n bytes, and prints the strings that end in them, each after its offset and
 * on a line. False if there is one, not ended yet, that is longer than `size`. */
bool ended_strings_add(struct ended_strings *, const uint8_t *p, size_t n);

/* The input is cut here on purpose: what is held is a string too. */
void ended_strings_cut(struct ended_strings *);

#endif
