/* SHA-512 and SHA-384, plain: FIPS 180-4, 4.1.3 and 6.4.2. */
#include "lib/digest/engines.h"
#include "lib/digest/sha2.h"

enum { ROUNDS = 80, WORDS = 16 };

/* 4.2.3: the first 64 bits of the fractions of the cube roots of the first 80 primes. */
_Alignas(64) const uint64_t sha512_constants[ROUNDS] = {0x428a2f98d728ae22, 0x7137449123ef65cd,
    0xb5c0fbcfec4d3b2f, 0xe9b5dba58189dbbc, 0x3956c25bf348b538, 0x59f111f1b605d019,
    0x923f82a4af194f9b, 0xab1c5ed5da6d8118, 0xd807aa98a3030242, 0x12835b0145706fbe,
    0x243185be4ee4b28c, 0x550c7dc3d5ffb4e2, 0x72be5d74f27b896f, 0x80deb1fe3b1696b1,
    0x9bdc06a725c71235, 0xc19bf174cf692694, 0xe49b69c19ef14ad2, 0xefbe4786384f25e3,
    0x0fc19dc68b8cd5b5, 0x240ca1cc77ac9c65, 0x2de92c6f592b0275, 0x4a7484aa6ea6e483,
    0x5cb0a9dcbd41fbd4, 0x76f988da831153b5, 0x983e5152ee66dfab, 0xa831c66d2db43210,
    0xb00327c898fb213f, 0xbf597fc7beef0ee4, 0xc6e00bf33da88fc2, 0xd5a79147930aa725,
    0x06ca6351e003826f, 0x142929670a0e6e70, 0x27b70a8546d22ffc, 0x2e1b21385c26c926,
    0x4d2c6dfc5ac42aed, 0x53380d139d95b3df, 0x650a73548baf63de, 0x766a0abb3c77b2a8,
    0x81c2c92e47edaee6, 0x92722c851482353b, 0xa2bfe8a14cf10364, 0xa81a664bbc423001,
    0xc24b8b70d0f89791, 0xc76c51a30654be30, 0xd192e819d6ef5218, 0xd69906245565a910,
    0xf40e35855771202a, 0x106aa07032bbd1b8, 0x19a4c116b8d2d0c8, 0x1e376c085141ab53,
    0x2748774cdf8eeb99, 0x34b0bcb5e19b48a8, 0x391c0cb3c5c95a63, 0x4ed8aa4ae3418acb,
    0x5b9cca4f7763e373, 0x682e6ff3d6b2b8a3, 0x748f82ee5defb2fc, 0x78a5636f43172f60,
    0x84c87814a1f0ab72, 0x8cc702081a6439ec, 0x90befffa23631e28, 0xa4506cebde82bde9,
    0xbef9a3f7b2c67915, 0xc67178f2e372532b, 0xca273eceea26619c, 0xd186b8c721c0c207,
    0xeada7dd6cde0eb1e, 0xf57d4f7fee6ed178, 0x06f067aa72176fba, 0x0a637dc5a2c898a6,
    0x113f9804bef90dae, 0x1b710b35131c471b, 0x28db77f523047d84, 0x32caab7b40c72493,
    0x3c9ebe0a15c9bebc, 0x431d67c49c100d4c, 0x4cc5d4becb3e42b6, 0x597f299cfc657e2a,
    0x5fcb6fab3ad6faec, 0x6c44198c4a475817};

INLINE void
one_round(uint64_t a, uint64_t b, uint64_t c, uint64_t *d, uint64_t e, uint64_t f, uint64_t g,
    uint64_t *h, uint64_t word)
{
	const uint64_t t =
	    *h + (right64(e, 14) ^ right64(e, 18) ^ right64(e, 41)) + (g ^ (e & (f ^ g))) + word;

	*d += t;
	*h = t + (right64(a, 28) ^ right64(a, 34) ^ right64(a, 39)) + ((a & b) | (c & (a | b)));
}

/* The word of 16 rounds later takes the place of w[i]. */
INLINE uint64_t
next_word(uint64_t *w, unsigned i)
{
	const uint64_t one = w[(i + 1) % WORDS], fourteen = w[(i + 14) % WORDS];

	w[i] += (right64(one, 1) ^ right64(one, 8) ^ one >> 7) + w[(i + 9) % WORDS] +
	        (right64(fourteen, 19) ^ right64(fourteen, 61) ^ fourteen >> 6);
	return w[i];
}

#define FIRST(i) (k[i] + (w[i] = load_be64(p + (size_t)(i)*8)))
#define NEXT(i) (k[i] + next_word(w, i))

void
sha512_blocks_plain(union digest_words *words, const uint8_t *p, size_t blocks)
{
	uint64_t *const s = words->u64;
	uint64_t a = s[0], b = s[1], c = s[2], d = s[3], e = s[4], f = s[5], g = s[6], h = s[7];
	uint64_t w[WORDS];

	for (; blocks > 0; blocks--, p += sizeof(w)) {
		const uint64_t *k = sha512_constants;

		SHA2_EIGHT(one_round, FIRST, 0);
		SHA2_EIGHT(one_round, FIRST, 8);
		for (k += WORDS; k < sha512_constants + ROUNDS; k += WORDS) {
			SHA2_EIGHT(one_round, NEXT, 0);
			SHA2_EIGHT(one_round, NEXT, 8);
		}
		a = s[0] += a;
		b = s[1] += b;
		c = s[2] += c;
		d = s[3] += d;
		e = s[4] += e;
		f = s[5] += f;
		g = s[6] += g;
		h = s[7] += h;
	}
}
