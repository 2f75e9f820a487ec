/* What core/before/last.c and a sealed run agree on. */
#ifndef PILLBOX_CORE_AFTER_LAST_H
#define PILLBOX_CORE_AFTER_LAST_H

#include "lib/ring.h"

/* Bytes. Lines are as long as an attacker likes, so there is a limit to what is held of
 * them. LAST_MORE is what the ring needs beyond what it holds: room for a read, and for one
 * that crosses its end. */
enum {
	LAST_LINES_MOST = 256 << 20,
	LAST_MORE = 2 * RING_ROOM,
	LAST_LEAST = 2 * LAST_MORE, /* what a run cannot do without, unless it wants less */
};

#endif
