/* Decoding base64 (RFC 4648, section 4) as strictly as GNU coreutils 9.8: the
 * padding of a group may be missing at the end of the input, but not half of
 * it; padded groups may be followed by more; a newline may stand anywhere; the
 * bits that no byte uses are zero. Pure and streaming: bytes and verdict are
 * the same however the input is cut into calls, and whichever level does it. */
#ifndef PILLBOX_LIB_BASES_DECODE_H
#define PILLBOX_LIB_BASES_DECODE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/cpu/cpu.h"

/* Bytes that are squeezed at once; and how many bytes after its output an engine may
 * overwrite. */
enum { BASE64_STAGE = 4096, BASE64_SPOILT = 64 };

struct base64_count {
	uint64_t bytes, newlines;
};

struct base64_decoder {
	enum cpu_level level;
	bool skip_garbage;
	uint8_t symbols; /* in the open group of four, 0-3 */
	uint8_t pads;    /* after them, 0 or 1 */
	uint32_t bits;   /* the symbols' bits, the low 6 * symbols; those above are stale */
	int bad;         /* the byte that is invalid where it stands, or -1 */
	struct base64_count before; /* of the input, up to that byte or to the end */
	struct base64_count after;  /* dropped since the last symbol or '=' in an open group */
	uint8_t stage[BASE64_STAGE + BASE64_SPOILT]; /* what was not dropped */
};

/* Begins a text; skip_garbage drops all bytes but those of the alphabet and '='. */
void base64_decode_begin(struct base64_decoder *, bool skip_garbage, enum cpu_level);

/* Decodes the n bytes at in up to the first invalid one, which sets bad and ends the text.
 * A byte is written as soon as its bits are there, so the output before an error is
 * complete. out has room for n / 4 * 3 + 3 bytes, and BASE64_SPOILT more that may be
 * overwritten. Returns how many bytes it wrote. */
size_t base64_decode(struct base64_decoder *, const uint8_t *in, size_t n, uint8_t *out);

/* Whether the input may end here. */
bool base64_decode_end(const struct base64_decoder *);

/* Where the error is, counted from 1 over the whole input: at the invalid byte or, if the
 * input ends too early, at its last symbol or '='. */
struct base64_place {
	uint64_t byte, line;
};
struct base64_place base64_decode_place(const struct base64_decoder *);

#endif
