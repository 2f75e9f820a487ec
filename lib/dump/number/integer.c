/* Integers as text: groups of eight digits in registers. How many digits count follows from
 * the number of bits. The rest is stores of fixed size at places that are computed. */
#include "lib/dump/number/integer.h"

#include <string.h>

#include "lib/cpu/inline.h"
#include "lib/number/group.h"

enum { GROUP = 8, GROUPS_MAX = 3, BLANKS = INTEGER_WIDTH_MAX };

static const uint64_t FULL = 100000000; /* no group of eight digits has so large a value */

static const uint64_t powers[20] = {1, 10, 100, 1000, 10000, 100000, 1000000, 10000000, 100000000,
    1000000000, 10000000000, 100000000000, 1000000000000, 10000000000000, 100000000000000,
    1000000000000000, 10000000000000000, 100000000000000000, 1000000000000000000,
    10000000000000000000U};

INLINE unsigned
letters_of(const struct integer_style *style)
{
	return style->capital ? 'A' - '9' - 1 : 'a' - '9' - 1;
}

INLINE unsigned
larger(unsigned a, unsigned b)
{
	return a > b ? a : b;
}

/* a - b, at least 0. */
INLINE unsigned
beyond(unsigned a, unsigned b)
{
	return a > b ? a - b : 0;
}

/* How many digits v has; zero has none. */
INLINE unsigned
integer_significant(uint64_t v, unsigned radix)
{
	unsigned bits = 64 - (unsigned)__builtin_clzll(v | 1) - !v;
	unsigned n;

	if (radix == 16)
		return (bits + 3) / 4;
	if (radix == 8)
		return (bits + 2) / 3;
	n = bits * 1233 >> 12; /* 1233 / 2^12 is log10(2), a little less: n may be one too few */
	return n + (v >= powers[n]);
}

/* ---- one integer --------------------------------------------------------- */

/* The last `digits` of what the groups hold. */
INLINE uint8_t *
integer_put_groups(const uint64_t *group, unsigned groups, unsigned digits, uint8_t *out)
{
#pragma GCC unroll 3
	for (unsigned i = 0; i < groups; i++) {
		unsigned here = beyond(digits, GROUP * (groups - 1 - i));
		unsigned half;

		here = here < GROUP ? here : GROUP;
		half = (GROUP - here) * 4; /* of a shift that may be of all 64 bits */
		group_store(out, group[i] >> half >> half);
		out += here;
	}
	return out;
}

INLINE void
make_groups(
    const struct integer_style *style, uint64_t v, unsigned radix, unsigned groups, uint64_t *group)
{
#pragma GCC unroll 3
	for (unsigned i = groups; i--;) {
		if (radix == 16) {
			group[i] = hex_group((uint32_t)v, letters_of(style));
			v >>= 32;
		} else if (radix == 8) {
			group[i] = octal_group(v & 0xFFFFFF);
			v >>= 24;
		} else if (i == 0 && groups == 2) { /* of 32 bits: 42 at most */
			uint64_t tens = v * RECIPROCAL(10, 10) >> 10;

			group[i] = GROUP_ZEROS + (tens << 48 | (v - tens * 10) << 56);
		} else if (i) {
			group[i] = decimal_group(v % FULL);
			v /= FULL;
		} else {
			group[i] = decimal_group(v);
		}
	}
}

/* With radix, groups and `field` constant, no branch depends on v. Without a field there is
 * no width and no flag # or 0. */
INLINE uint8_t *
integer_put_one(const struct integer_style *style, uint64_t v, unsigned radix, unsigned groups,
    bool field, const struct affix *after, uint8_t *out)
{
	uint64_t group[GROUPS_MAX];
	unsigned prefix = 0, digits, pad = 0;
	uint8_t sign[2] = {'0', style->capital ? 'X' : 'x'};

	if (radix == 10) {
		bool negative = style->is_signed && v >> 63;

		v = negative ? -v : v;
		sign[0] = negative ? '-' : (uint8_t)style->positive;
		prefix = sign[0] != 0;
	} else if (radix == 16) {
		prefix = field && style->alternate && v ? 2 : 0;
	}
	make_groups(style, v, radix, groups, group);
	digits = integer_significant(v, radix) + (field && radix == 8 && style->alternate);
	digits = larger(digits, style->digits);
	if (field) {
		if (style->zero)
			digits = larger(digits, beyond(style->width, prefix));
		pad = beyond(style->width, digits + prefix);
	}
	out = affix_put(&style->before, out);
	if (field && style->width && !style->left) {
		memset(out, ' ', BLANKS);
		out += pad;
	}
	if (radix == 10)
		out[0] = sign[0];
	else if (field)
		memcpy(out, sign, sizeof(sign));
	out = integer_put_groups(group, groups, digits, out + prefix);
	if (field && style->left) {
		memset(out, ' ', BLANKS);
		out += pad;
	}
	return affix_put(after, out);
}

/* ---- many ---------------------------------------------------------------- */

