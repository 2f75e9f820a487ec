/* The colours of a print: _L[COLOUR[:VALUE][@FIRST[-LAST]],...], of which the
 * first whose conditions hold is taken. */
#ifndef PILLBOX_LIB_DUMP_FORMAT_COLOUR_H
#define PILLBOX_LIB_DUMP_FORMAT_COLOUR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/dump/format/arena.h"

struct colours;

enum colour_error {
	COLOUR_GOOD,
	COLOUR_COUNT, /* a string is not as long as what it is compared with; LAST < FIRST */
	COLOUR_LONG,  /* the arena is used up */
};

/* Reads what stands between the brackets, for a print of so many bytes; text
 * must stay where it is. *colours is NULL where something is no colour: then
 * there is none at all, as in util-linux. */
enum colour_error colours_parse(const struct colours **colours, const char *text, size_t n,
    uint32_t bytes, struct arena *arena);

/* What switches on the colour of the bytes p[0..bytes) at address, "" or NULL
 * for none. Numbers are compared with the address itself where the print is
 * one. */
const char *colour_of(
    const struct colours *, const uint8_t *p, uint32_t bytes, uint64_t address, bool of_address);

/* Whether the colour is the same at any address. */
bool colours_anywhere(const struct colours *);

extern const char colour_end[]; /* switches it off */

enum { COLOUR_MAX = 11 }; /* bytes of both together, at most */

#endif
