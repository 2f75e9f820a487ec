/* The canned formats with AVX2: a body is two vectors, one for each eight bytes of the
 * block. Their hex digits fit into one lane, from which the layout picks for both lanes. */
#include "lib/dump/canned/canned_vector.h"

INLINE vector
canned_permute(vector v, vector order)
{
	return _mm256_permutevar8x32_epi32(v, order);
}

/* The layout is for a whole block; a digit of these eight bytes becomes an index into a
 * lane of 8 low and 8 high digits. */
INLINE void
put_hex_half(const uint8_t layout[32], const uint8_t *p, uint8_t *out)
{
	const vector shift = _mm256_set_epi64x(4, 0, 4, 0);
	vector order, other, v;
	long long eight;

	memcpy(&order, layout, sizeof(order));
	other = _mm256_cmpgt_epi8(order, _mm256_set1_epi8(31));
	other &= order;
	order = _mm256_cmpgt_epi8(order, _mm256_set1_epi8(31)) | (order & _mm256_set1_epi8(7)) |
	        (_mm256_srli_epi16(order, 1) & _mm256_set1_epi8(8));
	memcpy(&eight, p, sizeof(eight));
	v = _mm256_srlv_epi64(_mm256_set1_epi64x(eight), shift) & _mm256_set1_epi8(15);
	v = _mm256_shuffle_epi8(vector_lanes(lane_load(digits_of_case(false))), v);
	vector_store(out, _mm256_shuffle_epi8(v, order) | other);
}

INLINE void
canned_put_hex(const uint8_t layout[64], size_t half, const uint8_t *p, uint8_t *out)
{
	put_hex_half(layout, p, out);
	put_hex_half(layout + half, p + BLOCK / 2, out + half);
}

INLINE __m128i
canned_text_of(__m128i v)
{
	/* 0x7f becomes negative too. */
	__m128i plain = _mm_cmpgt_epi8(_mm_add_epi8(v, _mm_set1_epi8(1)), _mm_set1_epi8(' '));

	return _mm_blendv_epi8(_mm_set1_epi8('.'), v, plain);
}

INLINE void
canned_put_body(uint8_t *out, vector body, bool narrow)
{
	/* Two cells a lane: without the bytes 0 and 8. */
	const vector order = vector_lanes(_mm_set_epi64x(0x00000F0E0D0C0B0A, 0x0907060504030201));

	if (!narrow) {
		vector_store(out, body);
		return;
	}
	body = _mm256_shuffle_epi8(body, order);
	lane_store(out, _mm256_castsi256_si128(body));
	lane_store(out + 14, _mm256_extracti128_si256(body, 1));
}

uint8_t *
canned_lines_avx2(const struct canned *c, const uint8_t *p, size_t lines, uint64_t offset,
    struct canned_marks marks, uint8_t *out)
{
	return lines_of(c, p, lines, offset, marks, out);
}
