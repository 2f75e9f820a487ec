/* Type strings: GNU's od(1), with H and B for floats of two bytes. */
#include <string.h>

#include "lib/ascii.h"
#include "lib/dump/types/types.h"
#include "lib/number/parse.h"

/* How many digits the largest number of 1, 2, 4, 8 bytes has. */
static const uint8_t octal_digits[] = {3, 6, 11, 22}, signed_digits[] = {4, 6, 11, 20},
                     unsigned_digits[] = {3, 5, 10, 20};

/* The longest text of a float of 2, 4, 8 and 16 bytes, as gnulib bounds it. */
static const uint8_t real_width[] = {15, 15, 24, 29};

static unsigned
log2_of(unsigned size)
{
	return (unsigned)__builtin_ctz(size);
}

static uint8_t
width_of(const struct type *t)
{
	const unsigned log = log2_of(t->size);

	switch ((enum type_kind)t->kind) {
	case TYPE_SIGNED:
		return signed_digits[log];
	case TYPE_UNSIGNED:
		return unsigned_digits[log];
	case TYPE_OCTAL:
		return octal_digits[log];
	case TYPE_HEX:
		return (uint8_t)(2 * t->size);
	case TYPE_REAL:
	case TYPE_BFLOAT:
		return real_width[log - 1];
	case TYPE_CHARACTER:
	case TYPE_NAMED:
		break;
	}
	return 3;
}

/* The size that a letter stands for at *s, which moves past it; 0 if there is none. */
static unsigned
letter_size(const char **s, const char *letters, const uint8_t *sizes, size_t count)
{
	const char *found = memchr(letters, **s, count);

	if (!found)
		return 0;
	++*s;
	return sizes[found - letters];
}

/* Parses what follows the letter of a number: a size, as digits or a letter. */
static bool
parse_size(struct type *t, const char **s, struct types_fault *fault)
{
	static const uint8_t integers[] = {1, 2, 4, 8}, reals[] = {2, 2, 4, 8, 16};
	const bool real = t->kind == TYPE_REAL;
	const unsigned good =
	    real ? 1 << 2 | 1 << 4 | 1 << 8 | 1 << 16 : 1 << 1 | 1 << 2 | 1 << 4 | 1 << 8;
	const char *const begin = *s;
	uint64_t n = real ? letter_size(s, "BHFDL", reals, sizeof(reals))
	                  : letter_size(s, "CSIL", integers, sizeof(integers));

	if (n) {
		if (real && *begin == 'B')
			t->kind = TYPE_BFLOAT;
	} else if (!ascii_is_digit(*begin)) {
		n = real ? 8 : 4;
	} else if (!number_parse(s, NULL, 10, &n) || n > INT64_MAX) {
		fault->kind = TYPES_NUMBER;
		return false;
	}
	fault->kind = real ? TYPES_REAL_SIZE : TYPES_INTEGER_SIZE;
	fault->size = n;
	t->size = (uint8_t)n;
	return n <= 16 && (good >> n & 1);
}

static bool
parse_type(struct type *t, const char **s, struct types_fault *fault)
{
	static const char letters[] = "duoxf", characters[] = "ca";
	const char letter = *(*s)++;
	const char *found = memchr(letters, letter, sizeof(letters) - 1);

	*t = (struct type){.size = 1};
	if (found) {
		t->kind = (uint8_t)(found - letters);
		if (!parse_size(t, s, fault))
			return false;
	} else if ((found = memchr(characters, letter, sizeof(characters) - 1))) {
		t->kind = (uint8_t)(TYPE_CHARACTER + (found - characters));
	} else {
		fault->kind = TYPES_CHARACTER;
		fault->character = letter;
		return false;
	}
	t->text = **s == 'z';
	*s += t->text;
	t->width = width_of(t);
	return true;
}

bool
types_add(struct types *types, const char *text, struct types_fault *fault)
{
	const char *s = text;

	while (*s) {
		if (types->count == TYPES_MAX) {
			fault->kind = TYPES_MANY;
			return false;
		}
		if (!parse_type(&types->list[types->count], &s, fault))
			return false;
		types->count++;
	}
	return true;
}
