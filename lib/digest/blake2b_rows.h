/* BLAKE2b (RFC 7693) with the four rows of its matrix in vectors. Its columns are lanes; before
 * the diagonals, the rows are rotated by a lane each. The second row is what a step waits for,
 * so that one stays, and the others move around it. */
#ifndef PILLBOX_LIB_DIGEST_BLAKE2B_ROWS_H
#define PILLBOX_LIB_DIGEST_BLAKE2B_ROWS_H

#include <immintrin.h>

#include "lib/digest/blake2b.h"
#include "lib/digest/engines.h"

enum { BLAKE2B_BLOCK = 128 };

typedef uint64_t blake2b_row __attribute__((vector_size(32)));

struct blake2b_rows {
	blake2b_row a, b, c, d;
};

INLINE blake2b_row
blake2b_load(const uint64_t *p)
{
	return (blake2b_row)_mm256_loadu_si256((const void *)p);
}

INLINE void
blake2b_store(uint64_t *p, blake2b_row v)
{
	_mm256_storeu_si256((void *)p, (__m256i)v);
}

/* To the right, by 32, 24, 16 or 63 bits. */
INLINE blake2b_row
blake2b_right(blake2b_row v, int by)
{
#ifdef __AVX512VL__
	return v >> by | v << (64 - by);
#else
	const __m256i by_24 =
	    _mm256_broadcastsi128_si256(_mm_set_epi64x(0x0A09080F0E0D0C0B, 0x0201000706050403));
	const __m256i by_16 =
	    _mm256_broadcastsi128_si256(_mm_set_epi64x(0x09080F0E0D0C0B0A, 0x0100070605040302));

	switch (by) {
	case 32:
		return (blake2b_row)_mm256_shuffle_epi32((__m256i)v, 0xB1);
	case 24:
		return (blake2b_row)_mm256_shuffle_epi8((__m256i)v, by_24);
	case 16:
		return (blake2b_row)_mm256_shuffle_epi8((__m256i)v, by_16);
	default:
		return v >> by ^ (v + v);
	}
#endif
}

/* Four mixes at once. */
INLINE void
blake2b_mix(struct blake2b_rows *r, blake2b_row x, blake2b_row y)
{
	r->a += x + r->b;
	r->d = blake2b_right(r->d ^ r->a, 32);
	r->c += r->d;
	r->b = blake2b_right(r->b ^ r->c, 24);
	r->a += y + r->b;
	r->d = blake2b_right(r->d ^ r->a, 16);
	r->c += r->d;
	r->b = blake2b_right(r->b ^ r->c, 63);
}

#define BLAKE2B_TURN(v, order) (blake2b_row) _mm256_permute4x64_epi64((__m256i)(v), order)

INLINE void
blake2b_to_diagonals(struct blake2b_rows *r)
{
	r->a = BLAKE2B_TURN(r->a, 0x93);
	r->d = BLAKE2B_TURN(r->d, 0x4E);
	r->c = BLAKE2B_TURN(r->c, 0x39);
}

INLINE void
blake2b_to_columns(struct blake2b_rows *r)
{
	r->a = BLAKE2B_TURN(r->a, 0x39);
	r->d = BLAKE2B_TURN(r->d, 0x4E);
	r->c = BLAKE2B_TURN(r->c, 0x93);
}

/* Lane i has diagonal i - 1. */
#define BLAKE2B_WORDS_OF(i, j, k, l)                                                               \
	(blake2b_row)                                                                              \
	{                                                                                          \
		m[i], m[j], m[k], m[l]                                                             \
	}
#define BLAKE2B_ROWS_ROUND(s0, s1, s2, s3, s4, s5, s6, s7, s8, s9, s10, s11, s12, s13, s14, s15)   \
	blake2b_mix(&r, BLAKE2B_WORDS_OF(s0, s2, s4, s6), BLAKE2B_WORDS_OF(s1, s3, s5, s7));       \
	blake2b_to_diagonals(&r);                                                                  \
	blake2b_mix(&r, BLAKE2B_WORDS_OF(s14, s8, s10, s12), BLAKE2B_WORDS_OF(s15, s9, s11, s13)); \
	blake2b_to_columns(&r)

INLINE void
blake2b_blocks(union digest_words *words, const uint8_t *p, size_t blocks)
{
	uint64_t *const h = words->u64;
	blake2b_row low = blake2b_load(h), high = blake2b_load(h + 4);
	uint64_t m[BLAKE2B_WORDS];

	for (; blocks > 0; blocks--, p += BLAKE2B_BLOCK) {
		struct blake2b_rows r = {
		    low, high, blake2b_load(sha512_start), blake2b_load(sha512_start + 4)};

		h[BLAKE2B_COUNT] += BLAKE2B_BLOCK;
		r.d ^= (blake2b_row){h[BLAKE2B_COUNT], 0, h[BLAKE2B_LAST], 0};
		memcpy(m, p, sizeof(m));
		BLAKE2B_ROUNDS(BLAKE2B_ROWS_ROUND);
		low ^= r.a ^ r.c;
		high ^= r.b ^ r.d;
	}
	blake2b_store(h, low);
	blake2b_store(h + 4, high);
}

#endif
