/* What follows from the size of the blocks: how often the last unit is repeated, and bounds
 * on the work and the output of a block. */
#include "lib/ascii.h"
#include "lib/dump/format/colour.h"
#include "lib/dump/format/format.h"

void
format_fit(struct units *units, uint32_t block)
{
	for (size_t i = 0; i < units->count; i++) {
		struct unit *u = &units->list[i];
		const struct print *last = u->count ? &u->prints[u->count - 1] : NULL;

		if (i + 1 == units->count && u->bytes && !u->times_given)
			u->times += (block - units->block) / u->bytes;
		u->drops_blank = u->times > 1 && last && last->kind == PRINT_TEXT && last->length &&
		                 ascii_is_space((char)last->text[last->length - 1]);
	}
}

uint64_t
format_prints(const struct units *units)
{
	uint64_t n = 0;

	for (size_t i = 0; i < units->count; i++)
		n += (uint64_t)units->list[i].times * units->list[i].count;
	return n;
}

/* The longest text of a conversion without its width. An integer has at most three
 * characters for each byte, and a sign, a prefix or the 0 of # in octal. %e and %g have at
 * most nine characters besides the digits: a sign, a point, and an exponent (e+308) or
 * leading zeros. %f has up to 309 digits before the point, or 39 for a float. */
static uint32_t
longest(const struct print *print, uint32_t block)
{
	bool precise = print->flags & PRINT_PRECISION;
	uint32_t digits = 3 * print->bytes;

	switch ((enum print_kind)print->kind) {
	case PRINT_TEXT:
		return 0;
	case PRINT_ADDRESS:
		digits = 3 * sizeof(uint64_t);
		__attribute__((fallthrough));
	case PRINT_SIGNED:
	case PRINT_UNSIGNED:
	case PRINT_NAMED:
		return 2 + (precise && print->precision > digits ? print->precision : digits);
	case PRINT_REAL:
		digits = precise ? print->precision : 6;
		if (print->conversion != 'f')
			return digits + 9;
		return digits + 2 + (print->bytes == sizeof(float) ? 39 : 309);
	case PRINT_STRING: /* to the end of the block */
		return precise && print->precision < block ? print->precision : block;
	case PRINT_CHARACTER:
	case PRINT_PRINTABLE:
		return 1;
	case PRINT_ESCAPED:
		return 3;
	}
	return 0;
}

uint64_t
format_output(const struct units *units, uint32_t block)
{
	uint64_t sum = 0;

	for (size_t i = 0; i < units->count; i++) {
		const struct unit *u = &units->list[i];
		uint64_t once = 0;

		for (size_t j = 0; j < u->count; j++) {
			const struct print *print = &u->prints[j];
			uint32_t n = longest(print, block);

			once += print->length + (n > print->width ? n : print->width);
			once += print->colours ? COLOUR_MAX : 0;
		}
		sum += once * ((uint64_t)u->times + u->at_end);
	}
	return sum;
}
