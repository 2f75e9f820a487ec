/* Counts lines, words, characters, bytes and columns of input that comes in pieces of any
 * size. Pure: it keeps no more than three bytes of it. */
#ifndef PILLBOX_WC_COUNT_H
#define PILLBOX_WC_COUNT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/cpu/cpu.h"
#include "lib/lines/lines.h"

/* What is counted, in the order in which wc prints it.
 *
 * LINES  newlines.
 * WORDS  the longest runs of what is no white space (POSIX wc, as GNU reads it
 *        since 9.5): controls, unassigned characters and invalid bytes too make
 *        words. White space are TAB, LF, VT, FF, CR and the space; with
 *        COUNT_UTF8 also U+1680, 2000-2006, 2008-200A, 2028, 2029, 205F, 3000;
 *        and the no-break spaces U+00A0, 2007, 202F, 2060 with COUNT_NO_BREAK.
 * CHARS  the characters that lib/utf8/utf8.h decodes; no byte outside of them
 *        counts. Without COUNT_UTF8 each byte is one.
 * BYTES  bytes.
 * WIDTH  columns of the widest line on a terminal (GNU manual, wc -L): TAB goes
 *        to the next multiple of 8, FF and CR back to column 0 like the end of
 *        a line, other controls and invalid bytes nowhere, a character as far
 *        as lib/utf8/width.h says. Without COUNT_UTF8 only ASCII has a width. */
enum { COUNT_LINES, COUNT_WORDS, COUNT_CHARS, COUNT_BYTES, COUNT_WIDTH, COUNT_COLUMNS };

/* Joined with |: which of the above to count (1 << COUNT_LINES, ...), and how. */
enum {
	COUNT_ALL = (1 << COUNT_COLUMNS) - 1,
	COUNT_UTF8 = 1 << 8,
	COUNT_NO_BREAK = 1 << 9,
};

struct count {
	uint64_t of[COUNT_COLUMNS]; /* the results; complete after count_end() */

	/* the engines' own */
	void (*positions)(struct count *, const uint8_t *, size_t);
	lines_count *lines; /* of the level, where nothing else is counted */
	unsigned what;
	uint64_t column; /* of the open line */
	/* The plain engine keeps which spaces began at the last three positions. The vector
	 * engines keep whether the last position was part of a space, and as bits which of
	 * the next two are. */
	uint8_t began[3];
	uint64_t after_space, reaching;
	uint8_t held[3];  /* bytes that cannot be judged before the next ones */
	unsigned holding; /* how many, 0-3 */
};

/* Begins at zero. what: flags of both sets above. level: one that the processor has. After
 * count_end(), numbers that were not asked for are zero, except BYTES, which are always
 * counted. */
void count_begin(struct count *, unsigned what, enum cpu_level level);

/* Counts n >= 0 more bytes. Cannot fail: no sum overflows before 2^61 bytes (a TAB is 8
 * columns). */
void count_add(struct count *, const uint8_t *bytes, size_t n);

/* Ends the input: a character that is cut off does not count, and the last line has a width
 * even without a newline. */
void count_end(struct count *);

/* ---- for the engines alone ---------------------------------------------- */

/* Count n >= 0 positions: all but BYTES, and possibly more than was asked for. With
 * COUNT_UTF8, UTF8_AHEAD more bytes can be read after them. */
void count_plain(struct count *, const uint8_t *p, size_t n);
void count_avx2(struct count *, const uint8_t *p, size_t n);
void count_avx512(struct count *, const uint8_t *p, size_t n);

/* Steps over n bytes that are each judged alone: any in byte mode, ASCII in UTF-8. Takes
 * the column before them and the widest so far, and returns both after them. It takes about
 * two cycles a byte, whatever the bytes. */
struct count_line {
	uint64_t column, widest;
} count_step(struct count_line, const uint8_t *p, size_t n);

static inline void
count_columns(struct count *count, const uint8_t *p, size_t n)
{
	struct count_line line = {count->column, count->of[COUNT_WIDTH]};

	line = count_step(line, p, n);
	count->column = line.column;
	count->of[COUNT_WIDTH] = line.widest;
}

#endif
