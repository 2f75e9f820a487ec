/* Repeated blocks with vectors: what AVX2 and AVX-512 have in common. The bytes
 * are compared with those a block before them, up to 256 at a time, into a mask
 * with a bit for every eight of them; two bits are a block of 16, which all
 * formats that are options have. A long run of these is quicker compared with its
 * first, which stays in a register. The including file brings differ() and
 * repeats(). */
#ifndef PILLBOX_LIB_DUMP_REPEAT_VECTOR_H
#define PILLBOX_LIB_DUMP_REPEAT_VECTOR_H

#include <immintrin.h>

#include "lib/cpu/inline.h"
#include "lib/dump/repeat.h"

enum { BLOCK = 16, GROUP = 64, STRIDE = 4 * GROUP };

/* Bit i: whether bytes 8 * i to 8 * i + 7 of the 64 at p are others than those
 * at q. */
INLINE uint32_t differ(const uint8_t *p, const uint8_t *q);

/* Whether the STRIDE bytes at p are the BLOCK bytes at q over and over. */
INLINE bool repeats(const uint8_t *p, const uint8_t *q);

INLINE uint32_t
group_differs(const uint8_t *p, const uint8_t *q, size_t group)
{
	return differ(p + group * GROUP, q + group * GROUP) << 8 * group;
}

INLINE uint32_t
stride_differs(const uint8_t *p, const uint8_t *q)
{
	return group_differs(p, q, 0) | group_differs(p, q, 1) | group_differs(p, q, 2) |
	       group_differs(p, q, 3);
}

static size_t
bytes(const uint8_t *p, size_t n, size_t back)
{
	const uint8_t *q = p - back;
	uint32_t mask = 0;
	size_t i = 0;

	while (n - i >= STRIDE && !stride_differs(p + i, q + i))
		i += STRIDE;
	while (i < n && !(mask = differ(p + i, q + i)))
		i += GROUP;
	if (mask)
		i += (size_t)__builtin_ctz(mask) * 8;
	while (i < n && p[i] == q[i])
		i++;
	return i < n ? i : n;
}

/* Of the bits of two words, the lower one: whether the block ends the run. */
INLINE uint32_t
ends(uint32_t differing, bool same)
{
	uint32_t other = (differing | differing >> 1) & 0x55555555;

	return same ? other : other ^ 0x55555555;
}

INLINE size_t
blocks(const uint8_t *p, size_t n, bool same)
{
	const uint8_t *q = p - BLOCK;
	uint32_t mask = 0;
	size_t i = 0;

	while (same && n - i >= STRIDE && repeats(p + i, q))
		i += STRIDE;
	while (n - i >= STRIDE && !(mask = ends(stride_differs(p + i, q + i), same)))
		i += STRIDE;
	while (!mask && i < n && !(mask = ends(differ(p + i, q + i), same) & 0xFF))
		i += GROUP;
	if (mask)
		i += (size_t)__builtin_ctz(mask) * 8;
	return i < n ? i : n;
}

INLINE size_t
run(const uint8_t *p, size_t n, size_t block, bool same)
{
	if (block != BLOCK)
		return repeat_by(bytes, p, n, block, same);
	return same ? blocks(p, n, true) : blocks(p, n, false);
}

INLINE uint32_t
mask(const uint8_t *p)
{
	return _pext_u32(ends(stride_differs(p, p - BLOCK), false), 0x55555555);
}

#endif
