/* The canned formats with AVX-512: a body is one vector. All of a block's hex
 * digits, and the characters between them, are put into their columns by one
 * permutation of bytes (VBMI). */
#include "lib/dump/canned/canned_decimal.h"
#include "lib/dump/canned/canned_vector.h"

INLINE vector
canned_permute(vector v, vector order)
{
	return _mm512_permutexvar_epi32(order, v);
}

/* One lane of low digits, one of high digits, one of blanks, one of bars, or for xxd of
 * colons: the permutation uses the low six bits of the layout's bytes, and these are 20 for a
 * blank, 3C for a bar and 3A for a colon. */
INLINE void
canned_put_hex(const uint8_t layout[64], size_t half, const uint8_t *p, uint8_t *out)
{
	const vector shift = _mm512_set_epi64(0, 0, 0, 0, 4, 4, 0, 0);
	const char mark = layout[0] == ':' ? ':' : '|';
	const vector ascii = _mm512_inserti64x4(vector_lanes(lane_load(digits_of_case(false))),
	    _mm256_set_m128i(_mm_set1_epi8(mark), _mm_set1_epi8(' ')), 1);
	vector v = _mm512_srlv_epi64(vector_lanes(lane_load(p)), shift);

	(void)half;
	v = _mm512_shuffle_epi8(ascii, v & _mm512_set1_epi8(15));
	vector_store(out, _mm512_permutexvar_epi8(_mm512_load_si512(layout), v));
}

INLINE __m128i
canned_text_of(__m128i v)
{
	__mmask16 plain =
	    _mm_cmplt_epu8_mask(_mm_sub_epi8(v, _mm_set1_epi8(' ')), _mm_set1_epi8(95));

	return _mm_mask_blend_epi8(plain, _mm_set1_epi8('.'), v);
}

INLINE void
canned_put_body(uint8_t *out, vector body, bool narrow)
{
#define CELL(i)                                                                                    \
	8 * (i) + 1, 8 * (i) + 2, 8 * (i) + 3, 8 * (i) + 4, 8 * (i) + 5, 8 * (i) + 6, 8 * (i) + 7
	static const _Alignas(64) uint8_t order[VECTOR] = {
	    CELL(0), CELL(1), CELL(2), CELL(3), CELL(4), CELL(5), CELL(6), CELL(7)};
#undef CELL

	if (narrow)
		body = _mm512_permutexvar_epi8(_mm512_load_si512(order), body);
	vector_store(out, body);
}

uint8_t *
canned_lines_avx512(const struct canned *c, const uint8_t *p, size_t lines, uint64_t offset,
    struct canned_marks marks, uint8_t *out)
{
	/* With marks as they are: they cost little beside the numbers. */
	if (c->kind >= CANNED_OD_D8)
		return lines_of_decimal_kind(c, p, lines, offset, marks, out);
	return lines_of(c, p, lines, offset, marks, out);
}
