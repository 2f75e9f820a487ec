/* What the readers of a dump's lines share: the rest of a line, and steps along it. */
#ifndef PILLBOX_LIB_DUMP_REVERT_REST_H
#define PILLBOX_LIB_DUMP_REVERT_REST_H

#include <stdbool.h>

#include "lib/dump/revert/line.h"

struct rest_of_line {
	const uint8_t *at, *end;
};

static inline bool
is_blank(uint8_t c)
{
	return c == ' ' || c == '\t' || c == '\r';
}

static inline bool
at_end(const struct rest_of_line *t)
{
	return t->at == t->end;
}

static inline bool
line_next_is(const struct rest_of_line *t, uint8_t c)
{
	return t->at != t->end && *t->at == c;
}

static inline size_t
skip_all(struct rest_of_line *t, uint8_t c)
{
	const uint8_t *before = t->at;

	while (line_next_is(t, c))
		t->at++;
	return (size_t)(t->at - before);
}

static inline size_t
skip_blanks(struct rest_of_line *t)
{
	const uint8_t *before = t->at;

	while (line_next_is(t, ' ') || line_next_is(t, '\t'))
		t->at++;
	return (size_t)(t->at - before);
}

/* By character: a digit's value and DIGIT, or 0. */
enum { DIGIT = 16 };
extern const uint8_t rest_digits[256];

/* Reads one more byte of the line; false if the next two characters are not digits. */
bool rest_read_byte(struct rest_of_line *, struct line *);

/* Read what follows the colon in a line of xxd or xxd -b: groups of bytes with or without a
 * blank between them, up to two blanks or the end; then characters. False if it is none; an
 * error in the line if it is one that would give wrong bytes. */
bool rest_read_xxd(struct rest_of_line *, struct line *);
bool rest_read_bits(struct rest_of_line *, struct line *);

#endif
