/* What the vector engines of lines share: a popcount for each block. */
#ifndef PILLBOX_LIB_LINES_LINES_VECTOR_H
#define PILLBOX_LIB_LINES_LINES_VECTOR_H

#include "lib/cpu/vector.h"
#include "lib/lines/lines.h"

INLINE size_t
lines_count_blocks(const uint8_t *p, size_t n)
{
	size_t lines = 0;

	for (; n >= BLOCK_SIZE; p += BLOCK_SIZE, n -= BLOCK_SIZE)
		lines += (size_t)__builtin_popcountll(block_equal(block_load(p), '\n'));
	return lines + lines_count_plain(p, n);
}

#endif
