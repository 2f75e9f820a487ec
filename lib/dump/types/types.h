/* The types of od: each is a line of fields for every block, all fields of one width, and the
 * lines of all types equally wide. A field is a number or a character, right-aligned. The
 * first line begins with the offset of the block. */
#ifndef PILLBOX_LIB_DUMP_TYPES_TYPES_H
#define PILLBOX_LIB_DUMP_TYPES_TYPES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/dump/dump.h"
#include "lib/sink.h"

enum { TYPES_MAX = 1024, TYPES_BLOCK_MAX = 65536 };

enum type_kind {
	TYPE_SIGNED,
	TYPE_UNSIGNED,
	TYPE_OCTAL,
	TYPE_HEX,
	TYPE_REAL,
	TYPE_BFLOAT,
	TYPE_CHARACTER, /* itself, an escape as \n, or three octal digits */
	TYPE_NAMED,     /* the same byte without its highest bit, by its name in ASCII */
};

struct type {
	uint8_t kind;  /* enum type_kind */
	uint8_t size;  /* bytes of the input in a field */
	uint8_t width; /* columns of a field, without the blank before it */
	bool text;     /* the line ends with the block's characters */
	uint32_t pad;  /* blanks of the line, which all its fields share */
};

/* What is wrong with a type string. */
struct types_fault {
	enum {
		TYPES_CHARACTER,
		TYPES_NUMBER,
		TYPES_INTEGER_SIZE,
		TYPES_REAL_SIZE,
		TYPES_MANY
	} kind;
	char character;
	uint64_t size; /* bytes */
};

struct offsets {
	uint8_t radix; /* 8, 10 or 16; 0: not printed */
	uint8_t width; /* digits at least */
	bool labelled; /* after it the same plus `label`, in parentheses; or if that is not
	                  printed, itself in parentheses, and octal */
	uint64_t label;
};

struct quick;

struct types {
	struct format format; /* first */
	struct quick *quick;

	/* Set these: */
	struct offsets offsets;
	bool swap; /* the numbers of the input are in the other order of bytes than here */

	size_t count;
	struct type list[TYPES_MAX];
};

/* Adds the types of a string such as "x1z" or "d2fD". False with the fault if it is wrong. */
bool types_add(struct types *, const char *text, struct types_fault *);

/* Lays out the lines for blocks of `block` bytes, a multiple of types_unit(), at most
 * TYPES_BLOCK_MAX; or of 16 bytes if that is 0. */
void types_fit(struct types *, uint32_t block);

/* Lets the format print, after the layout and before the dump: with `quick`, whole blocks by
 * quick.h; it may be NULL. The code that prints is referred to here alone, so an applet calls
 * this after the seal. */
void types_begin(struct types *, struct quick *quick);

/* The size of the largest type: all others divide it. */
uint32_t types_unit(const struct types *);

/* How many of a line's blanks precede its last `fields` fields. */
static inline uint64_t
types_pad(const struct types *types, const struct type *t, uint64_t fields)
{
	return t->pad * fields / (types->format.block / t->size);
}

/* Writes an offset, and `after` unless none is printed. */
void offsets_put(const struct offsets *, struct sink *, uint64_t offset, char after);

#endif
