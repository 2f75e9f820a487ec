/* Decoding 32 bytes at a time with AVX2: two lookups tell symbols, a third says
 * what to add to one to make its value, and two multiplications put the four
 * values of a group together (Wojciech Mula and Daniel Lemire, "Faster Base64 Encoding and Decoding
 * Using AVX2 Instructions", arXiv:1704.00605). */
#include "lib/bases/base64.h"
#include "lib/bases/symbols_avx2.h"

enum { STEP = 32, STEP_BYTES = 24 };

struct registers {
	struct symbols symbols;
	vector offsets, order;
};

INLINE struct registers
decode_prepare(enum base base)
{
	/* By high nibble, but for the last symbol, which has the place of 1. */
	const __m128i offsets = base == BASE64
	                            ? _mm_setr_epi8(0, 63 - '/', 62 - '+', 52 - '0', 0 - 'A',
	                                  0 - 'A', 26 - 'a', 26 - 'a', 0, 0, 0, 0, 0, 0, 0, 0)
	                            : _mm_setr_epi8(0, 63 - '_', 62 - '-', 52 - '0', 0 - 'A',
	                                  0 - 'A', 26 - 'a', 26 - 'a', 0, 0, 0, 0, 0, 0, 0, 0);
	const __m128i order = _mm_setr_epi8(2, 1, 0, 6, 5, 4, 10, 9, 8, 14, 13, 12, -1, -1, -1, -1);

	return (struct registers){
	    .symbols = symbols_of(base),
	    .offsets = vector_lanes(offsets),
	    .order = vector_lanes(order),
	};
}

/* Where the offsets of symbols are. */
INLINE vector
places(enum base base, vector in)
{
	if (base == BASE64)
		return _mm256_add_epi8(high_nibbles(in), _mm256_cmpeq_epi8(in, vector_each('/')));
	/* The high nibble of _ is 5. */
	return _mm256_sub_epi8(high_nibbles(in),
	    _mm256_and_si256(_mm256_cmpeq_epi8(in, vector_each('_')), vector_each(5 - 1)));
}

/* The 24 bytes of 32 symbols, and 8 more that mean nothing. */
INLINE void
decode_store(const struct registers *r, enum base base, vector in, uint8_t *out)
{
	const vector values =
	    _mm256_add_epi8(in, _mm256_shuffle_epi8(r->offsets, places(base, in)));
	/* 64 * a + b of two values are 12 bits; 4096 * a + b of these are 24. */
	const vector twelves = _mm256_maddubs_epi16(values, _mm256_set1_epi32(0x01400140));
	const vector groups = _mm256_madd_epi16(twelves, _mm256_set1_epi32(0x00011000));
	const vector lanes = _mm256_shuffle_epi8(groups, r->order);
	const vector together = _mm256_setr_epi32(0, 1, 2, 4, 5, 6, 3, 7);

	vector_store(out, _mm256_permutevar8x32_epi32(lanes, together));
}

/* Decodes 32 bytes, and adds the faults of what is no symbol to *wrong. */
INLINE void
decode_step(
    const struct registers *r, enum base base, const uint8_t *in, vector *wrong, uint8_t *out)
{
	const vector v = vector_load(in);

	*wrong = _mm256_or_si256(*wrong, faults(&r->symbols, v));
	decode_store(r, base, v, out);
}

INLINE size_t
decode_groups(enum base base, const uint8_t *in, size_t n, uint8_t *out)
{
	const struct registers r = decode_prepare(base);
	size_t i = 0;

	for (; n - i >= STEP; i += STEP, out += STEP_BYTES) {
		vector wrong = _mm256_setzero_si256();
		uint32_t where;

		decode_step(&r, base, in + i, &wrong, out);
		where = ~zeros(wrong);
		if (where != 0)
			return i + (_tzcnt_u32(where) & ~3U);
	}
	return i + (base == BASE64 ? base64_decode_groups_plain : base64url_decode_groups_plain)(
	               in + i, n - i, out);
}

INLINE size_t
decode_lines(enum base base, const uint8_t *in, size_t n, size_t length, size_t gap, uint8_t *out)
{
	const struct registers r = decode_prepare(base);
	const uint8_t first = in[-(ptrdiff_t)gap], last = in[-1];
	const size_t rest = length % STEP, whole = length - rest;
	const size_t reach = (rest > 0 ? whole + STEP : whole) + gap;
	size_t lines = 0;

	for (; n >= reach; n -= length + gap, in += length + gap, out += length / 4 * 3) {
		vector wrong = _mm256_setzero_si256(), wrong_in_rest = wrong;

		for (size_t i = 0; i < whole; i += STEP)
			decode_step(&r, base, in + i, &wrong, out + i / 4 * 3);
		if (rest > 0)
			decode_step(&r, base, in + whole, &wrong_in_rest, out + whole / 4 * 3);
		if ((~zeros(wrong) | _bzhi_u32(~zeros(wrong_in_rest), (unsigned)rest)) != 0 ||
		    in[length] != first || in[length + gap - 1] != last)
			break;
		lines++;
	}
	return lines;
}

size_t
base64_decode_groups_avx2(const uint8_t *in, size_t n, uint8_t *out)
{
	return decode_groups(BASE64, in, n, out);
}

size_t
base64url_decode_groups_avx2(const uint8_t *in, size_t n, uint8_t *out)
{
	return decode_groups(BASE64URL, in, n, out);
}

size_t
base64_decode_lines_avx2(const uint8_t *in, size_t n, size_t length, size_t gap, uint8_t *out)
{
	return decode_lines(BASE64, in, n, length, gap, out);
}

size_t
base64url_decode_lines_avx2(const uint8_t *in, size_t n, size_t length, size_t gap, uint8_t *out)
{
	return decode_lines(BASE64URL, in, n, length, gap, out);
}
