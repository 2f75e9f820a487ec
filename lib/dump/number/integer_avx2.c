/* Numbers with AVX2: the digits of several are made at once, then the zeros that lead are
 * shifted out, number by number. Hexadecimal ones are those of 16 bytes, by splitting them
 * into nibbles and looking these up (as Mula does it); how many digits count follows from
 * the leading bits. Decimal ones are those of four numbers, by multiplications as in
 * integer.c; how many count follows from the digits. */
#include "lib/dump/number/integer.h"

#include <string.h>

#include "lib/cpu/vector.h"
#include "lib/number/digits.h"
#include "lib/number/reciprocal.h"

#define FULL UINT64_C(100000000) /* no group of eight digits has so large a value */

enum { PIECE = 16, FOUR = 4 };

/* From shifts + n on: the order that removes the first n of 16 bytes. */
static const uint8_t shifts[2 * PIECE] = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15};

/* ---- hexadecimal -------------------------------------------------------- */

struct digits {
	__m128i first, second; /* of eight bytes each, in the order of reading */
};

INLINE struct digits
digits_of_bytes(const uint8_t *p, __m128i order, __m128i characters)
{
	const __m128i nibble = _mm_set1_epi8(15);
	__m128i in = _mm_shuffle_epi8(lane_load(p), order);
	__m128i high = _mm_and_si128(_mm_srli_epi16(in, 4), nibble);
	__m128i low = _mm_and_si128(in, nibble);

	return (struct digits){
	    _mm_shuffle_epi8(characters, _mm_unpacklo_epi8(high, low)),
	    _mm_shuffle_epi8(characters, _mm_unpackhi_epi8(high, low)),
	};
}

/* The order that reverses the bytes of each number. */
INLINE __m128i
order_of(unsigned bytes)
{
	const __m128i places = _mm_setr_epi8(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15);

	return _mm_xor_si128(places, _mm_set1_epi8((char)(bytes - 1)));
}

INLINE unsigned
short_hex_digits(const struct integer_style *style, const uint8_t *p, unsigned bytes)
{
	uint64_t v = 0;
	unsigned n;

	memcpy(&v, p, bytes); /* vectors are of little-endian machines */
	n = digits_hex(v);
	return n < style->digits ? style->digits : n;
}

/* `text` begins with all digits of the number at p. */
INLINE uint8_t *
short_hex_put_one(
    const struct integer_style *style, __m128i text, const uint8_t *p, unsigned bytes, uint8_t *out)
{
	unsigned digits = short_hex_digits(style, p, bytes);

	out = affix_put(&style->before, out);
	if (bytes == 8) {
		text = _mm_shuffle_epi8(text, lane_load(shifts + PIECE - digits));
		lane_store(out, text);
	} else {
		uint64_t eight = (uint64_t)_mm_cvtsi128_si64(text) >> 8 * (2 * bytes - digits);

		memcpy(out, &eight, sizeof(eight));
	}
	return affix_put(&style->after, out + digits);
}

INLINE uint8_t *
put_eight_bytes(
    const struct integer_style *style, __m128i text, const uint8_t *p, unsigned bytes, uint8_t *out)
{
	out = short_hex_put_one(style, text, p, bytes, out);
	if (bytes == 8)
		return out;
	out = short_hex_put_one(style,
	    bytes == 4 ? _mm_srli_si128(text, 8) : _mm_srli_si128(text, 4), p + bytes, bytes, out);
	if (bytes == 4)
		return out;
	out = short_hex_put_one(style, _mm_srli_si128(text, 8), p + 4, bytes, out);
	return short_hex_put_one(style, _mm_srli_si128(text, 12), p + 6, bytes, out);
}

INLINE uint8_t *
short_hex_put_all(
    const struct integer_style *given, const uint8_t *p, size_t times, unsigned bytes, uint8_t *out)
{
	const struct integer_style style = *given; /* which no store can change */
	const __m128i order = order_of(bytes);
	const __m128i characters = lane_load(digits_of_case(style.capital));

	for (; times >= PIECE / bytes; times -= PIECE / bytes, p += PIECE) {
		struct digits digits = digits_of_bytes(p, order, characters);

		out = put_eight_bytes(&style, digits.first, p, bytes, out);
		out = put_eight_bytes(&style, digits.second, p + 8, bytes, out);
	}
	return integers_put(given, p, times, out);
}

/* ---- decimal ------------------------------------------------------------- */

/* The eight digits of four numbers below FULL, the first of each in its lowest byte. */
INLINE __m256i
decimal_groups(__m256i v)
{
	__m256i high =
	    _mm256_srli_epi64(_mm256_mul_epu32(v, _mm256_set1_epi64x(RECIPROCAL(10000, 45))), 45);
	__m256i low = v - _mm256_mul_epu32(high, _mm256_set1_epi64x(10000));
	__m256i x = high | _mm256_slli_epi64(low, 32);

	high =
	    _mm256_srli_epi16(_mm256_mulhi_epu16(x, _mm256_set1_epi16(RECIPROCAL(100, 16 + 3))), 3);
	low = _mm256_sub_epi16(x, _mm256_mullo_epi16(high, _mm256_set1_epi16(100)));
	x = high | _mm256_slli_epi32(low, 16);
	high = _mm256_mulhi_epu16(x, _mm256_set1_epi16(RECIPROCAL(10, 16)));
	low = _mm256_sub_epi16(x, _mm256_mullo_epi16(high, _mm256_set1_epi16(10)));
	return high | _mm256_slli_epi16(low, 8);
}

