/* Searching blocks by AVX-512. What is printed of a block is compressed at once: the
 * separators take the places of the bytes that follow the strings. */
#include "lib/strings/blocks_vector.h"

INLINE uint8_t *
blocks_store(uint8_t *out, const uint8_t *p, unsigned width, struct kept kept, uint8_t separator)
{
	const uint64_t places = kept.all | kept.after;
	const vector all =
	    _mm512_mask_blend_epi8(kept.after, vector_load(p), vector_each(separator));

	(void)width;
	vector_store(out, _mm512_maskz_compress_epi8(places, all));
	return out + (unsigned)__builtin_popcountll(places);
}

size_t
strings_blocks_avx512(struct strings *s, const uint8_t *p, size_t n)
{
	return blocks_search_any(s, p, n, true);
}
