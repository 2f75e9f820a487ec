/* How much to read or write at once. Larger pieces ask the kernel less often, but a page
 * that is touched for the first time costs as much as copying 20 KB. So the size is doubled
 * each time that `after` pieces have shown that it pays: new pages then take a few percent
 * of a run's time at most. */
#ifndef PILLBOX_LIB_GROWTH_H
#define PILLBOX_LIB_GROWTH_H

#include <stddef.h>

struct growth {
	size_t size, most; /* bytes of a piece now, and at most: both are powers of two */
	unsigned after;    /* pieces of one size, before it is doubled */
	unsigned pieces;   /* of this size, so far */
};

/* A piece of that size was one that pays. */
static inline void
growth_count(struct growth *g)
{
	if (++g->pieces < g->after || g->size >= g->most)
		return;
	g->size *= 2;
	g->pieces = 0;
}

#endif
