/* SHA-512 (FIPS 180-4) of two blocks at a time: vectors make the words of both, two of each
 * block in a vector, while the rounds of the first block run beside them. The words of the
 * second block are kept for afterwards. The idea is Gueron's and Krasnov's, "Simultaneous
 * Hashing of Multiple Messages" (2012). */
#ifndef PILLBOX_LIB_DIGEST_SHA512_PAIR_H
#define PILLBOX_LIB_DIGEST_SHA512_PAIR_H

#include <immintrin.h>

#include "lib/digest/engines.h"
#include "lib/digest/sha2.h"

enum { SHA512_BLOCK = 128, SHA512_ROUNDS = 80, SHA512_VECTORS = 8 };

/* Two words of each block. */
typedef uint64_t sha512_words __attribute__((vector_size(32)));

/* All words with their constants, added: two of the first block, two of the second. */
struct sha512_sums {
	_Alignas(32) uint64_t pairs[SHA512_ROUNDS / 2][4];
};

INLINE sha512_words
sha512_right(sha512_words v, int by)
{
	return v >> by | v << (64 - by);
}

/* From both blocks at p and q. */
INLINE sha512_words
sha512_load(const uint8_t *p, const uint8_t *q)
{
	const __m128i swap = _mm_set_epi64x(0x08090A0B0C0D0E0F, 0x0001020304050607);
	const __m256i v =
	    _mm256_inserti128_si256(_mm256_castsi128_si256(_mm_loadu_si128((const void *)p)),
	        _mm_loadu_si128((const void *)q), 1);

	return (sha512_words)_mm256_shuffle_epi8(v, _mm256_broadcastsi128_si256(swap));
}

/* The second word of a, and the first one of b. */
INLINE sha512_words
sha512_between(sha512_words a, sha512_words b)
{
	return (sha512_words)_mm256_alignr_epi8((__m256i)b, (__m256i)a, 8);
}

/* The words of 16 rounds later, in place of w[i]. */
INLINE sha512_words
sha512_next(sha512_words *w, unsigned i)
{
	const sha512_words one = sha512_between(w[i], w[(i + 1) % SHA512_VECTORS]);
	const sha512_words nine =
	    sha512_between(w[(i + 4) % SHA512_VECTORS], w[(i + 5) % SHA512_VECTORS]);
	const sha512_words fourteen = w[(i + 7) % SHA512_VECTORS];

	w[i] += (sha512_right(one, 1) ^ sha512_right(one, 8) ^ one >> 7) + nine +
	        (sha512_right(fourteen, 19) ^ sha512_right(fourteen, 61) ^ fourteen >> 6);
	return w[i];
}

/* Keeps vector i of the words, with their constants. */
INLINE void
sha512_keep(struct sha512_sums *s, unsigned i, sha512_words words)
{
	const __m128i constants = _mm_load_si128((const void *)(sha512_constants + (size_t)i * 2));

	words += (sha512_words)_mm256_broadcastsi128_si256(constants);
	_mm256_store_si256((void *)s->pairs[i], (__m256i)words);
}

/* maj(a, b, c) is b, but where a and b differ it is c: *differ is b ^ c, and becomes a ^ b. */
INLINE void
sha512_round(uint64_t a, uint64_t b, uint64_t *d, uint64_t e, uint64_t f, uint64_t g, uint64_t *h,
    uint64_t *differ, uint64_t sum)
{
	const uint64_t now = a ^ b;
	const uint64_t last = right64(e, 14) ^ right64(e, 18) ^ right64(e, 41);
	uint64_t t = *h + sum;

	/* In this order, which the compiler keeps: what takes longest comes last. */
	t += ~e & g;
	t += e & f;
	*d += t;
	*d += last;
	*h =
	    t + last + ((b ^ (now & *differ)) + (right64(a, 28) ^ right64(a, 34) ^ right64(a, 39)));
	*differ = now;
}

#define SHA512_ROUND(a, b, c, d, e, f, g, h, sum) sha512_round(a, b, d, e, f, g, h, &differ, sum)
/* Sums of this block, from vector `at` on; FIRST makes those of 16 rounds later, too. */
#define SHA512_FIRST(i) sha512_first(sums, w, at, i)
#define SHA512_KEPT(i) sums->pairs[at + (i) / 2][(i) % 2 + block * 2]

INLINE uint64_t
sha512_first(struct sha512_sums *sums, sha512_words *w, unsigned at, unsigned i)
{
	if (i % 2 == 0)
		sha512_keep(sums, at + SHA512_VECTORS + i / 2, sha512_next(w, i / 2));
	return sums->pairs[at + i / 2][i % 2];
}

/* All rounds of one of both blocks; those of the first one make the words. */
INLINE void
sha512_rounds(uint64_t *s, struct sha512_sums *sums, sha512_words *w, unsigned block)
{
	uint64_t a = s[0], b = s[1], c = s[2], d = s[3], e = s[4], f = s[5], g = s[6], h = s[7];
	uint64_t differ = b ^ c;
	unsigned at = 0;

	for (; block == 0 && at < SHA512_ROUNDS / 2 - SHA512_VECTORS; at += SHA512_VECTORS) {
		SHA2_EIGHT(SHA512_ROUND, SHA512_FIRST, 0);
		SHA2_EIGHT(SHA512_ROUND, SHA512_FIRST, 8);
	}
	for (; at < SHA512_ROUNDS / 2; at += SHA512_VECTORS) {
		SHA2_EIGHT(SHA512_ROUND, SHA512_KEPT, 0);
		SHA2_EIGHT(SHA512_ROUND, SHA512_KEPT, 8);
	}
	s[0] += a;
	s[1] += b;
	s[2] += c;
	s[3] += d;
	s[4] += e;
	s[5] += f;
	s[6] += g;
	s[7] += h;
}

INLINE void
sha512_pairs(union digest_words *words, const uint8_t *p, size_t blocks)
{
	struct sha512_sums sums;
	sha512_words w[SHA512_VECTORS];

	while (blocks > 0) {
		/* A last block is its own neighbour. */
		const size_t next = blocks > 1 ? SHA512_BLOCK : 0;

#pragma GCC unroll 8
		for (unsigned i = 0; i < SHA512_VECTORS; i++) {
			w[i] = sha512_load(p + (size_t)i * 16, p + next + (size_t)i * 16);
			sha512_keep(&sums, i, w[i]);
		}
		sha512_rounds(words->u64, &sums, w, 0);
		if (next > 0)
			sha512_rounds(words->u64, &sums, w, 1);
		p += SHA512_BLOCK + next;
		blocks -= next > 0 ? 2 : 1;
	}
}

#endif
