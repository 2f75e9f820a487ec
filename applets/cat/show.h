/* cat's one engine for all of -b -E -n -s -T -v: from bytes to bytes, with the
 * state that lasts across reads and across files. The rules are GNU's. */
#ifndef PILLBOX_CAT_SHOW_H
#define PILLBOX_CAT_SHOW_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct show_options {
	bool number;   /* -n */
	bool nonblank; /* -b: numbers, but not for blank lines; wins over -n */
	bool squeeze;  /* -s */
	bool ends;     /* -E */
	bool tabs;     /* -T */
	bool controls; /* -v */
};

enum {
	SHOW_COUNTER = 24, /* room for any 64-bit number and a TAB */
	SHOW_ROOM = 64,    /* space that every step may need */
	SHOW_HELD = 1      /* bytes that may be left at the end */
};

struct show {
	struct show_options opt;
	uint8_t text[256][4]; /* how each byte looks */
	uint8_t length[256];
	bool numbers;               /* lines are numbered */
	bool changes;               /* some byte of a line looks different */
	bool crs;                   /* a CR may be one before a newline */
	bool in_line;               /* something of this line was shown */
	bool held_cr;               /* a CR was read; the byte after it decides how it looks */
	bool blank;                 /* the line before this one was blank */
	char counter[SHOW_COUNTER + 1]; /* the last number, right-aligned, and a TAB */
	unsigned first;             /* its first digit in counter */
};

/* Begins a stream. */
void show_begin(struct show *, const struct show_options *);

/* Shows bytes from *in up to end, moving *in forward, as long as SHOW_ROOM
 * bytes are free of the room at out. Returns how many bytes were written. */
size_t show(struct show *, const uint8_t **in, const uint8_t *end, uint8_t *out, size_t room);

/* At the end of all input: what was held, SHOW_HELD bytes at most. */
size_t show_end(struct show *, uint8_t *out);

#endif
