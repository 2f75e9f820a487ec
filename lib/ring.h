/* Bytes in a ring: added after the last, taken from the first. It begins small and grows,
 * so that of its memory no more is touched than it has to hold. Its memory has RING_ROOM
 * bytes more than the ring: a read that crosses the end of the ring goes on there. */
#ifndef PILLBOX_LIB_RING_H
#define PILLBOX_LIB_RING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

enum { RING_ROOM = 64 << 10 };

struct ring {
	uint8_t *bytes;
	size_t size, most;  /* bytes in use, and that can be; most + RING_ROOM are there */
	size_t first, held; /* where the first byte is, and how many there are */
};

static inline bool
ring_has_room(const struct ring *r)
{
	return r->size - r->held >= RING_ROOM;
}

/* Where the next RING_ROOM bytes belong, if it has room. */
static inline uint8_t *
ring_room(const struct ring *r)
{
	const size_t at = r->first + r->held;

	return r->bytes + (at < r->size ? at : at - r->size);
}

/* Adds n bytes that are at ring_room(). */
static inline void
ring_add(struct ring *r, size_t n)
{
	const size_t end = (size_t)(ring_room(r) - r->bytes) + n;

	if (end > r->size)
		memcpy(r->bytes, r->bytes + r->size, end - r->size);
	r->held += n;
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
