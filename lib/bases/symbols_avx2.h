/* Which bytes are symbols, and where they are not, for the decoders of AVX2. */
#ifndef PILLBOX_LIB_BASES_SYMBOLS_AVX2_H
#define PILLBOX_LIB_BASES_SYMBOLS_AVX2_H

#include "lib/bases/base.h"
#include "lib/cpu/vector.h"

/* Two lookups, by the low and the high four bits of a byte, agree on a bit where it is no
 * symbol. The first has all high halves that do not go with this low half, always those of
 * control characters; the second has its own high half, or above ASCII one of these. */
struct symbols {
	vector by_low, by_high;
};

INLINE struct symbols
symbols_of(enum base base)
{
	const __m128i set = lane_load(base_sets[base]);
	const __m128i by_high = _mm_setr_epi8(1, 2, 4, 8, 16, 32, 64, -128, 1, 1, 1, 1, 1, 1, 1, 1);

	return (struct symbols){
	    .by_low = vector_lanes(_mm_xor_si128(set, _mm_set1_epi8(-1))),
	    .by_high = vector_lanes(by_high),
	};
}

INLINE vector
high_nibbles(vector in)
{
	return _mm256_and_si256(_mm256_srli_epi32(in, 4), vector_each(0x0F));
}

/* Not 0 in each byte that is no symbol. */
INLINE vector
faults(const struct symbols *s, vector in)
{
	const vector low = _mm256_and_si256(in, vector_each(0x0F));

	return _mm256_and_si256(
	    _mm256_shuffle_epi8(s->by_low, low), _mm256_shuffle_epi8(s->by_high, high_nibbles(in)));
}

/* Which of 32 bytes are 0. */
INLINE uint32_t
zeros(vector v)
{
	return vector_high_bits(_mm256_cmpeq_epi8(v, _mm256_setzero_si256()));
}

#endif
