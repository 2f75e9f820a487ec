/* Digits in two ways. Where at most 18 are wanted, as nearly always, the number
 * is multiplied by a power of ten, of which a table has 128 bits, so that they
 * all stand before the point: the error is known, and where it leaves open how
 * to round, which is very rare, the result is thrown away. (Counted digits with a
 * bounded error: Loitsch, Printing floating-point numbers quickly and accurately
 * with integers, PLDI 2010; one multiplication by a full table: Adams, Ryu
 * revisited: printf floating point conversion, OOPSLA 2019.) Then, and where more
 * are wanted, the number is written out in base 10^19 by exact arithmetic
 * on 1088 bits, which is what all others are checked against (Steele and White,
 * How to print floating-point numbers accurately, PLDI 1990). */
#include "lib/number/real_digits.h"

#include <string.h>

#include "lib/number/group.h"
#include "lib/number/real_table.h"

typedef unsigned __int128 uint128;

enum {
	SCALED_MAX = 18, /* digits made by scaling; they fit into 60 bits */
	EXACT_LAST = 55, /* 5^55 is below 2^128: the table is exact from 10^0 to here */
	LIMB_DIGITS = 19,
	WORDS = 17, /* of 64 bits: 1024 before the point, 1074 after it */
};
#define LIMB UINT64_C(10000000000000000000)

/* ---- logarithms: checked for all they are used for by real.py ------------ */

/* The largest x with 10^x <= 2^b. */
static int
log10_of_power_of_two(int b)
{
	return b * 78913 >> 18;
}

/* The largest x with 2^x <= 10^k. */
static int
log2_of_power_of_ten(int k)
{
	return k * 217706 >> 16;
}

/* The exponent of the first digit. It may be one too large where the number is
 * below that power of ten by less than 2^-63 of it: then any rounding to
 * SCALED_MAX digits has that power as its result. */
static int
first_exponent(uint64_t mantissa, int exponent)
{
	int b = exponent + 63;
	int x = log10_of_power_of_two(b);
	bool next =
	    log2_of_power_of_ten(x + 1) == b && mantissa >= powers[x + 1 - POWER_FIRST].high;

	return x + next;
}

struct real_power
real_power(int k)
{
	_Static_assert(
	    (int)REAL_POWER_FIRST == (int)POWER_FIRST && (int)REAL_POWER_LAST == (int)POWER_LAST,
	    "the table");
	return (struct real_power){powers[k - POWER_FIRST].high, powers[k - POWER_FIRST].low,
	    log2_of_power_of_ten(k) - 127};
}

struct real_power
real_scaling(uint64_t mantissa, int exponent, int digits, int *first)
{
	*first = first_exponent(mantissa, exponent);
	return real_power(digits - 1 - *first);
}

/* ---- digits as text ------------------------------------------------------ */

static inline void
put_eight(uint8_t *out, uint64_t v)
{
	group_store(out, decimal_group(v));
}

static void
put_sixteen(uint8_t *out, uint64_t v)
{
	put_eight(out, v / 100000000);
	put_eight(out + 8, v % 100000000);
}

/* ---- by scaling ---------------------------------------------------------- */

/* Rounds mantissa * 2^exponent * 10^k, which is from 1 to below 10^18, to a whole number.
 * False if the error is too large to tell which. */
static bool
scale(uint64_t mantissa, int exponent, int k, uint64_t *rounded)
{
	const uint64_t half = (uint64_t)1 << 63;
	uint64_t high = powers[k - POWER_FIRST].high, low = powers[k - POWER_FIRST].low;
	bool exact = k >= 0 && k <= EXACT_LAST;
	/* The product has 192 bits. What is missing from it is less than
	 * the mantissa, so less than 1 in the middle word. */
	uint128 lower = (uint128)mantissa * low;
	uint128 upper = (uint128)mantissa * high + (uint64_t)(lower >> 64);
	uint64_t top = (uint64_t)(upper >> 64), middle = (uint64_t)upper;
	/* How many bits of the highest word are after the point: 4 to 63. */
	int bits = -(exponent + log2_of_power_of_ten(k) + 1);
	uint64_t whole = top >> bits;
	uint64_t fraction = top << (64 - bits) | middle >> bits;
	uint64_t rest = middle << (64 - bits) | (uint64_t)lower;

	if (fraction == half - 1 && !exact)
		return false;
	if (fraction == half)
		*rounded = whole + (rest || !exact || (whole & 1));
	else
		*rounded = whole + (fraction > half);
	return true;
}

/* Makes n digits, 1 to SCALED_MAX, by scaling with 10^k. */
static bool
make_scaled(struct digits *d, uint64_t mantissa, int exponent, int n, int k)
{
	enum { PLACES = 24 };
	uint64_t v;

	if (!scale(mantissa, exponent, k, &v))
		return false;
	if (n < 8) {
		put_eight(d->room + PLACES - 8, v);
	} else {
		put_eight(d->room, v / 10000000000000000);
		put_sixteen(d->room + PLACES - 16, v % 10000000000000000);
	}
	d->text = d->room + PLACES - n;
	d->count = n;
	/* Rounded up to one digit more: the last is a 0, and is dropped. */
	if (d->text[-1] != '0') {
		d->text--;
		d->exponent++;
	}
	return true;
}

/* ---- exactly ------------------------------------------------------------- */

