/* The number is multiplied by a power of ten of 128 bits, so that all digits that can be needed
 * are before the point (as in real_digits.c). Half of the distance to its neighbours is scaled
 * alike. A rounding reads back if it is nearer than that, and the first that does is taken.
 * What the 52 bits after the point leave open is left to decimal_exact(). */
#include <string.h>

#include "lib/cpu/inline.h"
#include "lib/number/decimal.h"
#include "lib/number/group.h"
#include "lib/number/real_digits.h"

typedef unsigned __int128 uint128;

enum {
	POINT = 52, /* bits after the point */
	DIGITS = 17,
	SUBNORMAL_BITS = 40, /* a number of more is not quickly told apart from the next */
};

/* In the last bit: more than all that is cut off. */
#define SLOP UINT64_C(4)

#define ONE (UINT64_C(1) << POINT)
#define EIGHT UINT64_C(100000000) /* 10^8 */
#define SIXTEEN (EIGHT * EIGHT)   /* 10^16 */

/* A number scaled so that it has all its digits before the point. */
struct scaled {
	uint64_t whole, part;      /* part: the bits after the point */
	uint64_t half, half_below; /* of the distance to the next number, and to the one before:
	                              with POINT bits after the point */
};

INLINE bool
is_near(uint64_t a, uint64_t b)
{
	return a - b + SLOP <= 2 * SLOP;
}

/* Rounds to a multiple of `unit`, a power of ten. False if that does not read back. */
INLINE bool
try_round(const struct scaled *s, uint64_t unit, uint64_t *rounded, bool *doubtful)
{
	const uint64_t digits = s->whole % unit, rest = digits << POINT | s->part;
	const uint64_t middle = unit * (ONE / 2);
	/* No branch, which would often be mispredicted. All bits, or none: */
	const uint64_t up = -(uint64_t)(rest > middle);
	const uint64_t distance = (rest ^ up) + (up & (unit * ONE + 1));
	const uint64_t half = s->half_below + (up & (s->half - s->half_below));

	*rounded = s->whole - digits + (up & unit);
	*doubtful = is_near(rest, middle);
	if (unit == 1)
		return true;
	/* A tie that is far from reading back is none. */
	*doubtful = (*doubtful && distance < half + 2 * SLOP) || is_near(distance, half);
	return distance < half || *doubtful;
}

/* Finds the rounding to the fewest digits. Returns how many are dropped. */
INLINE unsigned
find_rounding(const struct scaled *s, bool single, uint64_t *rounded, bool *doubtful)
{
	if (single && try_round(s, 1000, rounded, doubtful))
		return 3;
	if (try_round(s, 100, rounded, doubtful))
		return 2;
	if (try_round(s, 10, rounded, doubtful))
		return 1;
	try_round(s, 1, rounded, doubtful);
	return 0;
}

/* The number times a power of ten, `shift` of whose bits are after the point: 69 to 101. */
struct product {
	struct real_power power;
	uint64_t top, middle;
	int shift;
};

/* Scales a number to `digits` digits; *first is the exponent of the first. */
INLINE struct product
scale(const struct binary *n, int digits, int *first)
{
	const int zeros = __builtin_clzll(n->mantissa), exponent = n->exponent - zeros;
	const uint64_t mantissa = n->mantissa << zeros;
	const struct real_power p = real_scaling(mantissa, exponent, digits, first);
	const uint128 lower = (uint128)mantissa * p.low;
	const uint128 product = (uint128)mantissa * p.high + (uint64_t)(lower >> 64);

	return (struct product){
	    .power = p,
	    .top = (uint64_t)(product >> 64),
	    .middle = (uint64_t)product,
	    .shift = -(exponent + p.exponent + 64),
	};
}

/* Half of the distance to the next number, scaled too, with `bits` bits after the point. */
INLINE uint64_t
half_distance(const struct product *p, const struct binary *n, int bits)
{
	return p->power.high >> -(p->power.exponent + n->exponent - 1 + 64 + bits);
}

INLINE struct scaled
scale_normal(const struct binary *n, int digits, int *first)
{
	const struct product p = scale(n, digits, first);
	const uint64_t half = half_distance(&p, n, POINT);

	return (struct scaled){
	    .whole = p.top >> (p.shift - 64),
	    .part = (p.top << (64 + POINT - p.shift) | p.middle >> (p.shift - POINT)) & (ONE - 1),
	    .half = half,
	    .half_below = half >> n->lower_is_near,
	};
}

/* ---- text ------------------------------------------------------------------------ */

/* Makes text of a digit and two groups of eight. */
INLINE void
put_digits(struct decimal *d, uint64_t first, uint64_t high, uint64_t low)
{
	const uint64_t high_group = decimal_group(high), low_group = decimal_group(low);

	d->text[0] = (uint8_t)('0' + first);
	group_store(d->text + 1, high_group);
	group_store(d->text + 9, low_group);
	memset(d->text + DIGITS, '0', sizeof(d->text) - DIGITS);
	d->count = 1;
	if (low)
		d->count = DIGITS - (unsigned)__builtin_clzll(low_group - GROUP_ZEROS) / 8;
	else if (high)
		d->count = 9 - (unsigned)__builtin_clzll(high_group - GROUP_ZEROS) / 8;
}

/* `limit`, which has one digit too many, is 1 and zeros. */
INLINE uint64_t
drop_carry(struct decimal *d, uint64_t v, uint64_t limit)
{
	d->exponent += v == limit;
	return v == limit ? v / 10 : v;
}

INLINE void
put_all_digits(struct decimal *d, uint64_t v)
{
	v = drop_carry(d, v, SIXTEEN * 10);
	put_digits(d, v / SIXTEEN, v / EIGHT % EIGHT, v % EIGHT);
}

/* ---- numbers --------------------------------------------------------------------- */

/* Few digits tell small integers in the last bits apart, and one is tried first. The distance is
 * so large that nothing after the point counts. */
static bool
find_subnormal(struct decimal *d, const struct binary *n, const struct binary_limits *l)
{
	const struct product p = scale(n, DIGITS, &d->exponent);
	const uint64_t whole = p.top >> (p.shift - 64), half = half_distance(&p, n, 0);
	uint64_t unit = SIXTEEN;

	for (d->precision = 1;; d->precision++, unit /= 10) {
		const uint64_t rest = whole % unit;
		const bool up = rest > unit / 2;
		const uint64_t distance = up ? unit - rest : rest;

		if (is_near(distance, half) || is_near(rest, unit / 2))
			return false;
		if (distance < half || d->precision == l->most) {
			put_all_digits(d, whole - rest + (up ? unit : 0));
			return true;
		}
	}
}

static bool
find_normal(struct decimal *d, const struct binary *n, const struct binary_limits *l)
{
	const bool single = l->most == 9;
	const struct scaled s = scale_normal(n, l->most, &d->exponent);
	uint64_t v;
	bool doubtful;

	d->precision = l->most - find_rounding(&s, single, &v, &doubtful);
	if (doubtful)
		return false;
	if (!single) {
		put_all_digits(d, v);
		return true;
	}
	v = drop_carry(d, v, EIGHT * 10);
	put_digits(d, v / EIGHT, v % EIGHT, 0);
	return true;
}

bool
decimal_quick(struct decimal *d, const struct binary *n, const struct binary_limits *l)
{
	if (l->most > DIGITS || (n->subnormal && n->mantissa >> SUBNORMAL_BITS))
		return false;
	return n->subnormal ? find_subnormal(d, n, l) : find_normal(d, n, l);
}
