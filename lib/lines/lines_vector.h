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

/* The bit of the count-th one that is set, counted from 1. */
INLINE unsigned
nth_bit(uint64_t bits, uint64_t count)
{
	return (unsigned)__builtin_ctzll(_pdep_u64(1ULL << (count - 1), bits));
}

INLINE size_t
lines_skip_blocks(const uint8_t *p, size_t n, uint8_t end, uint64_t *left)
{
	uint64_t wanted = *left;
	size_t at = 0;

	for (; n - at >= BLOCK_SIZE && wanted; at += BLOCK_SIZE) {
		const uint64_t ends = block_equal(block_load(p + at), end);
		const uint64_t found = (uint64_t)__builtin_popcountll(ends);

		if (found >= wanted) {
			*left = 0;
			return at + nth_bit(ends, wanted) + 1;
		}
		wanted -= found;
	}
	*left = wanted;
	return at + lines_skip_plain(p + at, n - at, end, left);
}

INLINE size_t
lines_back_blocks(const uint8_t *p, size_t n, uint8_t end, uint64_t *left)
{
	uint64_t wanted = *left;

	for (; n >= BLOCK_SIZE && wanted; n -= BLOCK_SIZE) {
		const uint64_t ends = block_equal(block_load(p + n - BLOCK_SIZE), end);
		const uint64_t found = (uint64_t)__builtin_popcountll(ends);

		if (found >= wanted) {
			*left = 0;
			return n - BLOCK_SIZE + nth_bit(ends, found - wanted + 1) + 1;
		}
		wanted -= found;
	}
	*left = wanted;
	return lines_back_plain(p, n, end, left);
}

#endif
