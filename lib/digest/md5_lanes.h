/* MD5 of as many messages as a vector has lanes. */
#ifndef PILLBOX_LIB_DIGEST_MD5_LANES_H
#define PILLBOX_LIB_DIGEST_MD5_LANES_H

#include "lib/digest/lanes.h"
#include "lib/digest/md5.h"

enum { MD5_BLOCK = 64, MD5_WORDS = 16, MD5_STATE = 4 };

#ifdef __AVX512BW__
#define MD5_F(b, c, d) LANES_TERNARY(b, c, d, 0xCA)
#define MD5_G(b, c, d) LANES_TERNARY(d, b, c, 0xCA)
#define MD5_H(b, c, d) LANES_TERNARY(b, c, d, 0x96)
#define MD5_I(b, c, d) LANES_TERNARY(b, c, d, 0x39)
#else
#define MD5_F(b, c, d) ((d) ^ ((b) & ((c) ^ (d))))
#define MD5_G(b, c, d) ((c) ^ ((d) & ((b) ^ (c))))
#define MD5_H(b, c, d) ((b) ^ ((c) ^ (d)))
#define MD5_I(b, c, d) ((c) ^ ((b) | ~(d)))
#endif

#define MD5_LANES_STEP(F, a, b, c, d, i, k, s)                                                     \
	(a) += w[k] + md5_constants[i];                                                            \
	(a) += F(b, c, d);                                                                         \
	(a) = (b) + ((a) << (s) | (a) >> (32 - (s)))

INLINE void
md5_lanes(union digest_words *const *words, const uint8_t *const *p, size_t blocks)
{
	lanes32 h[MD5_STATE], w[MD5_WORDS];

	lanes_get32(h, words, MD5_STATE);
	for (size_t at = 0; at < blocks * MD5_BLOCK; at += MD5_BLOCK) {
		lanes32 a = h[0], b = h[1], c = h[2], d = h[3];

#pragma GCC unroll 4
		for (size_t i = 0; i < MD5_WORDS; i += 4)
			lanes_load32(w + i, p, at + 4 * i);
		MD5_STEPS(MD5_LANES_STEP, MD5_F, MD5_G, MD5_H, MD5_I);
		h[0] += a;
		h[1] += b;
		h[2] += c;
		h[3] += d;
	}
	lanes_put32(words, h, MD5_STATE);
}

#endif