/* Appends the digits of a limb. The very first digit is not 0. */
static void
append(struct digits *d, uint64_t limb, int limb_exponent)
{
	uint8_t *out = d->room + d->count;
	int zeros = 0;

	if (!limb && !d->count)
		return;
	put_eight(out, limb / 10000000000000000 * 100000);
	put_sixteen(out + 3, limb % 10000000000000000);
	if (!d->count) {
		while (out[zeros] == '0')
			zeros++;
		memmove(out, out + zeros, (size_t)(LIMB_DIGITS - zeros));
		d->exponent = limb_exponent + LIMB_DIGITS - 1 - zeros;
	}
	d->count += LIMB_DIGITS - zeros;
}

/* Divides high:low, high < LIMB, by LIMB; *high becomes the remainder. With one
 * multiplication by a reciprocal: Moeller and Granlund, Improved division
 * by invariant integers, IEEE Transactions on Computers 60, 2011. */
static uint64_t
divide(uint64_t *high, uint64_t low)
{
	const uint64_t reciprocal = (uint64_t)(~(uint128)0 / LIMB); /* less 2^64 */
	uint128 q = (uint128)reciprocal * *high + ((uint128)*high << 64 | low);
	uint64_t quotient = (uint64_t)(q >> 64) + 1;
	uint64_t remainder = low - quotient * LIMB;

	if (remainder > (uint64_t)q) {
		quotient--;
		remainder += LIMB;
	}
	if (remainder >= LIMB) {
		quotient++;
		remainder -= LIMB;
	}
	*high = remainder;
	return quotient;
}

/* The digits of a whole number, words[0..n) from the lowest, n >= 1; the words are
 * destroyed. */
static void
make_whole(struct digits *d, uint64_t *words, int n)
{
	uint64_t limbs[WORDS];
	int count = 0;

	while (n) {
		uint64_t remainder = 0;

		for (int i = n; i--;)
			words[i] = divide(&remainder, words[i]);
		limbs[count++] = remainder;
		while (n && !words[n - 1])
			n--;
	}
	while (count--)
		append(d, limbs[count], count * LIMB_DIGITS);
}

/* How many digits are kept; negative if the number's first digit comes even after the one
 * that decides how to round. */
static int
wanted(const struct digits *d, bool fixed, int places)
{
	return places + 1 + (fixed ? d->exponent : 0);
}

/* The digits of a fraction, words[0..WORDS) from the lowest: at least one more than are
 * wanted. True if a remainder is left. */
static bool
make_fraction(struct digits *d, uint64_t *words, bool fixed, int places)
{
	int first = 0, end = WORDS;
	int limb_exponent = 0;

	for (;;) {
		uint64_t carry = 0;

		while (first < WORDS && !words[first])
			first++;
		while (end > first && !words[end - 1])
			end--;
		if (first == WORDS || (d->count && d->count > wanted(d, fixed, places)))
			return first < WORDS;
		limb_exponent -= LIMB_DIGITS;
		for (int i = first; i < end; i++) {
			uint128 product = (uint128)words[i] * LIMB + carry;

			words[i] = (uint64_t)product;
			carry = (uint64_t)(product >> 64);
		}
		if (end < WORDS) {
			words[end++] = carry;
			carry = 0;
		}
		append(d, carry, limb_exponent);
	}
}

/* Rounds the digits to n; `more` tells that others follow, not all zeros. Nines that become
 * zeros are dropped. */
static void
round_to(struct digits *d, int n, bool more)
{
	bool up;

	if (n >= d->count)
		return;
	for (int i = d->count; !more && --i > n;)
		more = d->room[i] != '0';
	d->count = n;
	up = d->room[n] > '5' || (d->room[n] == '5' && (more || (n && (d->room[n - 1] & 1))));
	if (!up)
		return;
	while (d->count && d->room[d->count - 1] == '9')
		d->count--;
	if (d->count) {
		d->room[d->count - 1]++;
	} else {
		d->room[0] = '1';
		d->count = 1;
		d->exponent++;
	}
}

static void
make_exactly(struct digits *d, uint64_t mantissa, int exponent, bool fixed, int places)
{
	uint64_t words[WORDS + 1] = {0};
	bool more = false;
	int n;

	d->text = d->room;
	d->count = 0;
	d->exponent = 0;
	if (exponent >= 0) {
		words[exponent / 64] = mantissa << exponent % 64;
		if (exponent % 64)
			words[exponent / 64 + 1] = mantissa >> (64 - exponent % 64);
		make_whole(d, words, exponent / 64 + 2);
	} else {
		/* The lowest bit of the mantissa that may be set has at least the
		 * value 2^-1074, and so all of it has a place in the words. */
		int low = 64 * WORDS + exponent;

		if (exponent > -64)
			append(d, mantissa >> -exponent, 0);
		if (low < 0) {
			mantissa >>= -low;
			low = 0;
		}
		words[low / 64] = mantissa << low % 64;
		if (low % 64)
			words[low / 64 + 1] = mantissa >> (64 - low % 64);
		more = make_fraction(d, words, fixed, places);
	}
	n = wanted(d, fixed, places);
	if (n < 0)
		d->count = 0;
	else
		round_to(d, n, more);
	if (!d->count)
		d->exponent = 0;
}

void
digits_make(struct digits *d, uint64_t mantissa, int exponent, bool fixed, int places)
{
	int n;

	d->text = d->room;
	d->exponent = first_exponent(mantissa, exponent);
	n = wanted(d, fixed, places);
	if (n < 0) {
		d->count = 0;
		d->exponent = 0;
		return;
	}
	if (n == 0 || n > SCALED_MAX ||
	    !make_scaled(d, mantissa, exponent, n, places - (fixed ? 0 : d->exponent)))
		make_exactly(d, mantissa, exponent, fixed, places);
}
