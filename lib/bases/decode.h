/* Decoding (RFC 4648, bit strings, Z85) as strictly as GNU coreutils 9.8: the
 * padding of a group may be missing at the end of the input, but not half of
 * it; padded groups may be followed by more; a newline may stand anywhere; the
 * bits that no byte uses are zero. An encoding without padding needs whole
 * bytes, and Z85 whole groups below 2^32. Pure and streaming: bytes and verdict
 * are the same however the input is cut into calls, and whichever level does
 * it. */
#ifndef PILLBOX_LIB_BASES_DECODE_H
#define PILLBOX_LIB_BASES_DECODE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/bases/base.h"
#include "lib/bases/squeeze.h"
#include "lib/cpu/cpu.h"

struct base_count {
	uint64_t bytes, newlines;
};

struct base_decoder {
	enum base base;
	enum cpu_level level;
	bool skip_garbage;
	uint8_t symbols; /* in the open group, fewer than it has */
	uint8_t pads;    /* after them */
	uint64_t bits;   /* the symbols' bits, the lowest; those above are stale. Z85: the number
	                    that its digits are so far */
	int bad;         /* the byte that is invalid where it stands, or -1 */
	struct base_count before; /* of the input, up to that byte or to the end */
	struct base_count after;  /* dropped since the last symbol or '=' in an open group */
	uint8_t stage[BASE_STAGE + BASE_ENGINE_SPACE]; /* what was not dropped */
};

/* Begins a text; skip_garbage drops all bytes but those of the alphabet and,
 * if the encoding pads, '='. */
void base_decode_begin(struct base_decoder *, enum base, bool skip_garbage, enum cpu_level);

/* The most bytes that base_decode() can write for n more. */
size_t base_decode_room(const struct base_decoder *, size_t n);

/* Decodes the n bytes at in up to the first invalid one, which sets bad and ends the text.
 * A byte is written as soon as its bits are there, so the output before an error is
 * complete. out has room for base_decode_room() bytes, and BASE_ENGINE_SPACE more that may be
 * overwritten. Returns how many bytes it wrote. */
size_t base_decode(struct base_decoder *, const uint8_t *in, size_t n, uint8_t *out);

/* Whether the input may end here. */
bool base_decode_end(const struct base_decoder *);

/* Where the error is, counted from 1 over the whole input: at the invalid byte or, if the
 * input ends too early, at its last symbol or '='. */
struct base_place {
	uint64_t byte, line;
};
struct base_place base_decode_place(const struct base_decoder *);

#endif
