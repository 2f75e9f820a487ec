/* Turns dumps back into bytes: those of hexdump -C, -X and without an option, of xxd, and
 * of od -A x -t x1. Nothing is guessed: the offsets must follow one another, and a line
 * that cannot be read is an error with its number.
 *
 * The first line may have any offset. "*" repeats the line before it, zero times or more,
 * up to the offset of the next line. The last line may be an offset alone; in a default
 * dump it tells whether the last word is one byte or two. Blank lines, and blanks at both
 * ends of a line, are ignored.
 *
 * A few bytes of a dump could ask for 2^64 bytes of output: a repetition may be 1 GiB long,
 * and longer only if the caller bounds the output.
 *
 * Pure: input is put into the window by the caller, bytes are written to memory that the
 * caller provides through struct sink (lib/sink.h). */
#ifndef PILLBOX_LIB_DUMP_REVERT_REVERT_H
#define PILLBOX_LIB_DUMP_REVERT_REVERT_H

#include <stdbool.h>

#include "lib/dump/revert/line.h"
#include "lib/sink.h"
#include "lib/window.h"

enum {
	REVERT_LINE_MAX = 4096, /* bytes of a line that can be read */
	REVERT_WINDOW_MIN = 2 * REVERT_LINE_MAX,
	REVERT_REPEAT_MAX = 1 << 30, /* bytes of a repetition or a gap without a bound */
};

#define REVERT_UNBOUNDED UINT64_MAX

extern const char REVERT_BACKWARDS[];

struct revert {
	/* Set these, and call revert_begin(). */
	struct sink *sink;
	struct window window; /* of at least REVERT_WINDOW_MIN bytes; the next line is held */
	/* Bytes that may still be written, for this dump and those after it, or
	 * REVERT_UNBOUNDED. At 0 it is done, and later lines are not checked. */
	uint64_t left;
	bool fill;       /* what is before the first offset, and between lines, is zeros */
	uint64_t shift;  /* added to the offsets, or with */
	bool shift_back; /* this subtracted */
	size_t columns;  /* only so many bytes of a line count; 0: all */
	bool bits;       /* the digits are bits, as those of xxd -b */

	/* What is wrong with a line, or NULL. */
	const char *error;
	/* If it is REVERT_BACKWARDS: the offset of a line, and that of the end of the one
	 * before. */
	uint64_t back, offset;
	uint64_t line; /* lines so far, or the number of the wrong one */

	/* Inner state. */
	enum line_kind kind; /* of the dump; LINE_BLANK: not known yet */
	bool begun;          /* an offset was read */
	bool star, ended;    /* after "*", after an offset alone */
	/* The last line's bytes, which are written when the next line is read. */
	uint8_t last[LINE_BYTES];
	size_t last_count;
	bool pending; /* they are not written yet */
};

void revert_begin(struct revert *);

/* Where the next bytes of the input belong, *n >= 1 of them at most. */
uint8_t *revert_room(const struct revert *, size_t *n);

/* Takes n bytes that were put there, and writes the bytes of the lines that are whole
 * now. False if a line is wrong: then all before it is written, and nothing more may be
 * added. */
bool revert_add(struct revert *, size_t n);

/* Ends the input, and writes the rest. False as above. */
bool revert_end(struct revert *);

#endif
