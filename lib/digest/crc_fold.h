/* CRCs by carry-less multiplication (Gopal, Ozturk, Guilford and others, "Fast CRC Computation
 * for Generic Polynomials Using PCLMULQDQ Instruction", Intel, 2009): 128 bits of the message
 * are moved on by D bits if their upper half is multiplied by x^(D + 64) modulo the polynomial,
 * and their lower half by x^D. So everything is folded into 16 bytes with the same remainder,
 * and plain C does these and what is left.
 *
 * The mirrored CRC has the upper half in the lower half of a register. A product of mirrored
 * numbers is one bit too low, so the powers are smaller by one. */
#ifndef PILLBOX_LIB_DIGEST_CRC_FOLD_H
#define PILLBOX_LIB_DIGEST_CRC_FOLD_H

#include <immintrin.h>
#include <stdbool.h>

#include "lib/digest/engines.h"

enum crc_distance { CRC_BY_128, CRC_BY_256, CRC_BY_384, CRC_BY_512, CRC_BY_2048, CRC_DISTANCES };

/* For the lower and the upper half of a register. */
_Alignas(64) static const uint64_t crc_powers[CRC_DISTANCES][2] = {
    [CRC_BY_128] = {0x00000000e8a45605, 0x00000000c5b9cd4c},
    [CRC_BY_256] = {0x0000000075be46b7, 0x00000000569700e5},
    [CRC_BY_384] = {0x000000008c3828a8, 0x0000000064bf7a9b},
    [CRC_BY_512] = {0x00000000e6228b11, 0x000000008833794c},
    [CRC_BY_2048] = {0x0000000088fe2237, 0x00000000cbcf3bcb}};
_Alignas(64) static const uint64_t crc_powers_mirrored[CRC_DISTANCES][2] = {
    [CRC_BY_128] = {0x65673b4600000000, 0x9ba54c6f00000000},
    [CRC_BY_256] = {0x9570d49500000000, 0x01b5fd1d00000000},
    [CRC_BY_384] = {0x69ccfc0d00000000, 0x2a28386200000000},
    [CRC_BY_512] = {0x653d982200000000, 0xcad38e8f00000000},
    [CRC_BY_2048] = {0x7cc8e1e700000000, 0x03f9f86300000000}};

INLINE __m128i
crc_power(enum crc_distance distance, bool mirrored)
{
	return _mm_load_si128(
	    (const void *)(mirrored ? crc_powers_mirrored : crc_powers)[distance]);
}

/* 16 bytes of the message, the first one highest, or mirrored. */
INLINE __m128i
crc_load(const uint8_t *p, bool mirrored)
{
	const __m128i v = _mm_loadu_si128((const void *)p);
	const __m128i swap = _mm_set_epi64x(0x0001020304050607, 0x08090A0B0C0D0E0F);

	return mirrored ? v : _mm_shuffle_epi8(v, swap);
}

/* Moves v on. */
INLINE __m128i
crc_moved(__m128i v, __m128i power)
{
	return _mm_xor_si128(
	    _mm_clmulepi64_si128(v, power, 0x00), _mm_clmulepi64_si128(v, power, 0x11));
}

/* The CRC so far, as it is added to the first 16 bytes. */
INLINE __m128i
crc_first(uint32_t crc, bool mirrored)
{
	const __m128i v = _mm_cvtsi32_si128((int)crc);

	return mirrored ? v : _mm_slli_si128(v, 12);
}

/* Takes in the 16 bytes that are left of everything before, and then n more. */
INLINE void
crc_end(union digest_words *words, __m128i v, const uint8_t *p, size_t n, bool mirrored)
{
	digest_blocks *const plain = mirrored ? crc32b_bytes_plain : crc_bytes_plain;
	uint8_t last[16];

	_mm_storeu_si128((void *)last, v);
	_mm_storeu_si128((void *)last, crc_load(last, mirrored));
	words->u32[0] = 0;
	plain(words, last, sizeof(last));
	plain(words, p, n);
}

#endif
