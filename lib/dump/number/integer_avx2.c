/* Hexadecimal numbers with AVX2: the digits of 16 bytes at a time, by splitting
 * them into nibbles and looking these up (as Mula does it); then, number by number,
 * the zeros that lead are shifted out, as many as the leading bits say. */
#include "lib/dump/number/integer.h"

#include <string.h>

#include "lib/cpu/vector.h"
#include "lib/number/digits.h"

enum { PIECE = 16 };

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
		static const uint8_t shifts[2 * PIECE] = {
		    0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15};
		const uint8_t *shift = shifts + PIECE - digits;

		text = _mm_shuffle_epi8(text, lane_load(shift));
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

uint8_t *
integers_put_avx2(const struct integer_style *style, const uint8_t *p, size_t times, uint8_t *out)
{
	switch (style->bytes) {
	case 2:
		return short_hex_put_all(style, p, times, 2, out);
	case 4:
		return short_hex_put_all(style, p, times, 4, out);
	default:
		return short_hex_put_all(style, p, times, 8, out);
	}
}
