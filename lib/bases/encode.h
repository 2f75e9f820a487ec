/* Encoding (RFC 4648, bit strings, Z85), in lines of any width. Pure and
 * streaming: the text is the same however the input is cut into calls, and
 * whichever level does it. */
#ifndef PILLBOX_LIB_BASES_ENCODE_H
#define PILLBOX_LIB_BASES_ENCODE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/bases/base.h"
#include "lib/cpu/cpu.h"

/* Characters that are made at once before they are cut into lines; and in the largest
 * group. */
enum { BASE_SLICE = 4096, BASE_GROUP = 8 };

struct base_encoder {
	enum base base;
	enum cpu_level level;
	bool pad;
	uint8_t count;      /* bytes of an unfinished group, fewer than it has, */
	uint8_t pending[5]; /* and which */
	uint64_t wrap;      /* characters in a line; 0: no lines */
	uint64_t column;    /* characters in the open line, less than wrap */
	uint8_t characters[BASE_SLICE + BASE_ENGINE_SPACE]; /* not in lines yet */
};

/* Begins a text: a newline after every wrap characters, or none for 0;
 * wrap <= INT64_MAX. pad completes the last group by '=' if the encoding does so. */
void base_encode_begin(struct base_encoder *, enum base, bool pad, uint64_t wrap, enum cpu_level);

/* The most bytes that base_encode() can write for n more, n <= SIZE_MAX / 16. */
size_t base_encode_room(const struct base_encoder *, size_t n);

/* The most bytes whose text fits into room bytes, whatever is pending and whatever the
 * column, 64 <= room <= SIZE_MAX / 16. Whole groups. */
size_t base_encode_most(const struct base_encoder *, size_t room);

/* Encodes the groups that the n bytes at in complete, into out, which has the room above
 * and BASE_ENGINE_SPACE more bytes that may be overwritten. Returns how many bytes it wrote. A
 * newline comes as soon as its line is full. */
size_t base_encode(struct base_encoder *, const uint8_t *in, size_t n, uint8_t *out);

/* Whether the text may end here: Z85 has no form for an open group. */
bool base_encode_may_end(const struct base_encoder *);

/* Ends the text: writes the group that is open, if any, and the newline of an open line.
 * The room is that of n = 1. Returns how many bytes it wrote. */
size_t base_encode_end(struct base_encoder *, uint8_t *out);

#endif
