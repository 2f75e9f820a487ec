/* Encoding base64 (RFC 4648, section 4), in lines of any width. Pure and
 * streaming: the text is the same however the input is cut into calls, and
 * whichever level does it. */
#ifndef PILLBOX_LIB_BASES_ENCODE_H
#define PILLBOX_LIB_BASES_ENCODE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/cpu/cpu.h"

/* Bytes that are encoded at once before they are cut into lines; and how many bytes after
 * its output an engine may overwrite. */
enum { BASE64_SLICE = 3072, BASE64_SLACK = 64 };

struct base64_encoder {
	enum cpu_level level;
	uint8_t count;      /* bytes of an unfinished group of three, 0-2, */
	uint8_t pending[3]; /* and which */
	uint64_t wrap;      /* characters in a line; 0: no lines */
	uint64_t column;    /* characters in the open line, less than wrap */
	uint8_t characters[BASE64_SLICE / 3 * 4 + BASE64_SLACK]; /* not in lines yet */
};

/* Begins a text: a newline after every wrap characters, or none for 0;
 * wrap <= INT64_MAX. */
void base64_encode_begin(struct base64_encoder *, uint64_t wrap, enum cpu_level);

/* The most bytes that base64_encode() can write for n more, n <= SIZE_MAX / 16. */
size_t base64_encode_room(const struct base64_encoder *, size_t n);

/* The most bytes whose text fits into room bytes, whatever is pending and whatever the
 * column, 32 <= room <= SIZE_MAX / 16. A multiple of 3. */
size_t base64_encode_most(const struct base64_encoder *, size_t room);

/* Encodes the groups that the n bytes at in complete, into out, which has the room above
 * and BASE64_SLACK more bytes that may be overwritten. Returns how many bytes it wrote. A
 * newline comes as soon as its line is full. */
size_t base64_encode(struct base64_encoder *, const uint8_t *in, size_t n, uint8_t *out);

/* Ends the text: writes the padded group, if one is open, and the newline of an open line.
 * The room is that of n = 1. Returns how many bytes it wrote. */
size_t base64_encode_end(struct base64_encoder *, uint8_t *out);

#endif
