/* Encoding 24 bytes at a time with AVX2: a shuffle brings each group of three
 * to a place of four, two multiplications shift its six-bit values apart, and
 * what must be added to a value to make its character is looked up by its range
 * (Wojciech Mula and Daniel Lemire, "Faster Base64 Encoding and Decoding Using
 * AVX2 Instructions", arXiv:1704.00605). A default line is 24, 24 and 9 bytes;
 * the newline is blended into the last. */
#include "lib/bases/base64.h"
#include "lib/cpu/vector.h"

/* A step encodes STEP bytes, but its loads read REACH. */
enum { STEP = 24, REACH = 28 };

/* Where the last step of a line begins. */
enum { LAST = 48 };

struct registers {
	vector spread, offsets, newline;
};

INLINE struct registers
encode_prepare(enum base base)
{
	const __m128i spread = _mm_setr_epi8(1, 0, 2, 1, 4, 3, 5, 4, 7, 6, 8, 7, 10, 9, 11, 10);
	const char a = (char)((base == BASE64 ? '+' : '-') - 62), b = (char)((base == BASE64 ? '/' : '_') - 63);
	/* By range_of_values(): a-z, ten digits, the last two, A-Z. */
	const __m128i offsets = _mm_setr_epi8('a' - 26, '0' - 52, '0' - 52, '0' - 52, '0' - 52,
	    '0' - 52, '0' - 52, '0' - 52, '0' - 52, '0' - 52, '0' - 52, a, b, 'A', 0, 0);
	const __m128i newline = _mm_setr_epi8(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, '\n', 0, 0, 0);

	return (struct registers){
	    .spread = vector_lanes(spread),
	    .offsets = vector_lanes(offsets),
	    .newline = _mm256_zextsi128_si256(newline),
	};
}

/* 0 for a-z, 1-10 for the digits, 11 and 12 for the last two, 13 for A-Z. */
INLINE vector
range_of_values(vector values)
{
	const vector above_z = _mm256_subs_epu8(values, vector_each(51));
	const vector capital = _mm256_cmpgt_epi8(vector_each(26), values);

	return _mm256_or_si256(above_z, _mm256_and_si256(capital, vector_each(13)));
}

/* The 32 characters of the 24 bytes at in. */
INLINE vector
encode_characters(const struct registers *r, const uint8_t *in)
{
	const __m128i low = lane_load(in);
	const __m128i high = lane_load(in + STEP / 2);
	const vector spread = _mm256_shuffle_epi8(_mm256_set_m128i(high, low), r->spread);
	/* High halves of products: the first and third values of each group move down by
	 * 10 and by 6 bits. Low halves: the second and fourth move up by 4 and by 8. */
	const vector first_and_third = _mm256_mulhi_epu16(
	    _mm256_and_si256(spread, _mm256_set1_epi32(0x0FC0FC00)), _mm256_set1_epi32(0x04000040));
	const vector others = _mm256_mullo_epi16(
	    _mm256_and_si256(spread, _mm256_set1_epi32(0x003F03F0)), _mm256_set1_epi32(0x01000010));
	const vector values = _mm256_or_si256(first_and_third, others);

	return _mm256_add_epi8(values, _mm256_shuffle_epi8(r->offsets, range_of_values(values)));
}

INLINE void
encode_groups(enum base base, const uint8_t *in, size_t n, uint8_t *out)
{
	const struct registers r = encode_prepare(base);
	size_t i = 0;

	for (; n - i >= REACH; i += STEP, out += 32)
		vector_store(out, encode_characters(&r, in + i));
	(base == BASE64 ? base64_encode_groups_plain : base64url_encode_groups_plain)(
	    in + i, n - i, out);
}

INLINE size_t
encode_lines(enum base base, const uint8_t *in, size_t n, uint8_t *out)
{
	const struct registers r = encode_prepare(base);
	const vector end_of_line = _mm256_cmpeq_epi8(r.newline, vector_each('\n'));
	size_t lines = 0;

	for (; n >= LAST + REACH; n -= LINE_BYTES, in += LINE_BYTES, lines++) {
		const vector last = encode_characters(&r, in + LAST);

		vector_store(out, encode_characters(&r, in));
		vector_store(out + 32, encode_characters(&r, in + STEP));
		vector_store(out + 64, _mm256_blendv_epi8(last, r.newline, end_of_line));
		out += LINE_CHARACTERS + 1;
	}
	return lines;
}

void
base64_encode_groups_avx2(const uint8_t *in, size_t n, uint8_t *out)
{
	encode_groups(BASE64, in, n, out);
}

void
base64url_encode_groups_avx2(const uint8_t *in, size_t n, uint8_t *out)
{
	encode_groups(BASE64URL, in, n, out);
}

size_t
base64_encode_lines_avx2(const uint8_t *in, size_t n, uint8_t *out)
{
	return encode_lines(BASE64, in, n, out);
}

size_t
base64url_encode_lines_avx2(const uint8_t *in, size_t n, uint8_t *out)
{
	return encode_lines(BASE64URL, in, n, out);
}
