/* Small inputs that are read one after the other, and then hashed side by side. The memory is
 * the caller's. */
#ifndef PILLBOX_APPLETS_DIGEST_BATCH_H
#define PILLBOX_APPLETS_DIGEST_BATCH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/digest/digest.h"
#include "lib/digest/line.h"

/* A small input has at most BATCH_SMALL bytes. At most BATCH_MOST of them wait to be hashed
 * together, in BATCH_ROOM bytes of memory. */
enum { BATCH_SMALL = 16 << 10, BATCH_MOST = 64, BATCH_ROOM = 256 << 10 };

/* What a digest is of. */
struct subject {
	enum digest digest;
	unsigned bytes;                 /* of the result */
	const char *name;               /* NULL: a checksum stands without one */
	const struct digest_line *line; /* of a check list, or NULL */
};

struct batch {
	uint8_t *memory;
	size_t size, used;
	size_t count; /* of the inputs in it, and in the arrays */
	struct digest_message messages[BATCH_MOST];
	struct subject subjects[BATCH_MOST];
	struct digest_line lines[BATCH_MOST];
	uint8_t results[BATCH_MOST][DIGEST_MOST];
};

/* Begins an empty batch in size bytes of memory: BATCH_ROOM, or 0 for none. */
void batch_begin(struct batch *, uint8_t *memory, size_t size);

/* Whether one more small input fits: there is room, and all are of one digest. */
bool batch_takes(const struct batch *, const struct subject *);

/* Where its bytes belong: room for BATCH_SMALL. */
uint8_t *batch_place(const struct batch *);

/* Adds it, when its bytes are there. Copies what the line is of, and then the name too. */
void batch_add(struct batch *, const struct subject *, size_t length);

/* Computes all results. */
void batch_hash(struct batch *, struct cpu);

#endif
