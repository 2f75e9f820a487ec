/* The caller's memory, handed out once from its beginning on. */
#ifndef PILLBOX_LIB_PROVE_MEMORY_H
#define PILLBOX_LIB_PROVE_MEMORY_H

#include <stddef.h>
#include <stdint.h>

enum { MEMORY_ALIGNMENT = 8 }; /* of every array */

struct memory {
	unsigned char *at, *end; /* what is left */
};

static inline void
memory_align(struct memory *m)
{
	size_t before = -(uintptr_t)m->at % MEMORY_ALIGNMENT;
	size_t left = (size_t)(m->end - m->at);

	m->at += before < left ? before : left;
}

/* Room for an array, or NULL if that much is not left. Its content is whatever it was. */
static inline void *
memory_take(struct memory *m, size_t count, size_t size)
{
	void *taken;

	memory_align(m);
	if (count > (size_t)(m->end - m->at) / size)
		return NULL;
	taken = m->at;
	m->at += count * size;
	return taken;
}

/* All that is left; *count is set to how many elements of that size it holds. */
static inline void *
memory_take_rest(struct memory *m, size_t *count, size_t size)
{
	memory_align(m);
	*count = (size_t)(m->end - m->at) / size;
	return memory_take(m, *count, size);
}

#endif
