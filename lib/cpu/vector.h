/* Vectors as wide as the registers of the level that the including file is compiled
 * for, under the same names at each level: so the vector engines of a family share one
 * header, and define in NAME_avx2.c and NAME_avx512.c only what differs. */
#ifndef PILLBOX_LIB_CPU_VECTOR_H
#define PILLBOX_LIB_CPU_VECTOR_H

#include <immintrin.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/cpu/inline.h"

/* V(name) is the intrinsic of that name for a whole vector of VECTOR bytes. */
#ifdef __AVX512BW__
enum { VECTOR = 64 };
typedef __m512i vector;
#define V(name) _mm512_##name
#else
enum { VECTOR = 32 };
typedef __m256i vector;
#define V(name) _mm256_##name
#endif

/* ---- vectors ------------------------------------------------------------- */

/* From and to any address. */
INLINE vector vector_load(const uint8_t *p);
INLINE void vector_store(uint8_t *p, vector v);

INLINE vector vector_each(uint8_t byte);

/* The same 16 bytes in each lane of 16. */
INLINE vector vector_lanes(__m128i lane);

INLINE __m128i
lane_load(const void *p)
{
	return _mm_loadu_si128(p);
}

INLINE void
lane_store(void *p, __m128i lane)
{
	_mm_storeu_si128(p, lane);
}

/* ---- blocks of 64 bytes, asked for one bit a byte, the first lowest ------ */

enum { BLOCK_SIZE = 64 };

struct block {
	vector part[BLOCK_SIZE / VECTOR];
};

INLINE struct block
block_load(const uint8_t *p)
{
	struct block b;

#pragma GCC unroll 2
	for (size_t i = 0; i < BLOCK_SIZE / VECTOR; i++)
		b.part[i] = vector_load(p + i * VECTOR);
	return b;
}

INLINE void
block_store(uint8_t *p, struct block b)
{
#pragma GCC unroll 2
	for (size_t i = 0; i < BLOCK_SIZE / VECTOR; i++)
		vector_store(p + i * VECTOR, b.part[i]);
}

/* Which bytes are that one. */
INLINE uint64_t block_equal(struct block b, uint8_t byte);

/* Which bytes are 80 or more; and whether there are none. */
INLINE uint64_t block_high_bits(struct block b);
INLINE bool block_is_ascii(struct block b);

/* Which bytes are the entry of their low four bits in the list; none above 7F is. Where
 * no byte is wanted, the entry must be one with other low bits. */
INLINE uint64_t block_listed(struct block b, __m128i list);

/* Which bytes are 20 to 7E. */
INLINE uint64_t block_printable(struct block b);

#ifdef __AVX512BW__

/* ---- AVX-512 BW: a block is one vector, and comparisons answer with bits -- */

INLINE vector
vector_load(const uint8_t *p)
{
	return _mm512_loadu_si512(p);
}

INLINE void
vector_store(uint8_t *p, vector v)
{
	_mm512_storeu_si512(p, v);
}

INLINE vector
vector_each(uint8_t byte)
{
	return _mm512_set1_epi8((char)byte);
}

INLINE vector
vector_lanes(__m128i lane)
{
	return _mm512_broadcast_i32x4(lane);
}

INLINE uint64_t
block_high_bits(struct block b)
{
	return _mm512_movepi8_mask(b.part[0]);
}

INLINE bool
block_is_ascii(struct block b)
{
	return block_high_bits(b) == 0;
}

INLINE uint64_t
block_equal(struct block b, uint8_t byte)
{
	return _mm512_cmpeq_epi8_mask(b.part[0], vector_each(byte));
}

INLINE uint64_t
block_listed(struct block b, __m128i list)
{
	return _mm512_cmpeq_epi8_mask(
	    _mm512_shuffle_epi8(vector_lanes(list), b.part[0]), b.part[0]);
}

/* Bytes of 80 and more are negative. */
INLINE uint64_t
block_printable(struct block b)
{
	return _mm512_mask_cmpneq_epi8_mask(
	    _mm512_cmpge_epi8_mask(b.part[0], vector_each(' ')), b.part[0], vector_each(0x7F));
}

#else

/* ---- AVX2: a block is two vectors ---------------------------------------- */

INLINE vector
vector_load(const uint8_t *p)
{
	return _mm256_loadu_si256((const void *)p);
}

INLINE void
vector_store(uint8_t *p, vector v)
{
	_mm256_storeu_si256((void *)p, v);
}

INLINE vector
vector_each(uint8_t byte)
{
	return _mm256_set1_epi8((char)byte);
}

INLINE vector
vector_lanes(__m128i lane)
{
	return _mm256_broadcastsi128_si256(lane);
}

/* The highest bit of each byte. */
INLINE uint32_t
vector_high_bits(vector v)
{
	return (uint32_t)_mm256_movemask_epi8(v);
}

INLINE uint64_t
block_high_bits(struct block b)
{
	return vector_high_bits(b.part[0]) | (uint64_t)vector_high_bits(b.part[1]) << 32;
}

INLINE bool
block_is_ascii(struct block b)
{
	return vector_high_bits(b.part[0] | b.part[1]) == 0;
}

INLINE uint64_t
block_equal(struct block b, uint8_t byte)
{
	const vector each = vector_each(byte);

	return block_high_bits((struct block){
	    {_mm256_cmpeq_epi8(b.part[0], each), _mm256_cmpeq_epi8(b.part[1], each)}});
}

INLINE vector
vector_listed(vector v, vector list)
{
	return _mm256_cmpeq_epi8(_mm256_shuffle_epi8(list, v), v);
}

INLINE uint64_t
block_listed(struct block b, __m128i list)
{
	const vector lanes = vector_lanes(list);

	return block_high_bits(
	    (struct block){{vector_listed(b.part[0], lanes), vector_listed(b.part[1], lanes)}});
}

/* Bytes of 80 and more are negative. */
INLINE vector
vector_printable(vector v)
{
	return _mm256_andnot_si256(
	    _mm256_cmpeq_epi8(v, vector_each(0x7F)), _mm256_cmpgt_epi8(v, vector_each(' ' - 1)));
}

INLINE uint64_t
block_printable(struct block b)
{
	return block_high_bits(
	    (struct block){{vector_printable(b.part[0]), vector_printable(b.part[1])}});
}

#endif

#endif
