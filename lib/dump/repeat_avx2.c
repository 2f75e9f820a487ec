/* Repeated blocks with AVX2: the top bits of compared words make the mask. The
 * rest is in repeat_vector.h. */
#include "lib/dump/repeat_vector.h"

/* Bit i: whether word i of four is the same. */
INLINE uint32_t
equal(const uint8_t *p, const uint8_t *q)
{
	__m256i a = _mm256_loadu_si256((const __m256i *)(const void *)p);
	__m256i b = _mm256_loadu_si256((const __m256i *)(const void *)q);

	return (uint32_t)_mm256_movemask_pd(_mm256_castsi256_pd(_mm256_cmpeq_epi64(a, b)));
}

INLINE uint32_t
differ(const uint8_t *p, const uint8_t *q)
{
	return 0xFF ^ (equal(p, q) | equal(p + 32, q + 32) << 4);
}

INLINE bool
repeats(const uint8_t *p, const uint8_t *q)
{
	__m256i block =
	    _mm256_broadcastsi128_si256(_mm_loadu_si128((const __m128i *)(const void *)q));
	__m256i other = _mm256_setzero_si256();

	for (size_t i = 0; i < STRIDE; i += sizeof(block)) {
		__m256i here = _mm256_loadu_si256((const __m256i *)(const void *)(p + i));

		other = _mm256_or_si256(other, _mm256_xor_si256(here, block));
	}
	return _mm256_testz_si256(other, other);
}

size_t
repeat_run_avx2(const uint8_t *p, size_t n, size_t block, bool same)
{
	return run(p, n, block, same);
}

uint32_t
repeat_mask_avx2(const uint8_t *p)
{
	return mask(p);
}
