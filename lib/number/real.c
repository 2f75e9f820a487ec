/* Floats as text: the digits come from real_digits.c, here they get sign, point, exponent,
 * zeros and blanks. The text is laid out first and then written from left to right in
 * chunks of fixed size; the next piece overwrites the excess of a chunk, and all stays in
 * the room that real.h asks for. */
#include "lib/number/real.h"

#include <stddef.h>
#include <string.h>

#include "lib/number/real_digits.h"
#include "lib/unset.h"

enum {
	CHUNK =
	    DIGITS_SPARE, /* bytes copied or filled at a time, and the most overwritten in excess */
	DEFAULT_PRECISION = 6,
	FRACTION_WIDTH = 52, /* bits of IEEE 754's binary64 */
	EXPONENT_MAX = 0x7FF,
	BIAS = 1023,
};

/* A body is `zeros` zeros, the digits, zeros for those that are missing, with a point after
 * the first `whole` digits; and a suffix. */
struct body {
	struct digits digits;
	int zeros;
	int whole, decimals; /* how many digits are before and after the point */
	bool point;
	uint8_t letter; /* that begins the suffix; 0: there is none */
};

/* ---- pieces -------------------------------------------------------------- */

/* Most are shorter than one chunk, some are empty. */
static uint8_t *
fill_chunks(uint8_t *out, uint8_t c, int n)
{
	for (int i = 0; i < n; i += CHUNK)
		memset(out + i, c, CHUNK);
	return out + n;
}

/* The same; n may be negative. */
static uint8_t *
fill_up(uint8_t *out, uint8_t c, int n)
{
	return n > 0 ? fill_chunks(out, c, n) : out;
}

static uint8_t *
copy_chunks(uint8_t *out, const uint8_t *from, int n)
{
	for (int i = 0; i < n; i += CHUNK)
		memcpy(out + i, from + i, CHUNK);
	return out + n;
}

static bool
is_capital(char conversion)
{
	return conversion == 'E' || conversion == 'G';
}

/* ---- the number ----------------------------------------------------------- */

static int
exponent_field(uint64_t bits)
{
	return (int)(bits >> FRACTION_WIDTH & EXPONENT_MAX);
}

static bool
has_fraction(uint64_t bits)
{
	return bits << (64 - FRACTION_WIDTH) != 0;
}

/* ---- the body ------------------------------------------------------------ */

/* The digits of a finite value without its sign, as digits_make() rounds them. */
static void
make_digits(struct digits *d, uint64_t bits, bool fixed, int places)
{
	uint64_t mantissa = bits << (64 - FRACTION_WIDTH) >> 1;
	int exponent = exponent_field(bits);

	if (exponent) {
		mantissa |= (uint64_t)1 << 63;
	} else if (mantissa) {
		int zeros = __builtin_clzll(mantissa);

		mantissa <<= zeros;
		exponent = 1 - zeros;
	} else {
		d->text = d->room;
		d->count = 0;
		d->exponent = 0;
		return;
	}
	digits_make(d, mantissa, exponent - BIAS - 63, fixed, places);
}

/* The point comes after the digit of 10^0. */
static void
lay_out_fixed(struct body *b, int decimals)
{
	int exponent = b->digits.exponent;

	b->zeros = exponent < 0 ? -exponent : 0;
	b->whole = exponent < 0 ? 1 : exponent + 1;
	b->decimals = decimals;
	b->letter = 0;
}

/* The point comes after the first digit. */
static void
lay_out_exponent(struct body *b, int decimals, bool capital)
{
	b->zeros = 0;
	b->whole = 1;
	b->decimals = decimals;
	b->letter = capital ? 'E' : 'e';
}

/* %g: as many digits as the precision says, in one form or the other; zeros at
 * the end are left out unless there is a #. */
