/* The number is multiplied by a power of ten, so that all digits that can be needed are
 * before the point. The power has 256 bits, and the product is kept to 2^-128: what is nearer
 * than SLOP to a tie, or to the middle between two binary numbers, is there exactly, as no
 * number of 64 bits comes that near otherwise. */
#include <stdbool.h>
#include <string.h>

#include "lib/number/decimal.h"
#include "lib/number/digits.h"
#include "lib/number/real_digits.h"

typedef unsigned __int128 uint128;

enum { LIMBS = 4, SLOP = 8 };

/* The same for a power of 128 bits, which is quick: what is nearer is looked at again. */
#define QUICK_SLOP ((uint128)1 << 72)

/* mantissa * 2^exponent; the first limb is the lowest, and the highest bit is set. */
struct power {
	uint64_t mantissa[LIMBS];
	int exponent;
};

/* 128 bits before the point, and 128 after it. */
struct fixed {
	uint128 whole, part;
};

/* ---- powers of ten ---------------------------------------------------------- */

/* a *= b, rounded down. */
static void
multiply(struct power *a, const struct power *b)
{
	uint64_t product[2 * LIMBS] = {0};

	for (int i = 0; i < LIMBS; i++) {
		uint64_t carry = 0;

		for (int j = 0; j < LIMBS; j++) {
			const uint128 sum =
			    (uint128)a->mantissa[i] * b->mantissa[j] + product[i + j] + carry;

			product[i + j] = (uint64_t)sum;
			carry = (uint64_t)(sum >> 64);
		}
		product[i + LIMBS] = carry;
	}
	a->exponent += b->exponent + 64 * LIMBS;
	memcpy(a->mantissa, product + LIMBS, sizeof(a->mantissa));
	if (product[2 * LIMBS - 1] >> 63)
		return;
	for (int i = LIMBS - 1; i >= 0; i--)
		a->mantissa[i] = product[LIMBS + i] << 1 | product[LIMBS + i - 1] >> 63;
	a->exponent--;
}

static struct power
power_of_ten(int n)
{
	const uint64_t c = UINT64_C(0xCCCCCCCCCCCCCCCC);
	struct power result = {{0, 0, 0, UINT64_C(1) << 63}, 1 - 64 * LIMBS};
	struct power base = {{0, 0, 0, UINT64_C(10) << 60}, 4 - 64 * LIMBS};

	if (n < 0)
		base = (struct power){{c + 1, c, c, c}, -3 - 64 * LIMBS};
	for (unsigned left = (unsigned)(n < 0 ? -n : n); left; left >>= 1) {
		if (left & 1)
			multiply(&result, &base);
		if (left > 1)
			multiply(&base, &base);
	}
	return result;
}

/* factor * p * 2^exponent, which is below 2^128, rounded down. */
static struct fixed
scale(const struct power *p, uint64_t factor, int exponent)
{
	uint64_t product[LIMBS + 2] = {0}, carry = 0;
	const int shift = -(p->exponent + exponent) - 128; /* to the right, to 2^-128 */
	uint64_t out[LIMBS] = {0};

	for (int i = 0; i < LIMBS; i++) {
		const uint128 sum = (uint128)p->mantissa[i] * factor + carry;

		product[i] = (uint64_t)sum;
		carry = (uint64_t)(sum >> 64);
	}
	product[LIMBS] = carry;
	for (int i = 0; i < LIMBS; i++) {
		const int at = i + shift / 64;

		if (at >= 0 && at <= LIMBS)
			out[i] = (uint64_t)(((uint128)product[at + 1] << 64 | product[at]) >>
			                    shift % 64);
	}
	return (struct fixed){(uint128)out[3] << 64 | out[2], (uint128)out[1] << 64 | out[0]};
}

/* ---- digits ------------------------------------------------------------------ */

/* Negative, 0 or positive; what is nearer than `slop` is equal. */
static int
compare(struct fixed a, struct fixed b, uint128 slop)
{
	const struct fixed *high = &a, *low = &b;
	uint128 whole, part;
	int sign = 1;

	if (a.whole < b.whole || (a.whole == b.whole && a.part < b.part)) {
		high = &b;
		low = &a;
		sign = -1;
	}
	part = high->part - low->part;
	whole = high->whole - low->whole - (high->part < low->part);
	return whole == 0 && part < slop ? 0 : sign;
}

/* v /= by; returns the rest. */
static uint32_t
divide(uint128 *v, uint32_t by)
{
	const uint64_t high = (uint64_t)(*v >> 64), low = (uint64_t)*v;
	const uint64_t middle = (high % by) << 32 | low >> 32;
	const uint64_t last = (middle % by) << 32 | (uint32_t)low;

	*v = (uint128)(high / by) << 64 | (middle / by << 32) | last / by;
	return (uint32_t)(last % by);
}

