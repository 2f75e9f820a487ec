/* The lines of -b with AVX-512 VBMI: a line's bits and characters are one vector. */
#include "applets/xxd/bits_vector.h"

INLINE void
bits_body(const uint8_t *p, uint8_t *out)
{
	const __mmask64 characters = 0x3FULL << 57;
	const vector shown =
	    _mm512_permutexvar_epi8(_mm512_load_si512(bytes), _mm512_castsi128_si512(lane_load(p)));
	const __mmask64 is_set = _mm512_test_epi8_mask(shown, _mm512_load_si512(bits));
	const __mmask64 plain = _mm512_mask_cmplt_epu8_mask(
	    characters, _mm512_sub_epi8(shown, vector_each(' ')), vector_each(0x7F - ' '));
	const vector text =
	    _mm512_mask_mov_epi8(_mm512_load_si512(zeros), is_set, vector_each('1'));

	vector_store(out, _mm512_mask_mov_epi8(text, plain, shown));
}

uint8_t *
bits_lines_avx512(const uint8_t *p, size_t lines, uint64_t offset, uint8_t *out)
{
	return bits_lines_of(p, lines, offset, out);
}