INLINE uint64_t
integer_load(const uint8_t *p, unsigned bytes)
{
	uint16_t two;
	uint32_t four;
	uint64_t eight;

	switch (bytes) {
	case 2:
		memcpy(&two, p, sizeof(two));
		return two;
	case 4:
		memcpy(&four, p, sizeof(four));
		return four;
	default:
		memcpy(&eight, p, sizeof(eight));
		return eight;
	}
}

INLINE uint8_t *
integer_put_all(const struct integer_style *given, const uint8_t *p, size_t times, unsigned bytes,
    unsigned radix, unsigned groups, uint8_t *out)
{
	const struct integer_style style = *given; /* which no store can change */
	const uint64_t sign = style.is_signed ? UINT64_C(1) << (8 * bytes - 1) : 0;
	uint32_t left = style.line;

	if (style.width || style.alternate) {
		for (; times; times--, p += bytes)
			out = integer_put_one(&style, (integer_load(p, bytes) ^ sign) - sign, radix,
			    groups, true, affix_after(&style, &left), out);
		return out;
	}
	for (; times; times--, p += bytes)
		out = integer_put_one(&style, (integer_load(p, bytes) ^ sign) - sign, radix, groups,
		    false, affix_after(&style, &left), out);
	return out;
}

/* All hexadecimal digits, and the affixes. */
INLINE uint8_t *
put_plain_hex(
    const struct integer_style *given, const uint8_t *p, size_t times, unsigned bytes, uint8_t *out)
{
	const struct integer_style style = *given; /* which no store can change */
	unsigned letters = letters_of(&style);
	uint32_t left = style.line;

	for (; times; times--, p += bytes) {
		uint64_t v = integer_load(p, bytes);

		out = affix_put(&style.before, out);
		if (bytes == 8) {
			group_store(out, hex_group((uint32_t)(v >> 32), letters));
			out += GROUP;
		}
		if (bytes == 2)
			v <<= 16;
		group_store(out, hex_group((uint32_t)v, letters));
		out += bytes == 2 ? 4 : GROUP;
		out = affix_put(affix_after(&style, &left), out);
	}
	return out;
}

unsigned
integer_digits(const struct integer_style *style)
{
	const unsigned bytes = style->bytes;

	if (style->radix == 16)
		return 2 * bytes;
	if (style->radix == 8)
		return (8 * bytes + 2) / 3;
	return bytes == 2 ? 5 : bytes == 4 ? 10 : 20;
}

static bool
is_plain_hex(const struct integer_style *style)
{
	unsigned digits = integer_digits(style);

	return style->radix == 16 && style->digits == digits && style->width <= digits &&
	       !style->alternate;
}

bool
integer_has_avx2(const struct integer_style *style)
{
	return style->radix != 8 && !style->left && !style->zero && !style->alternate &&
	       style->digits <= (style->radix == 16 ? 2 * style->bytes : 16);
}

size_t
integer_worst(const struct integer_style *style)
{
	unsigned digits = integer_digits(style);
	unsigned most = larger(style->digits, style->zero ? style->width : 0);

	most = larger(digits + style->alternate, most);
	if (most > (digits + GROUP - 1) / GROUP * GROUP)
		return 0;
	return (size_t)style->before.length + larger(style->width, most + 2) + style->after.length;
}

uint8_t *
integer_put(const struct integer_style *style, uint64_t v, uint8_t *out)
{
	const struct affix *after = &style->after;

	/* Most offsets are short, or in a narrow column. */
	if (v >> 3 * GROUP == 0 && style->radix == 8 && style->digits <= GROUP && !style->width &&
	    !style->alternate)
		return integer_put_one(style, v, 8, 1, false, after, out);
	if (v < FULL && style->digits <= GROUP && style->width <= GROUP) {
		if (style->radix == 16 && !style->width && !style->alternate)
			return integer_put_one(style, v, 16, 1, false, after, out);
		if (style->radix == 16)
			return integer_put_one(style, v, 16, 1, true, after, out);
		if (style->radix == 10)
			return integer_put_one(style, v, 10, 1, true, after, out);
	}
	if (style->radix == 16)
		return integer_put_one(style, v, 16, GROUPS_MAX, true, after, out);
	if (style->radix == 8)
		return integer_put_one(style, v, 8, GROUPS_MAX, true, after, out);
	return integer_put_one(style, v, 10, GROUPS_MAX, true, after, out);
}

uint8_t *
integers_put_plain(const struct integer_style *style, const uint8_t *p, size_t times, uint8_t *out)
{
	const bool plain = is_plain_hex(style);

	switch (style->radix * 16 + style->bytes) {
#define CASE(bytes, radix, groups)                                                                 \
	case (radix)*16 + (bytes):                                                                 \
		if ((radix) == 16 && plain)                                                        \
			return put_plain_hex(style, p, times, bytes, out);                         \
		return integer_put_all(style, p, times, bytes, radix, groups, out);
		CASE(2, 8, 1)
		CASE(4, 8, 2)
		CASE(8, 8, 3)
		CASE(2, 10, 1)
		CASE(4, 10, 2)
		CASE(8, 10, 3)
		CASE(2, 16, 1)
		CASE(4, 16, 1)
		CASE(8, 16, 2)
#undef CASE
	}
	return out;
}
