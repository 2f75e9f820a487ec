/* What the tests of hexdump's engines share: a sink whose memory ends where it says. */
#ifndef PILLBOX_TESTS_DUMP_SINK_H
#define PILLBOX_TESTS_DUMP_SINK_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lib/dump/dump.h"
#include "tests/engine.h"

enum { LEVELS = CPU_AVX512 + 1, TEXT_MAX = 1 << 18 };

static inline size_t
least(size_t a, size_t b)
{
	return a < b ? a : b;
}

/* Hands out a fresh piece each time, at the end of an allocation, so that the
 * sanitizer sees every store after it. */
struct room {
	struct sink sink; /* first */
	uint8_t *piece;
	char text[TEXT_MAX];
	size_t len;
};

static inline void
drain(struct room *room)
{
	size_t n = room->piece ? (size_t)(room->sink.at - room->piece) : 0;

	if (n > sizeof(room->text) - room->len)
		abort();
	if (n)
		memcpy(room->text + room->len, room->piece, n);
	room->len += n;
	free(room->piece);
	room->piece = NULL;
}

static inline void
more(struct sink *sink)
{
	struct room *room = (struct room *)sink;
	size_t size = SINK_ROOM + random_below(3) * random_below(200);

	drain(room);
	room->piece = malloc(size);
	if (!room->piece)
		abort();
	sink->at = room->piece;
	sink->end = room->piece + size;
}

#endif
