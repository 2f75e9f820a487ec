/* Counts as GNU's head and tail read them. */
#ifndef PILLBOX_LIB_NUMBER_COUNT_H
#define PILLBOX_LIB_NUMBER_COUNT_H

#include <stdbool.h>
#include <stdint.h>

/* Reads text: blanks, a plus sign, decimal digits, and a suffix: b for 512; k K m M G T P
 * E Z Y R Q for powers of 1024, and with B after it (kB) of 1000, with iB (KiB) of 1024. A
 * suffix alone is 1 of it. False if it is no such number. One that does not fit becomes
 * UINT64_MAX: no input has more. */
bool count_parse(const char *text, uint64_t *count);

/* The same with C's prefixes for octal and hexadecimal numbers, as GNU's od reads them, and the
 * error: *count is then of no use. */
enum count_fault { COUNT_GOOD, COUNT_INVALID, COUNT_SUFFIX, COUNT_LARGE };
enum count_fault count_parse_prefixed(const char *text, uint64_t *count);

/* The digits alone at *s, which moves past them. */
void count_digits(const char **s, uint64_t *count);

/* count * factor, or UINT64_MAX. */
uint64_t count_times(uint64_t count, unsigned factor);

#endif
