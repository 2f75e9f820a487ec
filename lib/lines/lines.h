/* Lines as newlines in bytes. Pure: nothing outside the n bytes is read. */
#ifndef PILLBOX_LIB_LINES_LINES_H
#define PILLBOX_LIB_LINES_LINES_H

#include <stddef.h>
#include <stdint.h>

/* How many newlines there are in p[0..n). */
typedef size_t lines_count(const uint8_t *p, size_t n);
lines_count lines_count_plain, lines_count_avx2, lines_count_avx512;

/* The same in plain C for n <= LINES_SHORT: counts that fit a byte become vectors of
 * many. */
enum { LINES_SHORT = 240 };

static inline unsigned
lines_count_short(const uint8_t *p, size_t n)
{
	uint8_t found = 0;

	for (size_t i = 0; i < n; i++)
		found += p[i] == '\n';
	return found;
}

#endif
