/* What the vector engines of repeated blocks share: everything but how words are
 * compared. The bytes are compared with those a block before them, up to 256 at a time,
 * into a mask with a bit for every eight of them; two bits are a block of 16, which all
 * canned formats have. A long run of these is quicker compared with its first block,
 * which stays in a register.
 *
 * The file that includes this is compiled for its level and defines the two functions
 * that are declared first. */
#ifndef PILLBOX_LIB_DUMP_SQUEEZE_VECTOR_H
#define PILLBOX_LIB_DUMP_SQUEEZE_VECTOR_H

#include "lib/cpu/vector.h"
#include "lib/dump/squeeze.h"

enum { BLOCK = 16, GROUP = 64, STRIDE = 4 * GROUP };

/* Bit i: whether bytes 8 * i to 8 * i + 7 of the 64 at p are others than those
 * at q. */
INLINE uint32_t squeeze_differ(const uint8_t *p, const uint8_t *q);

INLINE bool squeeze_is_zero(vector v);

/* Whether the STRIDE bytes at p are the BLOCK bytes at q over and over. */
INLINE bool
repeats(const uint8_t *p, const uint8_t *q)
{
	const vector block = vector_lanes(lane_load(q));
	vector other = vector_each(0);

	for (size_t i = 0; i < STRIDE; i += VECTOR)
		other |= vector_load(p + i) ^ block;
	return squeeze_is_zero(other);
}

INLINE uint32_t
group_differs(const uint8_t *p, const uint8_t *q, size_t group)
{
	return squeeze_differ(p + group * GROUP, q + group * GROUP) << 8 * group;
}

INLINE uint32_t
stride_differs(const uint8_t *p, const uint8_t *q)
{
	return group_differs(p, q, 0) | group_differs(p, q, 1) | group_differs(p, q, 2) |
	       group_differs(p, q, 3);
}

static size_t
equal_bytes(const uint8_t *p, size_t n, size_t back)
{
	const uint8_t *q = p - back;
	uint32_t mask = 0;
	size_t i = 0;

	while (n - i >= STRIDE && !stride_differs(p + i, q + i))
		i += STRIDE;
	while (i < n && !(mask = squeeze_differ(p + i, q + i)))
		i += GROUP;
	if (mask)
		i += (size_t)__builtin_ctz(mask) * 8;
	while (i < n && p[i] == q[i])
		i++;
	return i < n ? i : n;
}

/* The lower bit of each pair, of the two words of a block: whether the block ends the
 * run. */
INLINE uint32_t
ends(uint32_t differing, bool same)
{
	uint32_t other = (differing | differing >> 1) & 0x55555555;

	return same ? other : other ^ 0x55555555;
}

INLINE size_t
run_of_16(const uint8_t *p, size_t n, bool same)
{
	const uint8_t *q = p - BLOCK;
	uint32_t mask = 0;
	size_t i = 0;

	while (same && n - i >= STRIDE && repeats(p + i, q))
		i += STRIDE;
	while (n - i >= STRIDE && !(mask = ends(stride_differs(p + i, q + i), same)))
		i += STRIDE;
	while (!mask && i < n && !(mask = ends(squeeze_differ(p + i, q + i), same) & 0xFF))
		i += GROUP;
	if (mask)
		i += (size_t)__builtin_ctz(mask) * 8;
	return i < n ? i : n;
}

INLINE size_t
squeeze_by_vectors(const uint8_t *p, size_t n, size_t block, bool same)
{
	if (block != BLOCK)
		return squeeze_by(equal_bytes, p, n, block, same);
	return same ? run_of_16(p, n, true) : run_of_16(p, n, false);
}

INLINE uint32_t
squeeze_marks(const uint8_t *p)
{
	return _pext_u32(ends(stride_differs(p, p - BLOCK), false), 0x55555555);
}

#endif
