/* One digit at a time. */
#include "lib/number/digits.h"

#include "lib/cpu/inline.h"

/* Of a radix that is known, no division is left. */
INLINE char *
put_in(char *end, uint64_t v, unsigned radix, size_t least, const char *digits)
{
	const char *const first = end - least;
	uint32_t half;

	for (; v > UINT32_MAX; v /= radix)
		*--end = digits[v % radix];
	/* Half as wide is quicker to divide. */
	for (half = (uint32_t)v; half; half /= radix)
		*--end = digits[half % radix];
	while (end > first)
		*--end = '0';
	return end;
}

char *
digits_put(char *end, uint64_t v, unsigned radix, size_t least, bool capital)
{
	const char *const digits = digits_of_case(capital);

	switch (radix) {
	case 8:
		return put_in(end, v, 8, least, digits);
	case 10:
		return put_in(end, v, 10, least, digits);
	case 16:
		return put_in(end, v, 16, least, digits);
	default:
		return put_in(end, v, radix, least, digits);
	}
}

unsigned
digits_decimal(uint64_t v)
{
	unsigned n = 1;

	for (; v >= 10; v /= 10)
		n++;
	return n;
}
