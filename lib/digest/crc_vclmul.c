/* Both CRCs by VPCLMULQDQ: sixteen times 128 bits of the message at once. */
#include "lib/digest/crc_fold.h"

enum { STEP = 256, VECTOR_SIZE = 64 };

INLINE __m512i
load(const uint8_t *p, bool mirrored)
{
	const __m512i v = _mm512_loadu_si512(p);
	const __m512i swap =
	    _mm512_broadcast_i32x4(_mm_set_epi64x(0x0001020304050607, 0x08090A0B0C0D0E0F));

	return mirrored ? v : _mm512_shuffle_epi8(v, swap);
}

/* v moved on, and what is there. */
INLINE __m512i
add_moved(__m512i there, __m512i v, __m512i power)
{
	return _mm512_ternarylogic_epi64(there, _mm512_clmulepi64_epi128(v, power, 0x00),
	    _mm512_clmulepi64_epi128(v, power, 0x11), 0x96);
}

INLINE void
fold(union digest_words *words, const uint8_t *p, size_t n, bool mirrored)
{
	const __m512i by_2048 = _mm512_broadcast_i32x4(crc_power(CRC_BY_2048, mirrored));
	const __m512i by_512 = _mm512_broadcast_i32x4(crc_power(CRC_BY_512, mirrored));
	const __m128i by_128 = crc_power(CRC_BY_128, mirrored);
	const __m512i first =
	    _mm512_inserti32x4(_mm512_setzero_si512(), crc_first(words->u32[0], mirrored), 0);
	__m512i v0, v1, v2, v3;
	__m128i v;

	v0 = _mm512_xor_si512(load(p, mirrored), first);
	v1 = load(p + 64, mirrored);
	v2 = load(p + 128, mirrored);
	v3 = load(p + 192, mirrored);
	for (p += STEP, n -= STEP; n >= STEP; p += STEP, n -= STEP) {
		v0 = add_moved(load(p, mirrored), v0, by_2048);
		v1 = add_moved(load(p + 64, mirrored), v1, by_2048);
		v2 = add_moved(load(p + 128, mirrored), v2, by_2048);
		v3 = add_moved(load(p + 192, mirrored), v3, by_2048);
	}
	v1 = add_moved(v1, v0, by_512);
	v2 = add_moved(v2, v1, by_512);
	v3 = add_moved(v3, v2, by_512);
	for (; n >= VECTOR_SIZE; p += VECTOR_SIZE, n -= VECTOR_SIZE)
		v3 = add_moved(load(p, mirrored), v3, by_512);
	v = _mm512_extracti32x4_epi32(v3, 3);
	v = _mm_xor_si128(v, crc_moved(_mm512_extracti32x4_epi32(v3, 2), by_128));
	v = _mm_xor_si128(
	    v, crc_moved(_mm512_extracti32x4_epi32(v3, 1), crc_power(CRC_BY_256, mirrored)));
	v = _mm_xor_si128(
	    v, crc_moved(_mm512_extracti32x4_epi32(v3, 0), crc_power(CRC_BY_384, mirrored)));
	for (; n >= 16; p += 16, n -= 16)
		v = _mm_xor_si128(crc_moved(v, by_128), crc_load(p, mirrored));
	crc_end(words, v, p, n, mirrored);
}

void
crc_bytes_vclmul(union digest_words *words, const uint8_t *p, size_t n)
{
	if (n < STEP)
		crc_bytes_clmul(words, p, n);
	else
		fold(words, p, n, false);
}

void
crc32b_bytes_vclmul(union digest_words *words, const uint8_t *p, size_t n)
{
	if (n < STEP)
		crc32b_bytes_clmul(words, p, n);
	else
		fold(words, p, n, true);
}
