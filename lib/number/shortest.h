/* A binary floating-point number as the shortest text that reads back as it: as %.Ng of C,
 * with the least N that does, from the digits that its format surely holds (6, 15 or 18; from
 * 1 for a subnormal number). That is what GNU od prints (gnulib, ftoastr). */
#ifndef PILLBOX_LIB_NUMBER_SHORTEST_H
#define PILLBOX_LIB_NUMBER_SHORTEST_H

#include <stddef.h>
#include <stdint.h>

enum shortest_kind {
	SHORTEST_HALF,     /* IEEE 754's binary16: 2 bytes. Printed as the float of that value */
	SHORTEST_BFLOAT,   /* the higher half of a float: 2 bytes. The same */
	SHORTEST_SINGLE,   /* binary32: 4 bytes */
	SHORTEST_DOUBLE,   /* binary64: 8 bytes */
	SHORTEST_EXTENDED, /* x87's: the first 10 bytes of 16; what x87 refuses is nan */
};

/* The longest text: sign, 21 digits, point, and six of an exponent, or zeros before the digits.
 * The room is for stores of whole words, and may all be overwritten. */
enum { SHORTEST_MAX = 32, SHORTEST_ROOM = 64 };

/* Writes the text of the number at p, in little-endian order, to out, of SHORTEST_ROOM bytes.
 * Returns its length. */
size_t shortest_put(enum shortest_kind, const uint8_t *p, char *out);

#endif
