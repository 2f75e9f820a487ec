/* The colours of a print: _L[COLOUR[:VALUE][@FIRST[-LAST]],...]. The first one whose
 * conditions hold is used. */
#ifndef PILLBOX_LIB_DUMP_FORMAT_COLOUR_H
#define PILLBOX_LIB_DUMP_FORMAT_COLOUR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/arena.h"

struct colours;

enum colour_error {
	COLOUR_GOOD,
	COLOUR_COUNT, /* a string is not as long as what it is compared with; LAST < FIRST */
	COLOUR_LONG,  /* the arena is used up */
};

/* Parses the text between the brackets, for a print of `bytes` bytes; the text must outlive
 * the colours. *colours is NULL if anything in it is no colour: then none applies, as in
 * util-linux. */
enum colour_error colours_parse(const struct colours **colours, const char *text, size_t n,
    uint32_t bytes, struct arena *arena);

/* The sequence that switches on the colour of p[0..bytes) at that address, or NULL. A print
 * of an address is itself compared with the numbers. */
const char *colour_of(
    const struct colours *, const uint8_t *p, uint32_t bytes, uint64_t address, bool of_address);

/* Whether the colour is the same at any address. */
bool colours_anywhere(const struct colours *);

extern const char colour_end[]; /* switches it off */

enum { COLOUR_MAX = 11 }; /* the most bytes of both together */

#endif
