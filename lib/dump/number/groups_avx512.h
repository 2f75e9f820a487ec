/* Eight numbers as decimal digits, with AVX-512: by multiplications as in integer.c. */
#ifndef PILLBOX_LIB_DUMP_NUMBER_GROUPS_AVX512_H
#define PILLBOX_LIB_DUMP_NUMBER_GROUPS_AVX512_H

#include <immintrin.h>
#include <stdint.h>

#include "lib/cpu/inline.h"
#include "lib/number/reciprocal.h"

#define FULL UINT64_C(100000000) /* no group of eight digits has so large a value */

/* The digits of eight numbers below FULL, the first of each in its lowest byte. */
INLINE __m512i
decimal_groups(__m512i v)
{
	__m512i high =
	    _mm512_srli_epi64(_mm512_mul_epu32(v, _mm512_set1_epi64(RECIPROCAL(10000, 45))), 45);
	__m512i low = _mm512_sub_epi64(v, _mm512_mul_epu32(high, _mm512_set1_epi64(10000)));
	__m512i x = _mm512_or_si512(high, _mm512_slli_epi64(low, 32));

	high =
	    _mm512_srli_epi16(_mm512_mulhi_epu16(x, _mm512_set1_epi16(RECIPROCAL(100, 16 + 3))), 3);
	low = _mm512_sub_epi16(x, _mm512_mullo_epi16(high, _mm512_set1_epi16(100)));
	x = _mm512_or_si512(high, _mm512_slli_epi32(low, 16));
	high = _mm512_mulhi_epu16(x, _mm512_set1_epi16(RECIPROCAL(10, 16)));
	low = _mm512_sub_epi16(x, _mm512_mullo_epi16(high, _mm512_set1_epi16(10)));
	return _mm512_or_si512(high, _mm512_slli_epi16(low, 8));
}

#endif
