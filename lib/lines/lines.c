/* Newlines in plain C. */
#include "lib/lines/lines.h"

size_t
lines_count_plain(const uint8_t *p, size_t n)
{
	size_t lines = 0;

	for (; n > LINES_SHORT; p += LINES_SHORT, n -= LINES_SHORT)
		lines += lines_count_short(p, LINES_SHORT, '\n');
	return lines + lines_count_short(p, n, '\n');
}

static size_t
piece_size(size_t n)
{
	return n < LINES_SHORT ? n : LINES_SHORT;
}

size_t
lines_skip_plain(const uint8_t *p, size_t n, uint8_t end, uint64_t *left)
{
	size_t at = 0;

	while (*left && at < n) {
		const size_t size = piece_size(n - at);
		const unsigned found = lines_count_short(p + at, size, end);

		if (found >= *left)
			break;
		*left -= found;
		at += size;
	}
	while (*left && at < n)
		*left -= p[at++] == end;
	return at;
}

size_t
lines_back_plain(const uint8_t *p, size_t n, uint8_t end, uint64_t *left)
{
	while (*left && n) {
		const size_t size = piece_size(n);
		const unsigned found = lines_count_short(p + n - size, size, end);

		if (found >= *left)
			break;
		*left -= found;
		n -= size;
	}
	while (*left && n) {
		*left -= p[n - 1] == end;
		n -= *left > 0;
	}
	return n;
}
