/* MD5, plain: RFC 1321. Each step waits for b, the result of the one before, so the sums
 * take it in last. */
#include "lib/digest/md5.h"

#include "lib/digest/engines.h"

enum { BLOCK = 64 };

INLINE uint32_t
sum_f(uint32_t a, uint32_t b, uint32_t c, uint32_t d)
{
	return a + (d ^ (b & (c ^ d)));
}

/* Both terms of (b & d) | (c & ~d) have no bit in common: they can be added one by one. */
INLINE uint32_t
sum_g(uint32_t a, uint32_t b, uint32_t c, uint32_t d)
{
	return a + (c & ~d) + (b & d);
}

INLINE uint32_t
sum_h(uint32_t a, uint32_t b, uint32_t c, uint32_t d)
{
	return a + ((c ^ d) ^ b);
}

INLINE uint32_t
sum_i(uint32_t a, uint32_t b, uint32_t c, uint32_t d)
{
	return a + (c ^ (b | ~d));
}

#define STEP(SUM, a, b, c, d, i, k, s)                                                             \
	a = (b) + left32(SUM((a) + load_le32(p + (size_t)(k)*4) + md5_constants[i], b, c, d), s)

void
md5_blocks_plain(union digest_words *words, const uint8_t *p, size_t blocks)
{
	uint32_t *const h = words->u32;
	uint32_t a = h[0], b = h[1], c = h[2], d = h[3];

	for (; blocks > 0; blocks--, p += BLOCK) {
		MD5_STEPS(STEP, sum_f, sum_g, sum_h, sum_i);
		a = h[0] += a;
		b = h[1] += b;
		c = h[2] += c;
		d = h[3] += d;
	}
}
