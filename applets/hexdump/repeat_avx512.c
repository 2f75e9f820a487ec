/* Repeated blocks with AVX-512: words of eight bytes are compared into mask
 * registers. The rest is in repeat_vector.h. */
#include "applets/hexdump/repeat_vector.h"

INLINE uint32_t
differ(const uint8_t *p, const uint8_t *q)
{
	return _mm512_cmpneq_epi64_mask(_mm512_loadu_si512(p), _mm512_loadu_si512(q));
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
