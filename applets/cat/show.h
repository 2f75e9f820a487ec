/* cat's one engine for all of -b -E -n -s -T -v: from bytes to bytes, with the
 * state that lasts across reads and across files. The rules are GNU's. */
#ifndef PILLBOX_CAT_SHOW_H
#define PILLBOX_CAT_SHOW_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "applets/cat/number.h"
#include "lib/cpu/cpu.h"

struct show_options {
	bool number;   /* -n */
	bool nonblank; /* -b: numbers, but not for blank lines; wins over -n */
	bool squeeze;  /* -s */
	bool ends;     /* -E */
	bool tabs;     /* -T */
	bool controls; /* -v */
};

enum {
	/* The most that a step may write: 64 bytes that are each a numbered line, and a
	 * whole vector after the last. */
	SHOW_ROOM = 64 * (NUMBER_MOST + 4) + 64,
	SHOW_AHEAD = 128, /* bytes of input that a vector engine needs for a block */
	SHOW_HELD = 1     /* bytes that may be left at the end */
};

struct show {
	struct show_options opt;
	enum cpu_level level;
	uint8_t text[256][4]; /* how each byte looks; a CR as before LF, if that matters */
	uint8_t length[256];
	bool numbers;         /* lines are numbered */
	bool changes;         /* some byte of a line looks different */
	bool crs;             /* a CR before a newline looks different */
	bool in_line;         /* something of this line was shown */
	bool held_cr;         /* a CR was read; the byte after it decides how it looks */
	bool blank;           /* the line before this one was blank */
	struct number number; /* of the last line that has one */
};

/* Begins a stream, to be shown by the engine of that level. */
void show_begin(struct show *, const struct show_options *, enum cpu_level);

/* Shows bytes from *in up to end, moving *in forward, as long as SHOW_ROOM
 * bytes are free of the room at out. Returns how many bytes were written. */
size_t show(struct show *, const uint8_t **in, const uint8_t *end, uint8_t *out, size_t room);

/* How many bytes at in are shown as they are, as far as that is quickly known; they count
 * as shown. The caller saves a copy by writing them from where they are. */
size_t show_same(struct show *, const uint8_t *in, const uint8_t *end);

/* At the end of all input: what was held, SHOW_HELD bytes at most. */
size_t show_end(struct show *, uint8_t *out);

/* ---- for the engines alone ---------------------------------------------- */

/* Shows blocks of 64 bytes, as long as SHOW_AHEAD bytes of input and SHOW_ROOM before
 * stop are left. No CR may be held. Returns the output's end. */
typedef uint8_t *show_blocks(
    struct show *, const uint8_t **in, const uint8_t *end, uint8_t *out, const uint8_t *stop);
show_blocks show_blocks_avx2, show_blocks_avx512;

/* show_same() by them. */
size_t show_same_avx2(struct show *, const uint8_t *in, const uint8_t *end);
size_t show_same_avx512(struct show *, const uint8_t *in, const uint8_t *end);

#endif
