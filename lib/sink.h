/* Where an engine's text goes: memory that the caller provides and takes away. */
#ifndef PILLBOX_LIB_SINK_H
#define PILLBOX_LIB_SINK_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>

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

/* Writes n bytes, any number. Returns n. */
static inline size_t
sink_write(struct sink *s, const void *bytes, size_t n)
{
	const uint8_t *p = bytes;

	for (size_t done = 0, part; done < n; done += part) {
		uint8_t *out = sink_room(s, 1);

		part = (size_t)(s->end - out);
		if (part > n - done)
			part = n - done;
		memcpy(out, p + done, part);
		s->at = out + part;
	}
	return n;
}

/* Writes a byte n times, any number. Returns n. */
static inline size_t
sink_fill(struct sink *s, uint8_t byte, size_t n)
{
	for (size_t done = 0, part; done < n; done += part) {
		uint8_t *out = sink_room(s, 1);

		part = (size_t)(s->end - out);
		if (part > n - done)
			part = n - done;
		memset(out, byte, part);
		s->at = out + part;
	}
	return n;
}

static inline void
sink_byte(struct sink *s, uint8_t byte)
{
	*sink_room(s, 1) = byte;
	s->at++;
}

#endif
