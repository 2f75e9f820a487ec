/* SHA-256 and SHA-224, plain: FIPS 180-4, 4.1.2 and 6.2.2. */
#include "lib/digest/engines.h"
#include "lib/digest/sha2.h"

enum { ROUNDS = 64, WORDS = 16 };

/* 4.2.2: the first 32 bits of the fractions of the cube roots of the first 64 primes. */
_Alignas(64) const uint32_t sha256_constants[ROUNDS] = {0x428a2f98, 0x71374491, 0xb5c0fbcf,
    0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5, 0xd807aa98, 0x12835b01, 0x243185be,
    0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174, 0xe49b69c1, 0xefbe4786, 0x0fc19dc6,
    0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da, 0x983e5152, 0xa831c66d, 0xb00327c8,
    0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967, 0x27b70a85, 0x2e1b2138, 0x4d2c6dfc,
    0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85, 0xa2bfe8a1, 0xa81a664b, 0xc24b8b70,
    0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070, 0x19a4c116, 0x1e376c08, 0x2748774c,
    0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3, 0x748f82ee, 0x78a5636f, 0x84c87814,
    0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2};

/* maj(a, b, c) is b, but where a and b differ it is c: *differ is b ^ c, and becomes a ^ b. */
INLINE void
one_round(uint32_t a, uint32_t b, uint32_t *d, uint32_t e, uint32_t f, uint32_t g, uint32_t *h,
    uint32_t *differ, uint32_t word)
{
	const uint32_t now = a ^ b;
	const uint32_t last = right32(e, 6) ^ right32(e, 11) ^ right32(e, 25);
	uint32_t t = *h + word;

	t += g ^ (e & (f ^ g));
	t += last;
	*d += t;
	t += (b ^ (now & *differ));
	*h = t + (right32(a, 2) ^ right32(a, 13) ^ right32(a, 22));
	*differ = now;
}

#define ROUND(a, b, c, d, e, f, g, h, word) one_round(a, b, d, e, f, g, h, &differ, word)

/* The word of 16 rounds later takes the place of w[i]. */
INLINE uint32_t
next_word(uint32_t *w, unsigned i)
{
	const uint32_t one = w[(i + 1) % WORDS], fourteen = w[(i + 14) % WORDS];

	w[i] += (right32(one, 7) ^ right32(one, 18) ^ one >> 3) + w[(i + 9) % WORDS] +
	        (right32(fourteen, 17) ^ right32(fourteen, 19) ^ fourteen >> 10);
	return w[i];
}

#define FIRST(i) (k[i] + (w[i] = load_be32(p + (size_t)(i)*4)))
#define NEXT(i) (k[i] + next_word(w, i))

void
sha256_blocks_plain(union digest_words *words, const uint8_t *p, size_t blocks)
{
	uint32_t *const s = words->u32;
	uint32_t a = s[0], b = s[1], c = s[2], d = s[3], e = s[4], f = s[5], g = s[6], h = s[7];
	uint32_t differ = b ^ c, w[WORDS];

	for (; blocks > 0; blocks--, p += sizeof(w)) {
		const uint32_t *k = sha256_constants;

		SHA2_EIGHT(ROUND, FIRST, 0);
		SHA2_EIGHT(ROUND, FIRST, 8);
		for (k += WORDS; k < sha256_constants + ROUNDS; k += WORDS) {
			SHA2_EIGHT(ROUND, NEXT, 0);
			SHA2_EIGHT(ROUND, NEXT, 8);
		}
		a = s[0] += a;
		b = s[1] += b;
		c = s[2] += c;
		differ = b ^ c;
		d = s[3] += d;
		e = s[4] += e;
		f = s[5] += f;
		g = s[6] += g;
		h = s[7] += h;
	}
}
