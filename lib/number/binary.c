/* The formats of IEEE 754, and that of the x87, whose first bit is explicit. */
#include "lib/number/binary.h"

#include <string.h>

static const struct binary_limits limits[] = {
    [SHORTEST_SINGLE] = {23, -149, 6, 9},
    [SHORTEST_DOUBLE] = {52, -1074, 15, 17},
    [SHORTEST_EXTENDED] = {63, -16445, 18, 21},
};

/* Of a format without x87's explicit first bit. */
static struct binary
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

struct binary
binary_decode(enum shortest_kind *kind, const uint8_t *p)
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

const struct binary_limits *
binary_limits(enum shortest_kind kind)
{
	return &limits[kind];
}