/* The absolute values of four numbers. */
INLINE __m256i
decimal_load(const uint8_t *p, unsigned bytes, bool is_signed)
{
	__m128i v;

	if (bytes == 4) {
		v = lane_load(p);
		return _mm256_cvtepu32_epi64(is_signed ? _mm_abs_epi32(v) : v);
	}
	v = _mm_loadl_epi64((const void *)p);
	return _mm256_cvtepu16_epi64(is_signed ? _mm_abs_epi16(v) : v);
}

/* '-' if the number is negative. Without a branch, which would often be mispredicted. */
INLINE uint8_t
sign_of(const struct integer_style *style, const uint8_t *p, unsigned bytes)
{
	uint8_t negative = (uint8_t) - (p[bytes - 1] >> 7 & style->is_signed);

	return (uint8_t)((style->positive & ~negative) | ('-' & negative));
}

/* `digits` are values; `least` has a bit for the digit from which on all count. */
INLINE uint8_t *
decimal_put_one(
    const struct integer_style *style, __m128i digits, uint8_t sign, uint32_t least, uint8_t *out)
{
	const __m128i zeros = _mm_set1_epi8('0'), blanks = _mm_set1_epi8(' ');
	__m128i counts = _mm_cmpgt_epi8(digits, _mm_setzero_si128());
	unsigned skip = (unsigned)__builtin_ctz((uint32_t)_mm_movemask_epi8(counts) | least);
	unsigned length = PIECE - skip + (sign != 0), width = style->width;

	out = affix_put(&style->before, out);
	if (style->width) {
		lane_store(out, blanks);
		lane_store(out + PIECE, blanks);
		/* Without a branch, like the sign. */
		out += (width - length) & -(unsigned)(width > length);
	}
	*out = sign;
	out += sign != 0;
	lane_store(out, _mm_shuffle_epi8(digits | zeros, lane_load(shifts + skip)));
	return affix_put(&style->after, out + PIECE - skip);
}

INLINE uint8_t *
decimal_put_all(
    const struct integer_style *given, const uint8_t *p, size_t times, unsigned bytes, uint8_t *out)
{
	const struct integer_style style = *given; /* which no store can change */
	const uint32_t least = 1U << (PIECE - style.digits);

	for (; times >= FOUR; times -= FOUR, p += (size_t)FOUR * bytes) {
		__m256i v = decimal_load(p, bytes, style.is_signed), high = _mm256_setzero_si256();
		__m256i first, second;
		__m128i digits[FOUR];

		if (bytes == 4) {
			high = _mm256_srli_epi64(
			    _mm256_mul_epu32(v, _mm256_set1_epi64x(RECIPROCAL(FULL, 57))), 57);
			v -= _mm256_mul_epu32(high, _mm256_set1_epi64x((long long)FULL));
			high = decimal_groups(high);
		}
		v = decimal_groups(v);
		first = _mm256_unpacklo_epi64(high, v);
		second = _mm256_unpackhi_epi64(high, v);
		digits[0] = _mm256_castsi256_si128(first);
		digits[1] = _mm256_castsi256_si128(second);
		digits[2] = _mm256_extracti128_si256(first, 1);
		digits[3] = _mm256_extracti128_si256(second, 1);
#pragma GCC unroll 4
		for (unsigned i = 0; i < FOUR; i++)
			out = decimal_put_one(&style, digits[i],
			    sign_of(&style, p + (size_t)i * bytes, bytes), least, out);
	}
	return times ? integers_put(given, p, times, out) : out;
}

/* These have functions of their own, as each needs a frame that the others do not. */
__attribute__((noinline)) static uint8_t *
decimal_put_2(const struct integer_style *style, const uint8_t *p, size_t times, uint8_t *out)
{
	return decimal_put_all(style, p, times, 2, out);
}

__attribute__((noinline)) static uint8_t *
decimal_put_4(const struct integer_style *style, const uint8_t *p, size_t times, uint8_t *out)
{
	return decimal_put_all(style, p, times, 4, out);
}

uint8_t *
integers_put_avx2(const struct integer_style *style, const uint8_t *p, size_t times, uint8_t *out)
{
	if (style->radix == 10) {
		return (style->bytes == 2 ? decimal_put_2 : decimal_put_4)(style, p, times, out);
	}
	switch (style->bytes) {
	case 2:
		return short_hex_put_all(style, p, times, 2, out);
	case 4:
		return short_hex_put_all(style, p, times, 4, out);
	default:
		return short_hex_put_all(style, p, times, 8, out);
	}
}
