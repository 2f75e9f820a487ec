/* size_parse(): no number is ever cut short or wrapped around, it is right or
 * an error. */
#include "lib/number/size.h"

#include <errno.h>
#include <stdbool.h>
#include <string.h>

#include "lib/ascii.h"
#include "lib/number/parse.h"

/* The suffix is base to the power of *power; that of nothing is 0. */
static bool
suffix(const char *s, uint64_t *base, unsigned *power)
{
	static const char letters[] = "KMGTPEZYkmgtpezy";
	const char *found = memchr(letters, s[0], sizeof(letters) - 1);

	*base = 512;
	*power = s[0] == 'b';
	if (*power)
		return !s[1];
	if (!found)
		return !s[0];
	*power = (unsigned)(found - letters) % 8 + 1;
	*base = 1024;
	if (!s[1])
		return true;
	if (s[1] == 'i')
		s++;
	else
		*base = 1000;
	return (s[1] == 'B' || s[1] == 'b') && !s[2];
}

int
size_parse(const char *text, uint64_t *size)
{
	const char *fraction = NULL, *end;
	uint64_t n, base, part = 0, scale = 1;
	unsigned power;
	int error;

	while (ascii_is_space(*text))
		text++;
	if (*text == '+')
		text++;
	error = number_parse_prefixed(&text, &n);
	if (error)
		return error;
	if (*text == '.') {
		fraction = ++text;
		while (ascii_is_digit(*text))
			text++;
	}
	end = text;
	if (!suffix(text, &base, &power) || (fraction && !power))
		return EINVAL;

	for (; power; power--)
		if (__builtin_mul_overflow(n, base, &n) ||
		    (__builtin_mul_overflow(scale, base, &scale) && fraction))
			return ERANGE;
	/* From the last digit on: the sums stay below ten times the scale, and
	 * that below 2^64. */
	if (fraction)
		while (end > fraction)
			part = (part + (uint64_t)(*--end - '0') * scale) / 10;
	if (__builtin_add_overflow(n, part, &n))
		return ERANGE;
	*size = n;
	return 0;
}
