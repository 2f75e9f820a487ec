/* Numbers with the suffixes that GNU's head and tail allow. */
#include "lib/number/count.h"

#include <stddef.h>
#include <string.h>

#include "lib/ascii.h"
#include "lib/number/parse.h"

uint64_t
count_times(uint64_t count, unsigned factor)
{
	return __builtin_mul_overflow(count, factor, &count) ? UINT64_MAX : count;
}

/* The power that a letter stands for; 0 if there is none. */
static unsigned
power_of(char letter)
{
	static const char letters[] = "KMGTPEZYRQ";
	const char *found;

	if (letter == 'k' || letter == 'm')
		letter -= 'a' - 'A';
	found = memchr(letters, letter, sizeof(letters) - 1);
	return found ? (unsigned)(found - letters) + 1 : 0;
}

/* Multiplies by the suffix, which is all of s. */
static bool
apply_suffix(const char *s, uint64_t *count)
{
	unsigned power = power_of(*s), base = 1024;

	if (*s == 'b') {
		*count = count_times(*count, 512);
		return !s[1];
	}
	if (!power)
		return !*s;
	s++;
	if (*s == 'B' || *s == 'D') { /* D is an old B */
		base = 1000;
		s++;
	} else if (s[0] == 'i' && s[1] == 'B') {
		s += 2;
	}
	while (power--)
		*count = count_times(*count, base);
	return !*s;
}

void
count_digits(const char **s, uint64_t *count)
{
	if (!number_parse(s, NULL, 10, count))
		*count = UINT64_MAX;
}

/* Moves *s past a prefix of C's, and returns the radix that it asks for. */
static unsigned
take_prefix(const char **s)
{
	const char *p = *s;

	if (p[0] == '0' && (p[1] == 'x' || p[1] == 'X') && ascii_digit_value(p[2]) < 16) {
		*s += 2;
		return 16;
	}
	return *p == '0' ? 8 : 10;
}

static enum count_fault
parse(const char *text, bool prefixed, uint64_t *count)
{
	const char *s = text, *digits;
	unsigned radix;
	bool fits;

	while (ascii_is_space(*s))
		s++;
	s += *s == '+';
	radix = prefixed ? take_prefix(&s) : 10;
	digits = s;
	fits = number_parse(&s, NULL, radix, count);
	if (s == digits) {
		if (digits != text || (*s != 'b' && !power_of(*s)))
			return COUNT_INVALID;
		*count = 1;
	}
	if (!fits)
		*count = UINT64_MAX;
	if (!apply_suffix(s, count))
		return COUNT_SUFFIX;
	/* A product is even or a multiple of 5: it is no largest number by itself. */
	return !fits || (*count == UINT64_MAX && *s) ? COUNT_LARGE : COUNT_GOOD;
}

bool
count_parse(const char *text, uint64_t *count)
{
	const enum count_fault fault = parse(text, false, count);

	return fault == COUNT_GOOD || fault == COUNT_LARGE;
}

enum count_fault
count_parse_prefixed(const char *text, uint64_t *count)
{
	return parse(text, true, count);
}
