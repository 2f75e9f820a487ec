/* Writing the strings of a block where nothing precedes them and one byte follows them: a
 * string at a time, by copies of fixed size that may write more than the string has. */
#ifndef PILLBOX_LIB_STRINGS_BLOCKS_STORE_H
#define PILLBOX_LIB_STRINGS_BLOCKS_STORE_H

#include <string.h>

#include "lib/strings/blocks_marks.h"

enum { COPY = 16 };

/* All bytes are printed, but for those that stand where the separators do. */
INLINE uint8_t *
store_all(uint8_t *out, const uint8_t *p, uint64_t after, uint8_t separator)
{
	memcpy(out, p, BLOCK);
	for (; after; after &= after - 1)
		out[__builtin_ctzll(after)] = separator;
	return out + BLOCK;
}

INLINE uint8_t *
store_runs(uint8_t *out, const uint8_t *p, struct kept kept, uint8_t separator)
{
	if (kept.after & 1)
		*out++ = separator;
	for (uint64_t left = kept.all; left;) {
		const unsigned at = (unsigned)__builtin_ctzll(left);
		const uint64_t rest = left + (left & -left); /* a bit after the run, or none */
		const unsigned end = rest ? (unsigned)__builtin_ctzll(rest) : BLOCK;

		for (unsigned i = at; i < end; i += COPY)
			memcpy(out + (i - at), p + i, COPY);
		out += end - at;
		*out = separator;
		out += end < BLOCK;
		left &= rest;
	}
	return out;
}

INLINE uint8_t *
store_units(uint8_t *out, const uint8_t *p, struct kept kept, uint8_t separator)
{
	for (uint64_t left = kept.all | kept.after; left; left &= left - 1)
		*out++ = kept.after & left & -left ? separator : p[__builtin_ctzll(left)];
	return out;
}

INLINE uint8_t *
blocks_store(uint8_t *out, const uint8_t *p, unsigned width, struct kept kept, uint8_t separator)
{
	if (width > 1)
		return store_units(out, p, kept, separator);
	if ((kept.all | kept.after) == UINT64_MAX)
		return store_all(out, p, kept.after, separator);
	return store_runs(out, p, kept, separator);
}

#endif
