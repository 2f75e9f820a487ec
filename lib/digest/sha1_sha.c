/* SHA-1 by the SHA instructions of x86 (Intel, "Intel SHA Extensions", 2013): one does four
 * rounds, and two make four words. */
#include <immintrin.h>

#include "lib/digest/engines.h"

enum { BLOCK = 64 };

/* Four words of a block, the first one highest. */
INLINE __m128i
load(const uint8_t *p)
{
	const __m128i swap = _mm_set_epi64x(0x0001020304050607, 0x08090A0B0C0D0E0F);

	return _mm_shuffle_epi8(_mm_loadu_si128((const void *)p), swap);
}

/* The next four words, after the 16 that are given. */
INLINE __m128i
next(__m128i w0, __m128i w1, __m128i w2, __m128i w3)
{
	return _mm_sha1msg2_epu32(_mm_xor_si128(_mm_sha1msg1_epu32(w0, w1), w2), w3);
}

/* Four rounds with function and constant f: e is what `abcd` was four rounds ago. */
#define ROUNDS(words, f)                                                                           \
	do {                                                                                       \
		const __m128i sums = _mm_sha1nexte_epu32(e, words);                                \
                                                                                                   \
		e = abcd;                                                                          \
		abcd = _mm_sha1rnds4_epu32(abcd, sums, f);                                         \
	} while (0)
#define NEXT(w0, w1, w2, w3, f)                                                                    \
	do {                                                                                       \
		(w0) = next(w0, w1, w2, w3);                                                       \
		ROUNDS(w0, f);                                                                     \
	} while (0)

void
sha1_blocks_sha(union digest_words *words, const uint8_t *p, size_t blocks)
{
	__m128i abcd = _mm_shuffle_epi32(_mm_loadu_si128((const void *)words->u32), 0x1B);
	__m128i e = _mm_slli_si128(_mm_cvtsi32_si128((int)words->u32[4]), 12);

	for (; blocks > 0; blocks--, p += BLOCK) {
		const __m128i from_abcd = abcd, from_e = e;
		__m128i w0 = load(p), w1 = load(p + 16), w2 = load(p + 32), w3 = load(p + 48);

		/* The first e is no abcd, and is not rotated. */
		e = abcd;
		abcd = _mm_sha1rnds4_epu32(abcd, _mm_add_epi32(from_e, w0), 0);
		ROUNDS(w1, 0);
		ROUNDS(w2, 0);
		ROUNDS(w3, 0);
		NEXT(w0, w1, w2, w3, 0);
		NEXT(w1, w2, w3, w0, 1);
		NEXT(w2, w3, w0, w1, 1);
		NEXT(w3, w0, w1, w2, 1);
		NEXT(w0, w1, w2, w3, 1);
		NEXT(w1, w2, w3, w0, 1);
		NEXT(w2, w3, w0, w1, 2);
		NEXT(w3, w0, w1, w2, 2);
		NEXT(w0, w1, w2, w3, 2);
		NEXT(w1, w2, w3, w0, 2);
		NEXT(w2, w3, w0, w1, 2);
		NEXT(w3, w0, w1, w2, 3);
		NEXT(w0, w1, w2, w3, 3);
		NEXT(w1, w2, w3, w0, 3);
		NEXT(w2, w3, w0, w1, 3);
		NEXT(w3, w0, w1, w2, 3);
		abcd = _mm_add_epi32(abcd, from_abcd);
		e = _mm_sha1nexte_epu32(e, from_e);
	}
	_mm_storeu_si128((void *)words->u32, _mm_shuffle_epi32(abcd, 0x1B));
	words->u32[4] = (uint32_t)_mm_extract_epi32(e, 3);
}