/* n is at most 38. */
static uint128
ten_to(unsigned n)
{
	enum { TABLE = 10 };
	static const uint64_t powers[TABLE] = {
	    1, 10, 100, 1000, 10000, 100000, 1000000, 10000000, 100000000, 1000000000};
	uint128 product = 1;

	for (; n >= TABLE; n -= TABLE - 1)
		product *= powers[TABLE - 1];
	return product * powers[n];
}

/* v without its last n digits; these are *rest. */
static uint128
drop_digits(uint128 v, unsigned n, uint128 *rest)
{
	uint128 unit = 1;

	for (*rest = 0; n; n--) {
		*rest += unit * divide(&v, 10);
		unit *= 10;
	}
	return v;
}

/* A number scaled so that it has l->most digits before the point; half of the distance to the
 * next number, equally scaled. */
struct scaled {
	struct fixed value, half;
	uint128 slop;
	bool doubtful; /* a comparison needs more bits than there are */
	int exponent;  /* of ten, of the first digit */
};

static struct power
quick_power(int n)
{
	const struct real_power p = real_power(n);

	return (struct power){{0, 0, p.low, p.high}, p.exponent - 128};
}

static struct scaled
scale_number(const struct binary *n, unsigned digits, bool quick)
{
	const int zeros = __builtin_clzll(n->mantissa);
	const int bits = n->exponent + 63 - zeros;
	struct scaled s = {
	    .exponent = (int)((int64_t)bits * 1262611 >> 22), /* log10(2) * 2^22 */
	    .slop = quick ? QUICK_SLOP : SLOP,
	};

	for (;;) {
		const int k = (int)digits - 1 - s.exponent;
		const struct power p = quick ? quick_power(k) : power_of_ten(k);

		s.value = scale(&p, n->mantissa << zeros, n->exponent - zeros);
		s.half = scale(&p, UINT64_C(1) << 63, n->exponent - 1 - 63);
		if (s.value.part > (uint128)-1 - s.slop / 2)
			s.value.whole++;
		s.value.part += s.slop / 2;
		if (s.value.whole >= ten_to(digits))
			s.exponent++;
		else if (s.value.whole < ten_to(digits - 1))
			s.exponent--;
		else
			return s;
	}
}

/* Rounds the value without its last `drop` digits. *reads_back: whether the result is nearer
 * to the number than to others. */
static uint128
round_digits(struct scaled *s, const struct binary *n, unsigned drop, bool *reads_back)
{
	const uint128 unit = ten_to(drop);
	struct fixed rest = {0, s->value.part}, half = s->half;
	uint128 digits = drop_digits(s->value.whole, drop, &rest.whole);
	const struct fixed middle = {unit / 2, drop ? 0 : (uint128)1 << 127};
	const int order = compare(rest, middle, s->slop);
	const bool up = order > 0 || (order == 0 && (digits & 1));
	int distance;

	if (up) {
		digits++;
		rest.whole = unit - rest.whole - (rest.part != 0);
		rest.part = -rest.part;
	} else if (n->lower_is_near) {
		half.part = half.part >> 1 | half.whole << 127;
		half.whole >>= 1;
	}
	distance = compare(rest, half, s->slop);
	s->doubtful = s->doubtful || order == 0 || distance == 0;
	*reads_back = distance < 0 || (distance == 0 && !(n->mantissa & 1));
	return digits;
}

/* Rounds to the least precision that reads back. *s is of l->most digits. */
static uint128
find_digits(
    struct scaled *s, const struct binary *n, const struct binary_limits *l, unsigned *precision)
{
	bool good;

	for (*precision = n->subnormal ? 1 : l->sure;; ++*precision) {
		const uint128 digits = round_digits(s, n, l->most - *precision, &good);

		if (good || *precision == l->most)
			return digits;
	}
}

/* With powers of 256 bits only where those of 128 leave a doubt. */
void
decimal_exact(struct decimal *d, const struct binary *n, const struct binary_limits *l)
{
	enum { LAST = 9 };
	const bool quick = l->fraction <= 52;
	struct scaled s = scale_number(n, l->most, quick);
	char room[DIGITS_DECIMAL_MAX * 2], *const end = room + sizeof(room), *first;
	uint128 digits = find_digits(&s, n, l, &d->precision);
	uint32_t last;
	size_t count;

	if (quick && s.doubtful) {
		s = scale_number(n, l->most, false);
		digits = find_digits(&s, n, l, &d->precision);
	}
	last = divide(&digits, 1000000000);
	first = digits_put(end, last, 10, digits ? LAST : 0, false);
	if (digits)
		first = digits_put(first, (uint64_t)digits, 10, 0, false);
	count = (size_t)(end - first);
	d->exponent = s.exponent + (count > d->precision);
	memset(d->text, '0', sizeof(d->text));
	memcpy(d->text, first, count);
	while (count > 1 && first[count - 1] == '0')
		count--;
	d->count = (unsigned)count;
}
