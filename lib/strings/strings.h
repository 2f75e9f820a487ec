/* Finds the printable strings in bytes of any kind, as strings(1) does, and prints them as
 * they come: the bytes may be cut into pieces anywhere. Pure: it writes to a sink, and holds
 * no more of a string than the characters before its minimum length.
 *
 * A string is a run of at least `min` characters of one encoding, one unit after another.
 * After a unit that is no character, the search goes on at the byte after the unit's first,
 * so that a string is found at any alignment (GNU binutils, strings.c). */
#ifndef PILLBOX_LIB_STRINGS_STRINGS_H
#define PILLBOX_LIB_STRINGS_STRINGS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/cpu/cpu.h"
#include "lib/sink.h"

/* Characters are 20 to 7E and TAB; with `whitespace` LF, VT, FF and CR too.
 *
 * 8BIT   also all bytes from 80.
 * UTF8   also all that UTF-8 encodes in more bytes (lib/utf8/utf8.h), but the controls
 *        U+0080 to U+009F.
 * BIG, LITTLE
 *        units of 16 or 32 bits in that order of bytes, whose other bits are 0. */
enum strings_encoding {
	STRINGS_7BIT,
	STRINGS_8BIT,
	STRINGS_UTF8,
	STRINGS_BIG16,
	STRINGS_LITTLE16,
	STRINGS_BIG32,
	STRINGS_LITTLE32,
};

/* Bytes of a unit: 1, 2 or 4. */
static inline unsigned
strings_width(enum strings_encoding encoding)
{
	return encoding < STRINGS_BIG16 ? 1 : encoding < STRINGS_BIG32 ? 2 : 4;
}

/* How the characters of UTF8 are printed that are not ASCII. */
enum strings_show {
	STRINGS_RAW,      /* as they are */
	STRINGS_HEX,      /* <0xc3a9> */
	STRINGS_ESCAPE,   /* \u00e9, \u01f600 */
	STRINGS_COLOURED, /* the same, red on white */
};

enum {
	STRINGS_MIN_MOST = 65535,
	STRINGS_WIDTHS = 3, /* the most encodings at a time: one of each width */
};

/* One encoding that is looked for. */
struct strings_scanner {
	enum strings_encoding encoding;
	uint8_t width;     /* of a unit */
	uint8_t zeros;     /* the other bytes of a unit of BIG or LITTLE */
	bool big;          /* the character is the last byte of its unit */
	uint8_t classes;   /* a byte is a character if it has one of these */
	bool open;         /* a string has begun, and has not ended */
	uint8_t unit_size; /* bytes of a unit that may become a character: of UTF8, those in */
	uint8_t unit[4];   /* unit; of LITTLE, unit[0] and zeros; of BIG, zeros */
	unsigned count;    /* characters that may become a string: they are in held */
	size_t held_size;  /* bytes of these */
	uint64_t start;    /* offset of the first */
	uint8_t *held;
};

struct strings {
	/* The caller's. */
	unsigned min;             /* 1 to STRINGS_MIN_MOST */
	bool whitespace;          /* LF, VT, FF and CR are characters */
	unsigned radix;           /* of the offset before each string: 8, 10, 16; 0: none */
	enum strings_show show;   /* of UTF8 */
	const uint8_t *separator; /* follows each string */
	size_t separator_size;
	const uint8_t *name; /* precedes each string */
	size_t name_size;
	struct sink *sink;

	/* The engine's own. */
	struct strings_scanner scanners[STRINGS_WIDTHS]; /* the widest first */
	unsigned scanner_count;
	uint8_t classes[256];
	size_t (*blocks)(struct strings *, const uint8_t *, size_t);
	uint64_t offset; /* of the next byte in its file */
};

/* How many bytes of memory an encoding needs for that minimum. */
static inline size_t
strings_memory(enum strings_encoding encoding, unsigned min)
{
	return encoding == STRINGS_UTF8 ? (size_t)min * 4 : min;
}

/* Adds an encoding, with strings_memory() bytes at `memory`. If there are several, no two
 * have the same width, and min is at least 2: then no two strings have more than one
 * character in common, so that a string can be printed whole before the next one. It is
 * printed when it reaches the minimum. */
void strings_look_for(struct strings *, enum strings_encoding, uint8_t *memory);

/* Begins, after all of the above. level: one that the processor has. */
void strings_begin(struct strings *, enum cpu_level level);

/* Takes the next n bytes of a file. */
void strings_add(struct strings *, const uint8_t *bytes, size_t n);

/* Ends the file: the next byte is at offset 0 of another one. */
void strings_end(struct strings *);

#endif
