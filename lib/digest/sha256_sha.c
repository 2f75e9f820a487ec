/* SHA-256 by the SHA instructions of x86 (Intel, "Intel SHA Extensions", 2013): one does two
 * rounds, and two make four words. Each waits for the one before, so two messages side by
 * side take hardly more time than one. */
#include <immintrin.h>

#include "lib/digest/engines.h"

enum { BLOCK = 64, QUADS = 16 };

/* The variables in the order that the instructions want, the highest first. */
struct stream {
	__m128i abef, cdgh;
	__m128i from_abef, from_cdgh; /* before this block */
	__m128i w0, w1, w2, w3;       /* the last 16 words */
};

INLINE void
begin(struct stream *s, const union digest_words *words)
{
	const __m128i abcd = _mm_loadu_si128((const void *)words->u32);
	const __m128i efgh = _mm_loadu_si128((const void *)(words->u32 + 4));
	const __m128i badc = _mm_shuffle_epi32(abcd, 0xB1), hgfe = _mm_shuffle_epi32(efgh, 0x1B);

	s->abef = _mm_alignr_epi8(badc, hgfe, 8);
	s->cdgh = _mm_blend_epi16(hgfe, badc, 0xF0);
}

INLINE void
end(const struct stream *s, union digest_words *words)
{
	const __m128i feba = _mm_shuffle_epi32(s->abef, 0x1B);
	const __m128i dchg = _mm_shuffle_epi32(s->cdgh, 0xB1);

	_mm_storeu_si128((void *)words->u32, _mm_blend_epi16(feba, dchg, 0xF0));
	_mm_storeu_si128((void *)(words->u32 + 4), _mm_alignr_epi8(dchg, feba, 8));
}

/* Four words of a block. */
INLINE __m128i
load(const uint8_t *p)
{
	const __m128i swap = _mm_set_epi64x(0x0C0D0E0F08090A0B, 0x0405060700010203);

	return _mm_shuffle_epi8(_mm_loadu_si128((const void *)p), swap);
}

INLINE void
four_rounds(struct stream *s, __m128i words, unsigned quad)
{
	const __m128i k = _mm_load_si128((const void *)(sha256_constants + (size_t)quad * 4));
	const __m128i sums = _mm_add_epi32(words, k);

	s->cdgh = _mm_sha256rnds2_epu32(s->cdgh, s->abef, sums);
	s->abef = _mm_sha256rnds2_epu32(s->abef, s->cdgh, _mm_shuffle_epi32(sums, 0x0E));
}

/* The next four words, after the 16 that are given. */
INLINE __m128i
next(__m128i w0, __m128i w1, __m128i w2, __m128i w3)
{
	return _mm_sha256msg2_epu32(
	    _mm_add_epi32(_mm_sha256msg1_epu32(w0, w1), _mm_alignr_epi8(w3, w2, 4)), w3);
}

INLINE void
first_quads(struct stream *s, const uint8_t *p)
{
	s->from_abef = s->abef;
	s->from_cdgh = s->cdgh;
	s->w0 = load(p);
	s->w1 = load(p + 16);
	s->w2 = load(p + 32);
	s->w3 = load(p + 48);
}

INLINE void
add(struct stream *s)
{
	s->abef = _mm_add_epi32(s->abef, s->from_abef);
	s->cdgh = _mm_add_epi32(s->cdgh, s->from_cdgh);
}

/* All rounds of a block of each of the streams. */
INLINE void
all_rounds(struct stream *s, unsigned streams)
{
#pragma GCC unroll 4
	for (unsigned quad = 0; quad < QUADS; quad += 4)
#pragma GCC unroll 2
		for (unsigned i = 0; i < streams; i++) {
			if (quad > 0)
				s[i].w0 = next(s[i].w0, s[i].w1, s[i].w2, s[i].w3);
			four_rounds(s + i, s[i].w0, quad);
			if (quad > 0)
				s[i].w1 = next(s[i].w1, s[i].w2, s[i].w3, s[i].w0);
			four_rounds(s + i, s[i].w1, quad + 1);
			if (quad > 0)
				s[i].w2 = next(s[i].w2, s[i].w3, s[i].w0, s[i].w1);
			four_rounds(s + i, s[i].w2, quad + 2);
			if (quad > 0)
				s[i].w3 = next(s[i].w3, s[i].w0, s[i].w1, s[i].w2);
			four_rounds(s + i, s[i].w3, quad + 3);
		}
}

void
sha256_blocks_sha(union digest_words *words, const uint8_t *p, size_t blocks)
{
	struct stream s;

	begin(&s, words);
	for (; blocks > 0; blocks--, p += BLOCK) {
		first_quads(&s, p);
		all_rounds(&s, 1);
		add(&s);
	}
	end(&s, words);
}

void
sha256_lanes_sha(union digest_words *const *words, const uint8_t *const *p, size_t blocks)
{
	struct stream s[2];

	begin(s, words[0]);
	begin(s + 1, words[1]);
	for (size_t at = 0; at < blocks * BLOCK; at += BLOCK) {
		first_quads(s, p[0] + at);
		first_quads(s + 1, p[1] + at);
		all_rounds(s, 2);
		add(s);
		add(s + 1);
	}
	end(s, words[0]);
	end(s + 1, words[1]);
}
