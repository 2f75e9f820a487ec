/* A bump allocator: memory is handed out and never taken back, so that what a hostile
 * format can allocate is bounded. */
#ifndef PILLBOX_LIB_DUMP_FORMAT_ARENA_H
#define PILLBOX_LIB_DUMP_FORMAT_ARENA_H

#include <stddef.h>
#include <stdint.h>

enum { ARENA_ALIGNMENT = 8 };

struct arena {
	uint8_t *at, *end; /* what is left; `at` is a multiple of ARENA_ALIGNMENT */
};

/* n bytes, or NULL if fewer are left. Their content is that of the memory given to the
 * arena: zeros in a static buffer. */
static inline void *
arena_take(struct arena *a, size_t n)
{
	size_t left = (size_t)(a->end - a->at);
	void *taken = a->at;

	if (n > left || (n + ARENA_ALIGNMENT - 1) / ARENA_ALIGNMENT * ARENA_ALIGNMENT > left)
		return NULL;
	a->at += (n + ARENA_ALIGNMENT - 1) / ARENA_ALIGNMENT * ARENA_ALIGNMENT;
	return taken;
}

/* The same, aligned to a cache line: for what is read as vectors. */
static inline void *
arena_take_lines(struct arena *a, size_t n)
{
	size_t before = -(uintptr_t)a->at % 64;

	if (before > (size_t)(a->end - a->at))
		return NULL;
	a->at += before;
	return arena_take(a, n);
}

#endif
