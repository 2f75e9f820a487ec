/* Searching 64 bytes at a time. */
#ifndef PILLBOX_LIB_STRINGS_BLOCKS_H
#define PILLBOX_LIB_STRINGS_BLOCKS_H

#include "lib/strings/strings.h"

/* The fewest bytes that can be searched: what follows a block decides which of its
 * characters are of a string. */
enum { STRINGS_BLOCKS_LEAST = 128 };

/* Takes the first bytes of p[0..n) as strings_add() does, and returns how many; the caller
 * adds them to s->offset. Stops where few bytes are left, or where there may be a string
 * whose minimum exceeds a block. There is one scanner, not of UTF8, which is at rest. */
typedef size_t strings_blocks(struct strings *s, const uint8_t *p, size_t n);
strings_blocks strings_blocks_plain, strings_blocks_avx2, strings_blocks_avx512;

/* Whether the scanner is neither within a string nor within what may become one. Zeros
 * may begin a unit of BIG. */
static inline bool
strings_at_rest(const struct strings_scanner *e)
{
	return !e->open && e->count == 0 && (e->unit_size == 0 || e->big);
}

#endif
