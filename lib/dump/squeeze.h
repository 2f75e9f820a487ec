/* Which blocks repeat the one before. DUMP_SLACK bytes after the blocks can be read. */
#ifndef PILLBOX_LIB_DUMP_SQUEEZE_H
#define PILLBOX_LIB_DUMP_SQUEEZE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The n bytes at p are whole blocks, and there is one before them. Returns how many bytes
 * precede the first block that differs from the one before it (if `same`), or that repeats
 * it (if not). */
typedef size_t squeeze_run(const uint8_t *p, size_t n, size_t block, bool same);

squeeze_run squeeze_run_plain, squeeze_run_avx2, squeeze_run_avx512;

/* Which of the 16 blocks of 16 bytes at p repeat the block before: bit i is for block i. */
typedef uint32_t squeeze_mask(const uint8_t *p);

squeeze_mask squeeze_mask_avx2, squeeze_mask_avx512;

/* How many of the first bytes of p[0..n) equal those `back` bytes before them. */
typedef size_t squeeze_bytes(const uint8_t *p, size_t n, size_t back);

/* squeeze_run by that, for blocks of any size. */
static inline size_t
squeeze_by(squeeze_bytes *bytes, const uint8_t *p, size_t n, size_t block, bool same)
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
