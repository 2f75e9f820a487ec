/* Repeated blocks with AVX-512: words of eight bytes are compared into mask
 * registers. The rest is in repeat_vector.h. */
#include "lib/dump/repeat_vector.h"

INLINE uint32_t
differ(const uint8_t *p, const uint8_t *q)
{
	return _mm512_cmpneq_epi64_mask(_mm512_loadu_si512(p), _mm512_loadu_si512(q));
}

INLINE bool
repeats(const uint8_t *p, const uint8_t *q)
{
	__m512i block = _mm512_broadcast_i32x4(_mm_loadu_si128((const __m128i *)(const void *)q));
	__m512i other = _mm512_setzero_si512();

	for (size_t i = 0; i < STRIDE; i += GROUP)
		other = _mm512_or_si512(other, _mm512_xor_si512(_mm512_loadu_si512(p + i), block));
	return !_mm512_test_epi64_mask(other, other);
}

size_t
repeat_run_avx512(const uint8_t *p, size_t n, size_t block, bool same)
{
	return run(p, n, block, same);
}

uint32_t
repeat_mask_avx512(const uint8_t *p)
{
	return mask(p);
}
