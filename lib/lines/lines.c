/* Newlines in plain C. */
#include "lib/lines/lines.h"

size_t
lines_count_plain(const uint8_t *p, size_t n)
{
	size_t lines = 0;

	for (; n > LINES_SHORT; p += LINES_SHORT, n -= LINES_SHORT)
		lines += lines_count_short(p, LINES_SHORT);
	return lines + lines_count_short(p, n);
}
