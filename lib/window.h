/* A buffer for input that is read in pieces: what is unfinished at the end of one piece
 * is kept at the front, and the next piece belongs right after it. */
#ifndef PILLBOX_LIB_WINDOW_H
#define PILLBOX_LIB_WINDOW_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>

struct window {
	uint8_t *bytes;
	size_t size;
	size_t held; /* bytes at the front that are kept, less than size */
};

/* Where the next bytes belong, *n >= 1 of them at most. */
static inline uint8_t *
window_room(const struct window *w, size_t *n)
{
	*n = w->size - w->held;
	return w->bytes + w->held;
}

/* Of all that is there, keeps the n bytes at p. */
static inline void
window_keep(struct window *w, const uint8_t *p, size_t n)
{
	memmove(w->bytes, p, n);
	w->held = n;
}

#endif
