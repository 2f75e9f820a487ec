/* No number is ever cut short or wrapped around. */
#include "lib/number/parse.h"

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
