/* Numbers as digits, in the plain way: for text that is short or rare. (Where numbers are
 * all there is to print, lib/dump/number does many at once.) */
#ifndef PILLBOX_LIB_NUMBER_DIGITS_H
#define PILLBOX_LIB_NUMBER_DIGITS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { DIGITS_DECIMAL_MAX = 20 }; /* digits of a uint64_t */

/* The 16 digits, in either case. */
static inline const char *
digits_of_case(bool capital)
{
	return capital ? "0123456789ABCDEF" : "0123456789abcdef";
}

/* Writes v in that radix, 2 to 16, right before end, with zeros in front of it up to
 * `least` digits; zero has none of its own. Returns where they begin. */
char *digits_put(char *end, uint64_t v, unsigned radix, size_t least, bool capital);

/* How many digits v has, zero one. */
unsigned digits_decimal(uint64_t v);

static inline unsigned
digits_hex(uint64_t v)
{
	const unsigned bits = 64 - (unsigned)__builtin_clzll(v | 1);

	return (bits + 3) / 4;
}

static inline unsigned
digits_octal(uint64_t v)
{
	const unsigned bits = 64 - (unsigned)__builtin_clzll(v | 1);

	return (bits + 2) / 3;
}

#endif
