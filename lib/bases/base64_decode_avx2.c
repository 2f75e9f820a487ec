/* Decoding 32 bytes at a time with AVX2: two lookups, by the nibbles of a byte,
 * agree on a bit where it is no symbol, and a third says what to add to a symbol
 * to make its value; two multiplications put the four values of a group together
 * (Wojciech Mula and Daniel Lemire, "Faster Base64 Encoding and Decoding Using
 * AVX2 Instructions", arXiv:1704.00605). */
#include "lib/bases/base64.h"
#include "lib/cpu/vector.h"

enum { STEP = 32, STEP_BYTES = 24 };

struct registers {
	vector by_low, by_high, offsets, order;
};

INLINE struct registers
decode_prepare(void)
{
	/* A bit for each set of high nibbles that a low nibble does not go with:
	 * 1 for 2, 2 for 3, 4 for 4 and 6, 8 for 5 and 7, 16 for all others. */
	const __m128i by_low = _mm_setr_epi8(0x15, 0x11, 0x11, 0x11, 0x11, 0x11, 0x11, 0x11, 0x11,
	    0x11, 0x13, 0x1A, 0x1B, 0x1B, 0x1B, 0x1A);
	const __m128i by_high = _mm_setr_epi8(0x10, 0x10, 0x01, 0x02, 0x04, 0x08, 0x04, 0x08, 0x10,
	    0x10, 0x10, 0x10, 0x10, 0x10, 0x10, 0x10);
	/* By high nibble, but for '/', which has the place of 1. */
	const __m128i offsets = _mm_setr_epi8(0, 63 - '/', 62 - '+', 52 - '0', 0 - 'A', 0 - 'A',
	    26 - 'a', 26 - 'a', 0, 0, 0, 0, 0, 0, 0, 0);
	const __m128i order = _mm_setr_epi8(2, 1, 0, 6, 5, 4, 10, 9, 8, 14, 13, 12, -1, -1, -1, -1);

	return (struct registers){
	    .by_low = vector_lanes(by_low),
	    .by_high = vector_lanes(by_high),
	    .offsets = vector_lanes(offsets),
	    .order = vector_lanes(order),
	};
}

INLINE vector
high_nibbles(vector in)
{
	return _mm256_and_si256(_mm256_srli_epi32(in, 4), vector_each(0x0F));
}

/* Not 0 in each byte that is no symbol. */
INLINE vector
faults(const struct registers *r, vector in)
{
	const vector low = _mm256_and_si256(in, vector_each(0x0F));

	return _mm256_and_si256(
	    _mm256_shuffle_epi8(r->by_low, low), _mm256_shuffle_epi8(r->by_high, high_nibbles(in)));
}

/* Which of 32 bytes are 0. */
INLINE uint32_t
zeros(vector v)
{
	return (uint32_t)_mm256_movemask_epi8(_mm256_cmpeq_epi8(v, _mm256_setzero_si256()));
}

/* The 24 bytes of 32 symbols, and 8 more that mean nothing. */
INLINE void
decode_store(const struct registers *r, vector in, uint8_t *out)
{
	const vector slash = _mm256_cmpeq_epi8(in, vector_each('/'));
	const vector place = _mm256_add_epi8(high_nibbles(in), slash);
	const vector values = _mm256_add_epi8(in, _mm256_shuffle_epi8(r->offsets, place));
	/* 64 * a + b of two values are 12 bits; 4096 * a + b of these are 24. */
	const vector twelves = _mm256_maddubs_epi16(values, _mm256_set1_epi32(0x01400140));
	const vector groups = _mm256_madd_epi16(twelves, _mm256_set1_epi32(0x00011000));
	const vector lanes = _mm256_shuffle_epi8(groups, r->order);
	const vector together = _mm256_setr_epi32(0, 1, 2, 4, 5, 6, 3, 7);

	vector_store(out, _mm256_permutevar8x32_epi32(lanes, together));
}

/* Decodes 32 bytes, and adds the faults of what is no symbol to *wrong. */
INLINE void
decode_step(const struct registers *r, const uint8_t *in, vector *wrong, uint8_t *out)
{
	const vector v = vector_load(in);

	*wrong = _mm256_or_si256(*wrong, faults(r, v));
	decode_store(r, v, out);
}

size_t
base64_decode_groups_avx2(const uint8_t *in, size_t n, uint8_t *out)
{
	const struct registers r = decode_prepare();
	size_t i = 0;

	for (; n - i >= STEP; i += STEP, out += STEP_BYTES) {
		vector wrong = _mm256_setzero_si256();
		uint32_t where;

		decode_step(&r, in + i, &wrong, out);
		where = ~zeros(wrong);
		if (where != 0)
			return i + (_tzcnt_u32(where) & ~3U);
	}
	return i + base64_decode_groups_plain(in + i, n - i, out);
}

size_t
base64_decode_lines_avx2(const uint8_t *in, size_t n, size_t length, size_t gap, uint8_t *out)
{
	const struct registers r = decode_prepare();
	const uint8_t first = in[-(ptrdiff_t)gap], last = in[-1];
	const size_t rest = length % STEP, whole = length - rest;
	const size_t reach = (rest > 0 ? whole + STEP : whole) + gap;
	size_t lines = 0;

	for (; n >= reach; n -= length + gap, in += length + gap, out += length / 4 * 3) {
		vector wrong = _mm256_setzero_si256(), wrong_in_rest = wrong;

		for (size_t i = 0; i < whole; i += STEP)
			decode_step(&r, in + i, &wrong, out + i / 4 * 3);
		if (rest > 0)
			decode_step(&r, in + whole, &wrong_in_rest, out + whole / 4 * 3);
		if ((~zeros(wrong) | _bzhi_u32(~zeros(wrong_in_rest), (unsigned)rest)) != 0 ||
		    in[length] != first || in[length + gap - 1] != last)
			break;
		lines++;
	}
	return lines;
}
