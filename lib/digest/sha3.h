/* The permutation of SHA-3 (FIPS 202, 3.2 and 3.3), for all levels: those after the plain one
 * have instructions for and-not, and for a rotation into another register. */
#ifndef PILLBOX_LIB_DIGEST_SHA3_H
#define PILLBOX_LIB_DIGEST_SHA3_H

#include "lib/digest/engines.h"

/* Lane (x, y) is lane x + 5 * y. Word SHA3_RATE of the state is the size of a block. */
enum { SHA3_LANES = 25, SHA3_RATE = 25, SHA3_ROUNDS = 24 };

extern const uint64_t sha3_constants[SHA3_ROUNDS];

/* 3.2.2: how far each lane is rotated. */
static const uint8_t sha3_offsets[5][5] = {
    {0, 1, 62, 28, 27},
    {36, 44, 6, 55, 20},
    {3, 10, 43, 25, 39},
    {41, 45, 15, 21, 8},
    {18, 2, 61, 56, 14},
};

INLINE uint64_t
sha3_rotated(uint64_t v, unsigned x, unsigned y)
{
	const unsigned by = sha3_offsets[y][x];

	return v << by | v >> (-by & 63);
}

/* The parity of column x. */
#define SHA3_COLUMN(x) (a[x] ^ a[(x) + 5] ^ a[(x) + 10] ^ a[(x) + 15] ^ a[(x) + 20])

/* Theta, rho and pi: what gets into a row from lane (x, y); then chi. */
#define SHA3_MOVED(x, y) sha3_rotated(a[(x) + 5 * (y)] ^ d##x, x, y)
#define SHA3_ROW(row, x0, x1, x2, x3, x4)                                                          \
	sha3_chi(e + (row), SHA3_MOVED(x0, 0), SHA3_MOVED(x1, 1), SHA3_MOVED(x2, 2),               \
	    SHA3_MOVED(x3, 3), SHA3_MOVED(x4, 4))

INLINE void
sha3_chi(uint64_t *row, uint64_t b0, uint64_t b1, uint64_t b2, uint64_t b3, uint64_t b4)
{
	row[0] = b0 ^ (~b1 & b2);
	row[1] = b1 ^ (~b2 & b3);
	row[2] = b2 ^ (~b3 & b4);
	row[3] = b3 ^ (~b4 & b0);
	row[4] = b4 ^ (~b0 & b1);
}

/* One round, from a to e. */
INLINE void
sha3_round(uint64_t *restrict e, const uint64_t *restrict a, uint64_t constant)
{
	const uint64_t c0 = SHA3_COLUMN(0), c1 = SHA3_COLUMN(1), c2 = SHA3_COLUMN(2),
	               c3 = SHA3_COLUMN(3), c4 = SHA3_COLUMN(4);
	const uint64_t d0 = c4 ^ left64(c1, 1), d1 = c0 ^ left64(c2, 1), d2 = c1 ^ left64(c3, 1),
	               d3 = c2 ^ left64(c4, 1), d4 = c3 ^ left64(c0, 1);

	SHA3_ROW(0, 0, 1, 2, 3, 4);
	e[0] ^= constant;
	SHA3_ROW(5, 3, 4, 0, 1, 2);
	SHA3_ROW(10, 1, 2, 3, 4, 0);
	SHA3_ROW(15, 4, 0, 1, 2, 3);
	SHA3_ROW(20, 2, 3, 4, 0, 1);
}

INLINE void
sha3_absorb(union digest_words *words, const uint8_t *p, size_t blocks)
{
	uint64_t *const a = words->u64, e[SHA3_LANES];
	const size_t rate = (size_t)a[SHA3_RATE];

	for (; blocks > 0; blocks--, p += rate) {
		for (size_t i = 0; i < rate / 8; i++)
			a[i] ^= load_le64(p + 8 * i);
		for (unsigned i = 0; i < SHA3_ROUNDS; i += 2) {
			sha3_round(e, a, sha3_constants[i]);
			sha3_round(a, e, sha3_constants[i + 1]);
		}
	}
}

#endif
