/* BLAKE2b without a key, plain: RFC 7693. The words are the eight of the state, then the
 * count of bytes so far, and a word that is all ones in the last block. */
#include "lib/digest/blake2b.h"

#include "lib/digest/engines.h"

enum { BLOCK = 128 };

INLINE void
mix(uint64_t *a, uint64_t *b, uint64_t *c, uint64_t *d, uint64_t x, uint64_t y)
{
	*a += *b + x;
	*d = right64(*d ^ *a, 32);
	*c += *d;
	*b = right64(*b ^ *c, 24);
	*a += *b + y;
	*d = right64(*d ^ *a, 16);
	*c += *d;
	*b = right64(*b ^ *c, 63);
}

#define ROUND(s0, s1, s2, s3, s4, s5, s6, s7, s8, s9, s10, s11, s12, s13, s14, s15)                \
	mix(v + 0, v + 4, v + 8, v + 12, m[s0], m[s1]);                                            \
	mix(v + 1, v + 5, v + 9, v + 13, m[s2], m[s3]);                                            \
	mix(v + 2, v + 6, v + 10, v + 14, m[s4], m[s5]);                                           \
	mix(v + 3, v + 7, v + 11, v + 15, m[s6], m[s7]);                                           \
	mix(v + 0, v + 5, v + 10, v + 15, m[s8], m[s9]);                                           \
	mix(v + 1, v + 6, v + 11, v + 12, m[s10], m[s11]);                                         \
	mix(v + 2, v + 7, v + 8, v + 13, m[s12], m[s13]);                                          \
	mix(v + 3, v + 4, v + 9, v + 14, m[s14], m[s15])

void
blake2b_blocks_plain(union digest_words *words, const uint8_t *p, size_t blocks)
{
	uint64_t *const h = words->u64;
	uint64_t m[BLAKE2B_WORDS], v[BLAKE2B_WORDS];

	for (; blocks > 0; blocks--, p += BLOCK) {
		h[BLAKE2B_COUNT] += BLOCK;
		memcpy(m, p, sizeof(m));
		memcpy(v, h, sizeof(v) / 2);
		memcpy(v + 8, sha512_start, sizeof(v) / 2);
		v[12] ^= h[BLAKE2B_COUNT];
		v[14] ^= h[BLAKE2B_LAST];
		BLAKE2B_ROUNDS(ROUND);
		for (unsigned i = 0; i < 8; i++)
			h[i] ^= v[i] ^ v[i + 8];
	}
}