static void
lay_out_general(struct body *b, const struct real_style *style, int precision)
{
	int exponent = b->digits.exponent;
	int shown = precision;

	if (!style->alternate) {
		while (b->digits.count && b->digits.text[b->digits.count - 1] == '0')
			b->digits.count--;
		shown = b->digits.count ? b->digits.count : 1;
	}
	if (exponent < -4 || exponent >= precision)
		lay_out_exponent(b, shown - 1, is_capital(style->conversion));
	else
		lay_out_fixed(b, exponent < shown ? shown - 1 - exponent : 0);
}

static void
make_body(struct body *b, const struct real_style *style, uint64_t bits)
{
	int precision =
	    style->precision == REAL_NO_PRECISION ? DEFAULT_PRECISION : (int)style->precision;

	switch (style->conversion) {
	case 'f':
		make_digits(&b->digits, bits, true, precision);
		lay_out_fixed(b, precision);
		break;
	case 'e':
	case 'E':
		make_digits(&b->digits, bits, false, precision);
		lay_out_exponent(b, precision, is_capital(style->conversion));
		break;
	default:
		if (!precision)
			precision = 1;
		make_digits(&b->digits, bits, false, precision - 1);
		lay_out_general(b, style, precision);
	}
	b->point = b->decimals || style->alternate;
}

/* The exponent has at least two digits, and at most three for a double. */
static int
suffix_len(const struct body *b)
{
	if (!b->letter)
		return 0;
	return b->digits.exponent <= -100 || b->digits.exponent >= 100 ? 5 : 4;
}

static uint8_t *
put_suffix(const struct body *b, uint8_t *out)
{
	int exponent = b->digits.exponent;

	if (!b->letter)
		return out;
	*out++ = b->letter;
	*out++ = exponent < 0 ? '-' : '+';
	if (exponent < 0)
		exponent = -exponent;
	*out = (uint8_t)('0' + exponent / 100);
	out += exponent >= 100;
	*out++ = (uint8_t)('0' + exponent / 10 % 10);
	*out++ = (uint8_t)('0' + exponent % 10);
	return out;
}

static uint8_t *
put_body(const struct body *b, uint8_t *out)
{
	const uint8_t *text = b->digits.text;
	int count = b->digits.count, zeros = b->zeros, decimals = b->decimals, first = 0;

	if (zeros) {
		*out++ = '0';
		zeros--;
	} else {
		first = count < b->whole ? count : b->whole;
		out = copy_chunks(out, text, first);
		out = fill_chunks(out, '0', b->whole - first);
	}
	if (b->point)
		*out++ = '.';
	if (decimals) {
		out = fill_chunks(out, '0', zeros);
		out = copy_chunks(out, text + first, count - first);
		out = fill_chunks(out, '0', decimals - zeros - (count - first));
	}
	return put_suffix(b, out);
}

/* ---- the cell ------------------------------------------------------------ */

static uint8_t *
put_word(bool nan, bool capital, uint8_t *out)
{
	static const char words[2][2][4] = {{"inf", "INF"}, {"nan", "NAN"}};

	memcpy(out, words[nan][capital], 4);
	return out + 3;
}

uint8_t *
real_put(const struct real_style *style, double value, uint8_t *out)
{
	UNSET struct body body;
	uint64_t bits;
	uint8_t sign;
	bool finite;
	int len, missing;

	memcpy(&bits, &value, sizeof(bits));
	sign = bits >> 63 ? '-' : style->plus ? '+' : style->blank ? ' ' : 0;
	finite = exponent_field(bits) != EXPONENT_MAX;
	len = 3;
	if (finite) {
		make_body(&body, style, bits);
		len = body.whole + body.point + body.decimals + suffix_len(&body);
	}
	missing = (int)style->width - len - (sign != 0);
	if (!style->left && !(style->zero && finite))
		out = fill_up(out, ' ', missing);
	*out = sign;
	out += sign != 0;
	if (!finite)
		out = put_word(has_fraction(bits), is_capital(style->conversion), out);
	else if (style->left || !style->zero)
		out = put_body(&body, out);
	else
		out = put_body(&body, fill_up(out, '0', missing));
	return style->left ? fill_up(out, ' ', missing) : out;
}
