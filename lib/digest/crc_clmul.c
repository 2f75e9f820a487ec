/* Both CRCs by PCLMULQDQ: four registers of the message at once. */
#include "lib/digest/crc_fold.h"

enum { STEP = 64 };

INLINE void
fold(union digest_words *words, const uint8_t *p, size_t n, bool mirrored)
{
	const __m128i by_512 = crc_power(CRC_BY_512, mirrored);
	const __m128i by_128 = crc_power(CRC_BY_128, mirrored);
	__m128i v0, v1, v2, v3;

	v0 = _mm_xor_si128(crc_load(p, mirrored), crc_first(words->u32[0], mirrored));
	v1 = crc_load(p + 16, mirrored);
	v2 = crc_load(p + 32, mirrored);
	v3 = crc_load(p + 48, mirrored);
	for (p += STEP, n -= STEP; n >= STEP; p += STEP, n -= STEP) {
		v0 = _mm_xor_si128(crc_moved(v0, by_512), crc_load(p, mirrored));
		v1 = _mm_xor_si128(crc_moved(v1, by_512), crc_load(p + 16, mirrored));
		v2 = _mm_xor_si128(crc_moved(v2, by_512), crc_load(p + 32, mirrored));
		v3 = _mm_xor_si128(crc_moved(v3, by_512), crc_load(p + 48, mirrored));
	}
	v1 = _mm_xor_si128(v1, crc_moved(v0, by_128));
	v2 = _mm_xor_si128(v2, crc_moved(v1, by_128));
	v3 = _mm_xor_si128(v3, crc_moved(v2, by_128));
	for (; n >= 16; p += 16, n -= 16)
		v3 = _mm_xor_si128(crc_moved(v3, by_128), crc_load(p, mirrored));
	crc_end(words, v3, p, n, mirrored);
}

void
crc_bytes_clmul(union digest_words *words, const uint8_t *p, size_t n)
{
	if (n < STEP)
		crc_bytes_plain(words, p, n);
	else
		fold(words, p, n, false);
}

void
crc32b_bytes_clmul(union digest_words *words, const uint8_t *p, size_t n)
{
	if (n < STEP)
		crc32b_bytes_plain(words, p, n);
	else
		fold(words, p, n, true);
}
