/* SHA-512 of as many messages as a vector has lanes. */
#ifndef PILLBOX_LIB_DIGEST_SHA512_LANES_H
#define PILLBOX_LIB_DIGEST_SHA512_LANES_H

#include "lib/digest/lanes.h"
#include "lib/digest/sha2.h"

enum { SHA512_LANES_BLOCK = 128, SHA512_LANES_WORDS = 16, SHA512_LANES_STATE = 8 };

INLINE lanes64
sha512_lanes_right(lanes64 v, int by)
{
	return v >> by | v << (64 - by);
}

#ifdef __AVX512BW__
#define SHA512_XOR(x, y, z) LANES_TERNARY(x, y, z, 0x96)
#define SHA512_CHOOSE(e, f, g) LANES_TERNARY(e, f, g, 0xCA)
#define SHA512_MAJORITY(a, b, c) LANES_TERNARY(a, b, c, 0xE8)
#else
#define SHA512_XOR(x, y, z) ((x) ^ (y) ^ (z))
#define SHA512_CHOOSE(e, f, g) ((g) ^ ((e) & ((f) ^ (g))))
#define SHA512_MAJORITY(a, b, c) (((a) & (b)) | ((c) & ((a) | (b))))
#endif

INLINE void
sha512_lanes_round(lanes64 a, lanes64 b, lanes64 c, lanes64 *d, lanes64 e, lanes64 f, lanes64 g,
    lanes64 *h, lanes64 sum)
{
	const lanes64 t = *h + sum + SHA512_CHOOSE(e, f, g) +
	                  SHA512_XOR(sha512_lanes_right(e, 14), sha512_lanes_right(e, 18),
	                      sha512_lanes_right(e, 41));

	*d += t;
	*h = t + SHA512_MAJORITY(a, b, c) +
	     SHA512_XOR(
	         sha512_lanes_right(a, 28), sha512_lanes_right(a, 34), sha512_lanes_right(a, 39));
}

INLINE lanes64
sha512_lanes_next(lanes64 *w, unsigned i)
{
	const lanes64 one = w[(i + 1) % SHA512_LANES_WORDS];
	const lanes64 fourteen = w[(i + 14) % SHA512_LANES_WORDS];

	w[i] += SHA512_XOR(sha512_lanes_right(one, 1), sha512_lanes_right(one, 8), one >> 7) +
	        w[(i + 9) % SHA512_LANES_WORDS] +
	        SHA512_XOR(sha512_lanes_right(fourteen, 19), sha512_lanes_right(fourteen, 61),
	            fourteen >> 6);
	return w[i];
}

#define SHA512_LANES_FIRST(i) (w[i] + k[i])
#define SHA512_LANES_NEXT(i) (sha512_lanes_next(w, i) + k[i])

INLINE void
sha512_lanes(union digest_words *const *words, const uint8_t *const *p, size_t blocks)
{
	lanes64 s[SHA512_LANES_STATE], w[SHA512_LANES_WORDS];

	lanes_get64(s, words, SHA512_LANES_STATE);
	for (size_t at = 0; at < blocks * SHA512_LANES_BLOCK; at += SHA512_LANES_BLOCK) {
		lanes64 a = s[0], b = s[1], c = s[2], d = s[3], e = s[4], f = s[5], g = s[6],
		        h = s[7];
		const uint64_t *k = sha512_constants;

#pragma GCC unroll 8
		for (size_t i = 0; i < SHA512_LANES_WORDS; i += 2)
			lanes_load_be64(w + i, p, at + 8 * i);
		SHA2_EIGHT(sha512_lanes_round, SHA512_LANES_FIRST, 0);
		SHA2_EIGHT(sha512_lanes_round, SHA512_LANES_FIRST, 8);
		for (unsigned i = 0; i < 4; i++) {
			k += SHA512_LANES_WORDS;
			SHA2_EIGHT(sha512_lanes_round, SHA512_LANES_NEXT, 0);
			SHA2_EIGHT(sha512_lanes_round, SHA512_LANES_NEXT, 8);
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
	lanes_put64(words, s, SHA512_LANES_STATE);
}

#endif
