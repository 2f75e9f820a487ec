/* Where an engine's text goes: memory that the caller provides and takes away. */
#ifndef PILLBOX_LIB_SINK_H
#define PILLBOX_LIB_SINK_H

#include <stddef.h>
#include <stdint.h>

enum { SINK_ROOM = 4096 };

struct sink {
	uint8_t *at, *end;           /* what is free */
	void (*more)(struct sink *); /* makes at least SINK_ROOM bytes free; those
	                                before `at` are done with */
};

/* n free bytes at s->at, n <= SINK_ROOM. */
static inline uint8_t *
sink_room(struct sink *s, size_t n)
{
	if ((size_t)(s->end - s->at) < n)
		s->more(s);
	return s->at;
}

#endif
