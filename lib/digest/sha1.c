/* SHA-1, plain: FIPS 180-4, 4.1.1 and 6.1.2. */
#include "lib/digest/engines.h"

enum { WORDS = 16 };

INLINE uint32_t
choose(uint32_t b, uint32_t c, uint32_t d)
{
	return d ^ (b & (c ^ d));
}

INLINE uint32_t
parity(uint32_t b, uint32_t c, uint32_t d)
{
	return b ^ c ^ d;
}

/* The terms have no bit in common. */
INLINE uint32_t
majority(uint32_t b, uint32_t c, uint32_t d)
{
	return (b & c) + (d & (b ^ c));
}

/* The word of 16 rounds later takes the place of w[i]. */
INLINE uint32_t
next_word(uint32_t *w, unsigned i)
{
	w[i] = left32(w[i] ^ w[(i + 2) % WORDS] ^ w[(i + 8) % WORDS] ^ w[(i + 13) % WORDS], 1);
	return w[i];
}

#define FIRST(i) (w[i] = load_be32(p + (size_t)(i)*4))
#define NEXT(i) next_word(w, (i) % WORDS)

/* 4.2.1: the constant k of 20 rounds. */
#define ROUND(word, f, k, a, b, c, d, e, i)                                                        \
	(e) += left32(a, 5) + f(b, c, d) + (k) + word(i);                                          \
	(b) = left32(b, 30)
#define FIVE(word, f, k, i)                                                                        \
	ROUND(word, f, k, a, b, c, d, e, i);                                                       \
	ROUND(word, f, k, e, a, b, c, d, (i) + 1);                                                 \
	ROUND(word, f, k, d, e, a, b, c, (i) + 2);                                                 \
	ROUND(word, f, k, c, d, e, a, b, (i) + 3);                                                 \
	ROUND(word, f, k, b, c, d, e, a, (i) + 4)
#define TWENTY(f, k, i)                                                                            \
	FIVE(NEXT, f, k, i);                                                                       \
	FIVE(NEXT, f, k, (i) + 5);                                                                 \
	FIVE(NEXT, f, k, (i) + 10);                                                                \
	FIVE(NEXT, f, k, (i) + 15)

void
sha1_blocks_plain(union digest_words *words, const uint8_t *p, size_t blocks)
{
	uint32_t *const h = words->u32;
	uint32_t a = h[0], b = h[1], c = h[2], d = h[3], e = h[4];
	uint32_t w[WORDS];

	for (; blocks > 0; blocks--, p += sizeof(w)) {
		FIVE(FIRST, choose, 0x5a827999, 0);
		FIVE(FIRST, choose, 0x5a827999, 5);
		FIVE(FIRST, choose, 0x5a827999, 10);
		ROUND(FIRST, choose, 0x5a827999, a, b, c, d, e, 15);
		ROUND(NEXT, choose, 0x5a827999, e, a, b, c, d, 16);
		ROUND(NEXT, choose, 0x5a827999, d, e, a, b, c, 17);
		ROUND(NEXT, choose, 0x5a827999, c, d, e, a, b, 18);
		ROUND(NEXT, choose, 0x5a827999, b, c, d, e, a, 19);
		TWENTY(parity, 0x6ed9eba1, 20);
		TWENTY(majority, 0x8f1bbcdc, 40);
		TWENTY(parity, 0xca62c1d6, 60);
		a = h[0] += a;
		b = h[1] += b;
		c = h[2] += c;
		d = h[3] += d;
		e = h[4] += e;
	}
}
