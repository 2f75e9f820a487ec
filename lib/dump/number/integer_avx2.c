/* Integers with AVX2: the digits of several are made at once, then the zeros that lead are
 * shifted out, number by number. Hexadecimal digits are those of 8 bytes, by splitting them
 * into nibbles (as Mula does it); decimal ones those of four numbers, by multiplications as
 * in integer.c. How many count follows from the digits. */
#include "lib/dump/number/integer.h"

#include <string.h>

#include "lib/cpu/vector.h"
#include "lib/number/digits.h"
#include "lib/number/reciprocal.h"

#define FULL UINT64_C(100000000) /* no group of eight digits has so large a value */

enum { PIECE = 16, FOUR = 4 };

/* From shifts + n on: the order that removes the first n of 16 bytes. */
static const uint8_t shifts[2 * PIECE] = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15};

/* ---- one number ---------------------------------------------------------- */

struct number {
	__m128i text;        /* its digits, maybe among those of others: */
	unsigned first, end; /* where they are */
	uint32_t counts;     /* from the first set bit on, they count */
	uint32_t head;       /* the values of four more digits before these, the first lowest */
	uint8_t sign;        /* 0: none */
};

/* The shape of the text depends on no branch, which would often be mispredicted. */
INLINE uint8_t *
put_number(
    const struct integer_style *style, struct number n, const struct affix *after, uint8_t *out)
{
	unsigned no_head = (unsigned)__builtin_ctzll(n.head | UINT64_C(1) << 32) / 8;
	unsigned skip = (unsigned)__builtin_ctz((n.counts | (n.head != 0)) >> n.first) + n.first;
	unsigned length = 4 - no_head + n.end - skip + (n.sign != 0), width = style->width;
	uint32_t head = (uint32_t)((n.head | UINT64_C(0x30303030)) >> 8 * no_head);

	out = affix_put(&style->before, out);
	if (style->width) {
		lane_store(out, _mm_set1_epi8(' '));
		lane_store(out + PIECE, _mm_set1_epi8(' '));
		out += (width - length) & -(unsigned)(width > length);
	}
	*out = n.sign;
	out += n.sign != 0;
	memcpy(out, &head, sizeof(head));
	out += 4 - no_head;
	lane_store(out, _mm_shuffle_epi8(n.text, lane_load(shifts + skip)));
	return affix_put(after, out + (n.end - skip));
}

/* ---- hexadecimal --------------------------------------------------------- */

