/* The digits of bytes, for base16 and for dumps: each byte becomes a word, whose bytes get one
 * half of it each, and a shuffle looks them up. */
#ifndef PILLBOX_LIB_BASES_BASE16_VECTOR_H
#define PILLBOX_LIB_BASES_BASE16_VECTOR_H

#include "lib/cpu/vector.h"

#ifdef __AVX512BW__

/* VECTOR / 2 bytes, and their digits, which are those of the 16 in `digits`. */
INLINE vector
base16_digits(const char *digits, __m256i bytes)
{
	/* Eight bits from the bits 4 and 0 of each word; the lookup is by the low four of them. */
	const vector shifts = _mm512_set1_epi64(0x3034202410140004);
	const vector halves = _mm512_multishift_epi64_epi8(shifts, _mm512_cvtepu8_epi16(bytes));

	return _mm512_permutexvar_epi8(halves, vector_lanes(lane_load(digits)));
}

#else

INLINE vector
base16_digits(const char *digits, __m128i bytes)
{
	const vector words = _mm256_cvtepu8_epi16(bytes);
	const vector halves = _mm256_and_si256(
	    _mm256_or_si256(_mm256_srli_epi16(words, 4), _mm256_slli_epi16(words, 8)),
	    vector_each(0x0F));

	return _mm256_shuffle_epi8(vector_lanes(lane_load(digits)), halves);
}

#endif

#endif
