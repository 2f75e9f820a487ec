/* Makes the patterns of numbers. */
#include "lib/dump/number/columns.h"

#include <string.h>

#include "lib/number/digits.h"

enum { GROUP = 8 };

/* The index of the digit that `after` digits follow. Of two groups of a number the low
 * one is in the first vector, the high one in the second; three are in sequence in the
 * first. */
static uint8_t
digit_at(const struct columns *n, unsigned unit, unsigned after)
{
	unsigned group = after / GROUP, in_group = GROUP - 1 - after % GROUP;

	if (n->bytes == 8 && n->radix == 10)
		return (uint8_t)((4 * unit + 2 - group) * GROUP + in_group);
	return (uint8_t)((LANES * group) + unit * GROUP + in_group);
}

static void
set_unit(struct columns *n, const struct integer_style *style, unsigned unit, unsigned digits)
{
	unsigned first = unit * n->width + style->before.length, end = first + n->columns;

	memcpy(
	    n->literal + first - style->before.length, style->before.bytes, style->before.length);
	memset(n->literal + first, ' ', n->columns);
	memcpy(n->literal + end, style->after.bytes, style->after.length);
	n->first |= UINT64_C(1) << first;
	for (unsigned column = first; column < end; column++) {
		unsigned after = end - 1 - column;
		uint64_t lane = UINT64_C(1) << column;

		n->field |= after < style->width ? lane : 0;
		if (after >= digits) {
			n->blank |= lane;
			continue;
		}
		n->digit |= lane;
		n->zero |= after >= style->digits ? lane : 0;
		n->index[column] = digit_at(n, unit, after);
	}
}

bool
columns_make(struct columns *n, const struct integer_style *style)
{
	unsigned digits = integer_digits(style), columns = digits, most = GROUP, width;

	if (style->left || style->zero || style->alternate || style->digits > digits ||
	    (style->radix == 8 && style->bytes == 8))
		return false;
	columns += style->is_signed;
	columns = columns < style->width ? style->width : columns;
	width = style->before.length + columns + style->after.length;
	if (style->radix == 10 && style->bytes == 8)
		most = 2;
	if (width > LANES)
		return false;
	*n = (struct columns){
	    .units = (uint8_t)(LANES / width < most ? LANES / width : most),
	    .width = (uint8_t)width,
	    .columns = (uint8_t)columns,
	    .bytes = style->bytes,
	    .radix = style->radix,
	    .is_signed = style->is_signed,
	    .positive = style->positive,
	};
	memcpy(n->digits, digits_of_case(style->capital), 16);
	for (unsigned unit = 0; unit < n->units; unit++)
		set_unit(n, style, unit, digits);
	n->all = first_lanes((size_t)n->units * n->width);
	return true;
}

bool
columns_close(struct columns *n, size_t times, unsigned drop, const struct affix *tail)
{
	size_t end = times * n->width - drop;
	uint64_t numbers = first_lanes(end);

	if (times > n->units || end + tail->length > LANES)
		return false;
	n->units = (uint8_t)times;
	memcpy(n->literal + end, tail->bytes, tail->length);
	n->all = first_lanes(end + tail->length);
	n->digit &= numbers;
	n->first &= numbers;
	n->blank &= numbers;
	n->zero &= numbers;
	n->field &= numbers;
	return true;
}
