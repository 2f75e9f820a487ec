/* Memory that is handed out once and never taken back: what a hostile format
 * makes of itself has an end. */
#ifndef PILLBOX_LIB_DUMP_FORMAT_ARENA_H
#define PILLBOX_LIB_DUMP_FORMAT_ARENA_H

#include <stddef.h>
#include <stdint.h>

enum { ARENA_ALIGNMENT = 8 };

struct arena {
	uint8_t *at, *end; /* what is left; `at` is a multiple of ARENA_ALIGNMENT */
};

/* n bytes, or NULL where fewer are left. They are as the caller of it all gave
 * them: zero in a buffer that is static. */
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

/* The same, beginning on a line of the cache: for what is read in vectors. */
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
