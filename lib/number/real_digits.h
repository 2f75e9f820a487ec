/* The decimal digits of a positive binary number, correctly rounded at any
 * place: exact, with ties to even. */
#ifndef PILLBOX_LIB_NUMBER_REAL_DIGITS_H
#define PILLBOX_LIB_NUMBER_REAL_DIGITS_H

#include <stdbool.h>
#include <stdint.h>

/* No double has more than 767 digits between leading and trailing zeros. They are made 19
 * at a time; DIGITS_SPARE bytes after the last may be read. */
enum { DIGITS_SPARE = 32, DIGITS_ROOM = 767 + 2 * 19 + DIGITS_SPARE };

struct digits {
	const uint8_t *text; /* the first, which is not 0, of count digits */
	int count;           /* 0: the number is rounded to zero; text is room then */
	int exponent;        /* of ten, of the first digit; 0 where there is none */
	uint8_t room[DIGITS_ROOM];
};

/* Makes the digits of mantissa * 2^exponent, which is a double: 2^63 <= mantissa < 2^64,
 * and its last 11 bits are zero. They are rounded to `places` >= 0 digits after the point:
 * of the number if `fixed`, else of its form d.ddd * 10^x. All digits after those that are
 * made are zeros. */
void digits_make(struct digits *, uint64_t mantissa, int exponent, bool fixed, int places);

/* The first 128 bits of 10^k, for k of REAL_POWER_FIRST to REAL_POWER_LAST: (high * 2^64 + low) *
 * 2^exponent, rounded down; the highest bit is set. */
enum { REAL_POWER_FIRST = -323, REAL_POWER_LAST = 341 };
struct real_power {
	uint64_t high, low;
	int exponent;
};
struct real_power real_power(int k);

/* The power that scales mantissa * 2^exponent, 2^63 <= mantissa < 2^64, so that it has `digits`
 * digits before the point. *first is the exponent of ten of its first digit. It may be one too
 * large if the number is below that power of ten by less than 2^-63 of it. */
struct real_power real_scaling(uint64_t mantissa, int exponent, int digits, int *first);

#endif
