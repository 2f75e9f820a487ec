/* Bytes in a ring: added after the last, taken from the first. It begins small and grows,
 * so that of its memory no more is touched than it has to hold. */
#ifndef PILLBOX_LIB_RING_H
#define PILLBOX_LIB_RING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

struct ring {
	uint8_t *bytes;
	size_t size, most;  /* bytes of memory that are in use, and that there are */
	size_t first, held; /* where the first byte is, and how many there are */
};

/* Where the next bytes belong: *n of them at most, 0 if it is full. A short content moves
 * to the front, so that there is room in one piece. */
static inline uint8_t *
ring_room(struct ring *r, size_t *n)
{
	size_t at = r->first + r->held;

	if (r->held < r->size / 16 && r->first && at <= r->size) {
		memmove(r->bytes, r->bytes + r->first, r->held);
		r->first = 0;
		at = r->held;
	}
	if (at >= r->size && r->first) {
		at -= r->size;
		*n = r->first - at;
	} else {
		*n = r->size - at;
	}
	return r->bytes + at;
}

/* The first bytes, *n of them in one piece. */
static inline const uint8_t *
ring_front(const struct ring *r, size_t *n)
{
	const size_t straight = r->size - r->first;

	*n = r->held < straight ? r->held : straight;
	return r->bytes + r->first;
}

/* Takes n of the bytes of ring_front(). */
static inline void
ring_drop(struct ring *r, size_t n)
{
	r->held -= n;
	r->first += n;
	if (r->first == r->size || !r->held)
		r->first = 0;
}

/* Grows by a quarter, or to the most. False if it has that size. */
static inline bool
ring_grow(struct ring *r)
{
	const size_t left = r->most - r->size;
	const size_t more = r->size / 4 < left ? r->size / 4 : left;

	/* What has been wrapped around stays at the front; the rest moves to the new end. */
	if (r->held > r->size - r->first) {
		memmove(r->bytes + r->first + more, r->bytes + r->first, r->size - r->first);
		r->first += more;
	}
	r->size += more;
	return more > 0;
}

#endif
