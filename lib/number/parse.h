/* Digits to numbers. */
#ifndef PILLBOX_LIB_NUMBER_PARSE_H
#define PILLBOX_LIB_NUMBER_PARSE_H

#include <stdbool.h>
#include <stdint.h>

/* Reads digits of that radix, 2 to 16 and of either case, from *s to the first character
 * that is none, or to end; end is NULL where the text ends with NUL. *s moves past them
 * all: where it stays, there is no digit, and *n is 0. False, with *n undefined, where
 * the number does not fit. */
bool number_parse(const char **s, const char *end, unsigned radix, uint64_t *n);

/* Reads a number with C's prefixes, 0x for hexadecimal and 0 for octal. *text moves past it.
 * Returns 0; EINVAL if there is no digit; ERANGE if it does not fit. */
int number_parse_prefixed(const char **text, uint64_t *n);

#endif
