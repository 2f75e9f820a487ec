/* Which blocks repeat the one before: what squeezing needs to know, at every
 * level. Vectors are loaded whole, so DUMP_SLACK bytes behind the blocks can be
 * read, and are anything. */
#ifndef PILLBOX_LIB_DUMP_REPEAT_H
#define PILLBOX_LIB_DUMP_REPEAT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The n bytes at p are whole blocks, and there is one before them. Returns how
 * many bytes of blocks there are, from the first, before one that is (same:
 * is not) the same as the block before it. */
typedef size_t repeat_run(const uint8_t *p, size_t n, size_t block, bool same);

repeat_run repeat_run_plain, repeat_run_avx2, repeat_run_avx512;

/* Of the 16 blocks of 16 bytes at p, whether each is the same as the block
 * before it: a bit for each, the lowest for the first. */
typedef uint32_t repeat_mask(const uint8_t *p);

repeat_mask repeat_mask_avx2, repeat_mask_avx512;

/* How many of the n bytes at p, from the first, are the same as those `back`
 * bytes before them. */
typedef size_t repeat_bytes(const uint8_t *p, size_t n, size_t back);

/* What each level makes of this for blocks of any size. */
static inline size_t
repeat_by(repeat_bytes *bytes, const uint8_t *p, size_t n, size_t block, bool same)
{
	size_t i = 0;

	if (same) {
		i = bytes(p, n, block);
		return i - i % block;
	}
	while (i < n && bytes(p + i, block, block) < block)
		i += block;
	return i;
}

#endif