/* The numbers of 8 bytes. */
INLINE uint8_t *
hex_put_all(
    const struct integer_style *given, const uint8_t *p, size_t times, unsigned bytes, uint8_t *out)
{
	const struct integer_style style = *given; /* which no store can change */
	const __m128i characters = lane_load(digits_of_case(style.capital));
	const unsigned digits = 2 * bytes;
	const __m128i order =
	    _mm_set_epi64x(0, (int64_t)(0x0706050403020100 ^ 0x0101010101010101 * (bytes - 1)));
	uint32_t least = 0, left = style.line;

	for (unsigned end = digits; end <= PIECE; end += digits)
		least |= 1U << (end - style.digits);
	for (; times; p += 8) {
		__m128i in = _mm_shuffle_epi8(_mm_loadl_epi64((const void *)p), order);
		__m128i v = _mm_unpacklo_epi8(_mm_srli_epi16(in, 4), in) & _mm_set1_epi8(15);
		__m128i counts = _mm_cmpgt_epi8(v, _mm_setzero_si128());
		struct number n = {.text = _mm_shuffle_epi8(characters, v)};

		n.counts = (uint32_t)_mm_movemask_epi8(counts) | least;
		for (unsigned i = 0; i < PIECE / digits && times; i++, times--) {
			n.first = i * digits;
			n.end = n.first + digits;
			out = put_number(&style, n, affix_after(&style, &left), out);
		}
	}
	return out;
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

/* The digits of four numbers. Those of 8 bytes have 20. */
struct decimals {
	__m256i head, high, low; /* 4, 8, 8 */
};

INLINE uint64_t
eight_bytes(const uint8_t *p, bool is_signed)
{
	uint64_t v, negative;

	memcpy(&v, p, sizeof(v));
	negative = v >> 63 & is_signed;
	return (v ^ -negative) + negative;
}

INLINE struct decimals
decimals_of_8(const uint8_t *p, bool is_signed)
{
	uint64_t head[FOUR], high[FOUR], low[FOUR];

#pragma GCC unroll 4
	for (unsigned i = 0; i < FOUR; i++) {
		uint64_t v = eight_bytes(p + (size_t)8 * i, is_signed);

		head[i] = v / (FULL * FULL);
		high[i] = v % (FULL * FULL) / FULL;
		low[i] = v % FULL;
	}
#define ALL(v)                                                                                     \
	decimal_groups(                                                                            \
	    _mm256_set_epi64x((int64_t)(v)[3], (int64_t)(v)[2], (int64_t)(v)[1], (int64_t)(v)[0]))
	return (struct decimals){ALL(head), ALL(high), ALL(low)};
#undef ALL
}

INLINE struct decimals
decimals_of(const uint8_t *p, unsigned bytes, bool is_signed)
{
	const __m256i zero = _mm256_setzero_si256();
	__m256i v, high;
	__m128i in;

	if (bytes == 8)
		return decimals_of_8(p, is_signed);
	if (bytes == 2) {
		in = _mm_loadl_epi64((const void *)p);
		v = _mm256_cvtepu16_epi64(is_signed ? _mm_abs_epi16(in) : in);
		return (struct decimals){zero, zero, decimal_groups(v)};
	}
	in = lane_load(p);
	v = _mm256_cvtepu32_epi64(is_signed ? _mm_abs_epi32(in) : in);
	high = _mm256_srli_epi64(_mm256_mul_epu32(v, _mm256_set1_epi64x(RECIPROCAL(FULL, 57))), 57);
	v -= _mm256_mul_epu32(high, _mm256_set1_epi64x((long long)FULL));
	return (struct decimals){zero, decimal_groups(high), decimal_groups(v)};
}

INLINE uint8_t
sign_of(const struct integer_style *style, const uint8_t *p, unsigned bytes)
{
	uint8_t negative = (uint8_t) - (p[bytes - 1] >> 7 & style->is_signed);

	return (uint8_t)((style->positive & ~negative) | ('-' & negative));
}

INLINE uint8_t *
decimal_put_all(
    const struct integer_style *given, const uint8_t *p, size_t times, unsigned bytes, uint8_t *out)
{
	const struct integer_style style = *given; /* which no store can change */
	const uint32_t least = 1U << (PIECE - style.digits);
	uint32_t left = style.line;

	for (; times; p += (size_t)FOUR * bytes) {
		struct decimals all = decimals_of(p, bytes, style.is_signed);
		__m256i even = _mm256_unpacklo_epi64(all.high, all.low);
		__m256i odd = _mm256_unpackhi_epi64(all.high, all.low);
		const __m128i digits[FOUR] = {_mm256_castsi256_si128(even),
		    _mm256_castsi256_si128(odd), _mm256_extracti128_si256(even, 1),
		    _mm256_extracti128_si256(odd, 1)};
		const uint64_t heads[FOUR] = {(uint64_t)_mm256_extract_epi64(all.head, 0),
		    (uint64_t)_mm256_extract_epi64(all.head, 1),
		    (uint64_t)_mm256_extract_epi64(all.head, 2),
		    (uint64_t)_mm256_extract_epi64(all.head, 3)};

#pragma GCC unroll 4
		for (unsigned i = 0; i < FOUR && times; i++, times--) {
			__m128i counts = _mm_cmpgt_epi8(digits[i], _mm_setzero_si128());

			out = put_number(&style,
			    (struct number){
			        .text = digits[i] | _mm_set1_epi8('0'),
			        .end = PIECE,
			        .counts = (uint32_t)_mm_movemask_epi8(counts) | least,
			        .head = bytes == 8 ? (uint32_t)(heads[i] >> 32) : 0,
			        .sign = sign_of(&style, p + (size_t)i * bytes, bytes),
			    },
			    affix_after(&style, &left), out);
		}
	}
	return out;
}

/* ---- all ----------------------------------------------------------------- */

/* Each has a function of its own, as each needs a frame that the others do not. */
#define PUT(radix, bytes)                                                                          \
	__attribute__((noinline)) static uint8_t *radix##_put_##bytes(                             \
	    const struct integer_style *style, const uint8_t *p, size_t times, uint8_t *out)       \
	{                                                                                          \
		return radix##_put_all(style, p, times, bytes, out);                               \
	}
PUT(hex, 2)
PUT(hex, 4)
PUT(hex, 8)
PUT(decimal, 2)
PUT(decimal, 4)
PUT(decimal, 8)

uint8_t *
integers_put_avx2(const struct integer_style *style, const uint8_t *p, size_t times, uint8_t *out)
{
	static integers_put *const all[2][3] = {
	    {hex_put_2, hex_put_4, hex_put_8}, {decimal_put_2, decimal_put_4, decimal_put_8}};

	return all[style->radix == 10][style->bytes / 4](style, p, times, out);
}
