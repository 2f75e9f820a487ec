/* The text is an operand, which may as well be the name of a file: only what is an offset as a
 * whole is one. */
#include "applets/od/offset.h"

#include <stdbool.h>
#include <stddef.h>

#include "lib/number/parse.h"

enum old_offset
old_offset_parse(const char *text, uint64_t *offset)
{
	const char *s = text + (*text == '+'), *digits = s;
	unsigned radix = 8, factor = 1;
	bool fits;

	number_parse(&digits, NULL, 10, offset);
	if (*digits == '.')
		radix = 10;
	if (radix == 8 && s[0] == '0' && (s[1] == 'x' || s[1] == 'X')) {
		radix = 16;
		s += 2;
	}
	digits = s;
	fits = number_parse(&s, NULL, radix, offset);
	if (s == digits || (radix == 10 && *s++ != '.'))
		return OLD_OFFSET_NONE;
	if (*s == 'b' || *s == 'B')
		factor = *s++ == 'b' ? 512 : 1024;
	if (*s)
		return OLD_OFFSET_NONE;
	fits = fits && !__builtin_mul_overflow(*offset, factor, offset);
	return fits ? OLD_OFFSET_GOOD : OLD_OFFSET_LARGE;
}
