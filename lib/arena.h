/* A bump allocator over memory of its owner: what is taken is never given back, so a hostile
 * input can have no more than there is. The contents are whatever they were: zeros in a
 * static buffer and a new mapping. */
#ifndef PILLBOX_LIB_ARENA_H
#define PILLBOX_LIB_ARENA_H

#include <stddef.h>
#include <stdint.h>

enum { ARENA_ALIGNMENT = 8, ARENA_LINE = 64 };

struct arena {
	uint8_t *at, *end; /* what is left */
};

/* n bytes at a multiple of `alignment`, a power of two; NULL if fewer are left. */
static inline void *
arena_take_aligned(struct arena *a, size_t n, size_t alignment)
{
	const size_t before = -(uintptr_t)a->at & (alignment - 1);
	const size_t left = (size_t)(a->end - a->at);
	uint8_t *taken;

	if (before > left || n > left - before)
		return NULL;
	taken = a->at + before;
	a->at = taken + n;
	return taken;
}

/* The same, for any object. */
static inline void *
arena_take(struct arena *a, size_t n)
{
	return arena_take_aligned(a, n, ARENA_ALIGNMENT);
}

/* At a cache line: for what is read as vectors. */
static inline void *
arena_take_lines(struct arena *a, size_t n)
{
	return arena_take_aligned(a, n, ARENA_LINE);
}

/* An array of `count` elements. */
static inline void *
arena_take_array(struct arena *a, size_t count, size_t size)
{
	return count > SIZE_MAX / size ? NULL : arena_take(a, count * size);
}

/* All that is left, for elements of that size; sets *count, which may be 0. */
static inline void *
arena_take_rest(struct arena *a, size_t *count, size_t size)
{
	const size_t before = -(uintptr_t)a->at & (ARENA_ALIGNMENT - 1);
	const size_t left = (size_t)(a->end - a->at);

	*count = before > left ? 0 : (left - before) / size;
	return arena_take_array(a, *count, size);
}

#endif
