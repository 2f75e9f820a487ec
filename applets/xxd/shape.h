/* The text of xxd: lines with offsets, or lists of bytes (-p, -i). How an input is cut into
 * calls does not change it.
 *
 * Pure: it prints through a struct dump (lib/dump/dump.h), which holds the start of a
 * line until it is whole. */
#ifndef PILLBOX_APPLETS_XXD_SHAPE_H
#define PILLBOX_APPLETS_XXD_SHAPE_H

#include "applets/xxd/quick.h"
#include "lib/dump/dump.h"

enum {
	SHAPE_COLUMNS_MAX = 256,                      /* bytes of a line with an offset */
	SHAPE_DIGITS_MAX = 20,                        /* of an offset */
	SHAPE_BODY_MAX = SHAPE_COLUMNS_MAX * 10 + 16, /* what follows it: each byte has 8 bits, a
	                                           blank and a character */
	SHAPE_LINE_MAX = SHAPE_DIGITS_MAX + SHAPE_BODY_MAX,
};

struct shape {
	/* shape_begin() sets it. */
	struct shape_format {
		struct format format; /* first */
		struct shape *shape;
	} format;

	/* Set these. */
	enum { SHAPE_LINES, SHAPE_PLAIN, SHAPE_INCLUDE } kind;
	uint64_t columns; /* bytes of a line; at most SHAPE_COLUMNS_MAX in SHAPE_LINES, else 0 is
	                     a single line */
	size_t group;     /* bytes without a blank between them, 1 to columns */
	bool bits;        /* eight of them, not two digits */
	bool little;      /* the bytes of a group in reverse order; it is a power of two */
	bool capital, decimal, ebcdic, colour;
	bool skip_zeros;
	enum cpu_level level;

	/* Inner state. */
	size_t cell;                       /* characters of a byte */
	uint16_t place[SHAPE_COLUMNS_MAX]; /* of each byte's cell, after the colon */
	size_t text;                       /* the characters' place */
	const uint8_t *characters;         /* of all bytes */
	uint64_t shown;                    /* bytes of a list, so far */
	uint64_t zeros;                    /* lines of zeros that came last */
	struct quick quick;
};

/* Prepares s->format for a dump. */
void shape_begin(struct shape *);

/* Ends the text, after dump_end(). `offset` is that of the end. */
void shape_end(struct shape *, struct sink *, uint64_t offset);

/* Which characters stand for the bytes: 256 each. */
const uint8_t *shape_characters(bool ebcdic);

/* The colours of the bytes: the last digit of a code of SGR. */
char shape_colour(uint8_t byte, bool ebcdic);

/* Writes n bytes of a line, and its newline. Returns the end; at most SHAPE_LINE_MAX. */
uint8_t *shape_line(
    const struct shape *, const uint8_t *p, size_t n, uint64_t offset, uint8_t *out);

/* Writes the digits of a byte, or its bits. */
uint8_t *shape_cell(const struct shape *, uint8_t byte, uint8_t *out);

/* Prints n bytes of a list. */
void shape_list(struct shape *, struct sink *, const uint8_t *p, size_t n);

#endif
