/* Messages side by side, one in each lane of the vectors of this level: their words, turned
 * so that a vector has the same word of each message. */
#ifndef PILLBOX_LIB_DIGEST_LANES_H
#define PILLBOX_LIB_DIGEST_LANES_H

#include "lib/cpu/vector.h"
#include "lib/digest/engines.h"

/* Messages with words of 32 and of 64 bits. */
enum { LANES_32 = VECTOR / 4, LANES_64 = VECTOR / 8 };

typedef uint32_t lanes32 __attribute__((vector_size(VECTOR)));
typedef uint64_t lanes64 __attribute__((vector_size(VECTOR)));

/* 16 bytes of each of the messages p[0], p[apart], p[2 * apart] and so on. */
INLINE vector
lanes_load(const uint8_t *const *p, unsigned apart, size_t at)
{
	const __m128i first = lane_load(p[0] + at), second = lane_load(p[apart] + at);
	const __m256i low = _mm256_inserti128_si256(_mm256_castsi128_si256(first), second, 1);

#ifdef __AVX512BW__
	return _mm512_inserti64x4(_mm512_castsi256_si512(low),
	    _mm256_inserti128_si256(_mm256_castsi128_si256(lane_load(p[(size_t)2 * apart] + at)),
	        lane_load(p[(size_t)3 * apart] + at), 1),
	    1);
#else
	return low;
#endif
}

/* Four words of 32 bits of each message. */
INLINE void
lanes_load32(lanes32 *w, const uint8_t *const *p, size_t at)
{
	const vector a = lanes_load(p, 4, at), b = lanes_load(p + 1, 4, at);
	const vector c = lanes_load(p + 2, 4, at), d = lanes_load(p + 3, 4, at);
	const vector ab_low = V(unpacklo_epi32)(a, b), ab_high = V(unpackhi_epi32)(a, b);
	const vector cd_low = V(unpacklo_epi32)(c, d), cd_high = V(unpackhi_epi32)(c, d);

	w[0] = (lanes32)V(unpacklo_epi64)(ab_low, cd_low);
	w[1] = (lanes32)V(unpackhi_epi64)(ab_low, cd_low);
	w[2] = (lanes32)V(unpacklo_epi64)(ab_high, cd_high);
	w[3] = (lanes32)V(unpackhi_epi64)(ab_high, cd_high);
}

/* Two words of 64 bits of each message, the highest byte first. */
INLINE void
lanes_load_be64(lanes64 *w, const uint8_t *const *p, size_t at)
{
	const vector swap = vector_lanes(_mm_set_epi64x(0x08090A0B0C0D0E0F, 0x0001020304050607));
	const vector a = V(shuffle_epi8)(lanes_load(p, 2, at), swap);
	const vector b = V(shuffle_epi8)(lanes_load(p + 1, 2, at), swap);

	w[0] = (lanes64)V(unpacklo_epi64)(a, b);
	w[1] = (lanes64)V(unpackhi_epi64)(a, b);
}

/* `count` words of each state, to and from vectors. */
INLINE void
lanes_get32(lanes32 *v, union digest_words *const *words, unsigned count)
{
	for (unsigned lane = 0; lane < LANES_32; lane++)
		for (unsigned i = 0; i < count; i++)
			v[i][lane] = words[lane]->u32[i];
}

INLINE void
lanes_put32(union digest_words *const *words, const lanes32 *v, unsigned count)
{
	for (unsigned lane = 0; lane < LANES_32; lane++)
		for (unsigned i = 0; i < count; i++)
			words[lane]->u32[i] = v[i][lane];
}

INLINE void
lanes_get64(lanes64 *v, union digest_words *const *words, unsigned count)
{
	for (unsigned lane = 0; lane < LANES_64; lane++)
		for (unsigned i = 0; i < count; i++)
			v[i][lane] = words[lane]->u64[i];
}

INLINE void
lanes_put64(union digest_words *const *words, const lanes64 *v, unsigned count)
{
	for (unsigned lane = 0; lane < LANES_64; lane++)
		for (unsigned i = 0; i < count; i++)
			words[lane]->u64[i] = v[i][lane];
}

/* By table of three bits: bit 4 * x + 2 * y + z of it is the result for bits x, y and z. */
#ifdef __AVX512BW__
#define LANES_TERNARY(x, y, z, table)                                                              \
	((__typeof__(x))_mm512_ternarylogic_epi64((vector)(x), (vector)(y), (vector)(z), table))
#endif

#endif
