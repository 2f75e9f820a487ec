/* The digits that shortest.h's text has. */
#ifndef PILLBOX_LIB_NUMBER_DECIMAL_H
#define PILLBOX_LIB_NUMBER_DECIMAL_H

#include <stdbool.h>
#include <stdint.h>

#include "lib/number/binary.h"

enum {
	DECIMAL_DIGITS = 24, /* the most digits, rounded up to whole words */
	DECIMAL_ROOM = 2 * DECIMAL_DIGITS,
};

struct decimal {
	uint8_t text[DECIMAL_ROOM]; /* the digits, the first not 0; then zeros */
	unsigned count;             /* of digits, without zeros at their end; at least one */
	unsigned precision;         /* N of %.Ng */
	int exponent;               /* of ten, of the first digit */
};

/* Finds the digits of a finite number that is not 0. */
void decimal_exact(struct decimal *, const struct binary *, const struct binary_limits *);

/* The same. Returns false where more bits are needed than it computes with: for the x87's
 * numbers and large subnormal ones always, for others rarely. */
bool decimal_quick(struct decimal *, const struct binary *, const struct binary_limits *);

#endif
