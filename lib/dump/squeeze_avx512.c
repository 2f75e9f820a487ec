/* Repeated blocks with AVX-512: words of eight bytes are compared into mask
 * registers. */
#include "lib/dump/squeeze_vector.h"

INLINE uint32_t
squeeze_differ(const uint8_t *p, const uint8_t *q)
{
	return _mm512_cmpneq_epi64_mask(vector_load(p), vector_load(q));
}

INLINE bool
squeeze_is_zero(vector v)
{
	return !_mm512_test_epi64_mask(v, v);
}

size_t
squeeze_run_avx512(const uint8_t *p, size_t n, size_t block, bool same)
{
	return squeeze_by_vectors(p, n, block, same);
}

uint32_t
squeeze_mask_avx512(const uint8_t *p)
{
	return squeeze_marks(p);
}
