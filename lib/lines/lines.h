/* Lines as newlines in bytes. Pure: nothing outside the n bytes is read. */
#ifndef PILLBOX_LIB_LINES_LINES_H
#define PILLBOX_LIB_LINES_LINES_H

#include <stddef.h>
#include <stdint.h>

/* How many newlines there are in p[0..n). */
typedef size_t lines_count(const uint8_t *p, size_t n);
lines_count lines_count_plain, lines_count_avx2, lines_count_avx512;

/* How many bytes p[0..n) has up to and with the *left-th `end`: what comes then are the
 * lines after the first *left. *left becomes 0; or, if there are fewer, less by their
 * number, and the result is n. */
typedef size_t lines_skip(const uint8_t *p, size_t n, uint8_t end, uint64_t *left);
lines_skip lines_skip_plain, lines_skip_avx2, lines_skip_avx512;

/* The same from the end: how many bytes p[0..n) has up to and with the *left-th `end` from
 * its end; 0 if there are fewer. n is at least 1 where *left is. */
lines_skip lines_back_plain, lines_back_avx2, lines_back_avx512;

/* How many of n <= LINES_SHORT bytes are `end`, in plain C: counts that fit a byte become
 * vectors of many. */
enum { LINES_SHORT = 240 };

static inline unsigned
lines_count_short(const uint8_t *p, size_t n, uint8_t end)
{
	uint8_t found = 0;

	for (size_t i = 0; i < n; i++)
		found += p[i] == end;
	return found;
}

#endif
