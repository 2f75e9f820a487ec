/* The formats are those of IEEE 754, and that of the x87, whose first bit is explicit. The text
 * is laid out as %g has it; the digits come from decimal.h. */
#include "lib/number/shortest.h"

#include <stdbool.h>
#include <string.h>

#include "lib/cpu/inline.h"
#include "lib/number/decimal.h"
#include "lib/unset.h"

/* ---- the formats ------------------------------------------------------------ */

enum { WORD = 8 };

static const struct binary_limits limits[] = {
    [SHORTEST_SINGLE] = {23, -149, 6, 9},
    [SHORTEST_DOUBLE] = {52, -1074, 15, 17},
    [SHORTEST_EXTENDED] = {63, -16445, 18, 21},
};

/* Of a format without x87's explicit first bit. */
INLINE struct binary
decode(const struct binary_limits *l, unsigned bits, uint64_t v)
{
	const unsigned last = (1U << (bits - 1 - l->fraction)) - 1;
	const unsigned field = (unsigned)(v >> l->fraction) & last;
	const uint64_t one = UINT64_C(1) << l->fraction, fraction = v & (one - 1);

	return (struct binary){
	    .mantissa = field ? fraction | one : fraction,
	    .exponent = l->least + (field ? (int)field - 1 : 0),
	    .negative = v >> (bits - 1) & 1,
	    .infinite = field == last && !fraction,
	    .nan = field == last && fraction,
	    .subnormal = !field,
	    .lower_is_near = !fraction && field > 1,
	};
}

static struct binary
decode_extended(const uint8_t *p)
{
	const unsigned last = 0x7FFF;
	uint64_t mantissa;
	uint16_t high;
	unsigned field;

	memcpy(&mantissa, p, sizeof(mantissa));
	memcpy(&high, p + sizeof(mantissa), sizeof(high));
	field = high & last;
	return (struct binary){
	    .mantissa = mantissa,
	    .exponent = limits[SHORTEST_EXTENDED].least + (field ? (int)field - 1 : 0),
	    .negative = high >> 15,
	    .infinite = field == last && mantissa == UINT64_C(1) << 63,
	    .nan = (field == last && mantissa != UINT64_C(1) << 63) || (field && !(mantissa >> 63)),
	    .subnormal = !(mantissa >> 63),
	    .lower_is_near = mantissa == UINT64_C(1) << 63 && field > 1,
	};
}

/* The float of the same value. */
static uint32_t
float_of_half(uint32_t half)
{
	const uint32_t sign = (half & 0x8000) << 16;
	uint32_t field = half >> 10 & 0x1F, fraction = half & 0x3FF;

	if (field == 0x1F)
		return sign | 0x7F800000 | fraction << 13;
	if (field == 0) {
		if (!fraction)
			return sign;
		for (field = 1; !(fraction & 0x400); field--)
			fraction <<= 1;
		fraction &= 0x3FF;
	}
	return sign | (field + 127 - 15) << 23 | fraction << 13;
}

/* A half and a bfloat become the float of the same value, and *kind that of floats. */
INLINE struct binary
decode_kind(enum shortest_kind *kind, const uint8_t *p)
{
	uint64_t v = 0;

	switch (*kind) {
	case SHORTEST_HALF:
	case SHORTEST_BFLOAT:
		memcpy(&v, p, 2);
		v = *kind == SHORTEST_HALF ? float_of_half((uint32_t)v) : v << 16;
		*kind = SHORTEST_SINGLE;
		break;
	case SHORTEST_SINGLE:
		memcpy(&v, p, 4);
		break;
	case SHORTEST_DOUBLE:
		memcpy(&v, p, 8);
		break;
	case SHORTEST_EXTENDED:
		return decode_extended(p);
	}
	return decode(&limits[*kind], *kind == SHORTEST_SINGLE ? 32 : 64, v);
}

/* ---- text ---------------------------------------------------------------------- */

/* At most four digits, two at least. */
static char *
put_exponent(char *out, int exponent)
{
	unsigned size = (unsigned)(exponent < 0 ? -exponent : exponent);

	*out++ = 'e';
	*out++ = exponent < 0 ? '-' : '+';
	*out = (char)('0' + size / 1000);
	out += size >= 1000;
	*out = (char)('0' + size / 100 % 10);
	out += size >= 100;
	*out++ = (char)('0' + size / 10 % 10);
	*out++ = (char)('0' + size % 10);
	return out;
}

/* `whole` of the digits, and the others after a point. */
static char *
put_digits(char *out, const struct decimal *d, unsigned whole)
{
	/* One digit is the usual case: words are loaded as they were stored, without waiting. */
	if (whole == 1 && d->count > 1) {
		out[0] = (char)d->text[0];
		out[1] = '.';
		for (unsigned i = 1; i < DECIMAL_DIGITS; i += WORD)
			memcpy(out + 1 + i, d->text + i, WORD);
		return out + d->count + 1;
	}
	memcpy(out, d->text, DECIMAL_DIGITS);
	if (d->count <= whole)
		return out + whole;
	out[whole] = '.';
	memcpy(out + whole + 1, d->text + whole, DECIMAL_DIGITS);
	return out + d->count + 1;
}

/* As %g: the exponent is shown if it is below -4, or not below the precision. */
static char *
put_decimal(char *out, const struct decimal *d)
{
	if (d->exponent < -4 || d->exponent >= (int)d->precision)
		return put_exponent(put_digits(out, d, 1), d->exponent);
	if (d->exponent >= 0)
		return put_digits(out, d, (unsigned)d->exponent + 1);
	memset(out, '0', 5);
	out[1] = '.';
	out += 1 - d->exponent;
	memcpy(out, d->text, DECIMAL_DIGITS);
	return out + d->count;
}

size_t
shortest_put(enum shortest_kind kind, const uint8_t *p, char *out)
{
	const struct binary n = decode_kind(&kind, p);
	const struct binary_limits *const l = &limits[kind];
	UNSET struct decimal d;
	char *at = out;

	if (n.negative)
		*at++ = '-';
	if (n.nan || n.infinite) {
		memcpy(at, n.nan ? "nan" : "inf", sizeof("nan"));
		return (size_t)(at + 3 - out);
	}
	if (!n.mantissa) {
		*at++ = '0';
		return (size_t)(at - out);
	}
	if (!decimal_quick(&d, &n, l))
		decimal_exact(&d, &n, l);
	return (size_t)(put_decimal(at, &d) - out);
}
