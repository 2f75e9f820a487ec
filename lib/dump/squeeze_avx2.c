/* Repeated blocks with AVX2: the top bits of compared words make the mask. */
#include "lib/dump/squeeze_vector.h"

/* Bit i: whether word i of four is the same. */
INLINE uint32_t
equal_words(const uint8_t *p, const uint8_t *q)
{
	const vector equal = _mm256_cmpeq_epi64(vector_load(p), vector_load(q));

	return (uint32_t)_mm256_movemask_pd(_mm256_castsi256_pd(equal));
}

INLINE uint32_t
squeeze_differ(const uint8_t *p, const uint8_t *q)
{
	return 0xFF ^ (equal_words(p, q) | equal_words(p + 32, q + 32) << 4);
}

INLINE bool
squeeze_is_zero(vector v)
{
	return _mm256_testz_si256(v, v);
}

size_t
squeeze_run_avx2(const uint8_t *p, size_t n, size_t block, bool same)
{
	return squeeze_by_vectors(p, n, block, same);
}

uint32_t
squeeze_mask_avx2(const uint8_t *p)
{
	return squeeze_marks(p);
}
