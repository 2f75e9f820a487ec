/* No number is ever cut short or wrapped around. */
#include "lib/number/parse.h"

#include <errno.h>
#include <stddef.h>

#include "lib/ascii.h"

bool
number_parse(const char **s, const char *end, unsigned radix, uint64_t *n)
{
	bool fits = true;

	*n = 0;
	for (; *s != end && ascii_digit_value(**s) < radix; ++*s)
		fits = fits && !__builtin_mul_overflow(*n, radix, n) &&
		       !__builtin_add_overflow(*n, ascii_digit_value(**s), n);
	return fits;
}

int
number_parse_prefixed(const char **text, uint64_t *n)
{
	const char *s = *text;
	unsigned radix = 10;

	if (s[0] == '0' && (s[1] == 'x' || s[1] == 'X')) {
		radix = 16;
		s += 2;
	} else if (s[0] == '0') {
		radix = 8;
	}
	*text = s;
	if (!number_parse(text, NULL, radix, n))
		return ERANGE;
	return *text == s ? EINVAL : 0;
}
