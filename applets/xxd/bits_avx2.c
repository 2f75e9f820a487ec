/* The lines of -b with AVX2: a vector for the bits of three bytes, another for those of the
 * other three, and the characters. */
#include "applets/xxd/bits_vector.h"

enum { SECOND = 29, CHARACTERS = 57 };

/* A vector of columns. */
INLINE vector
bits_columns(vector block, size_t first)
{
	const vector shown = _mm256_shuffle_epi8(block, vector_load(bytes + first));
	const vector is_set = _mm256_min_epu8(shown & vector_load(bits + first), vector_each(1));

	return _mm256_add_epi8(vector_load((const uint8_t *)zeros + first), is_set);
}

INLINE void
bits_body(const uint8_t *p, uint8_t *out)
{
	const __m128i block = lane_load(p);
	/* 7F becomes negative too. */
	const __m128i plain =
	    _mm_cmpgt_epi8(_mm_add_epi8(block, _mm_set1_epi8(1)), _mm_set1_epi8(' '));

	vector_store(out, bits_columns(vector_lanes(block), 0));
	vector_store(out + SECOND, bits_columns(vector_lanes(block), SECOND));
	_mm_storel_epi64(
	    (void *)(out + CHARACTERS), _mm_blendv_epi8(_mm_set1_epi8('.'), block, plain));
	out[BITS_BODY - 1] = '\n';
}

uint8_t *
bits_lines_avx2(const uint8_t *p, size_t lines, uint64_t offset, uint8_t *out)
{
	return bits_lines_of(p, lines, offset, out);
}
