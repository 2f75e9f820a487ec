/* Decoding 64 bytes at a time with AVX-512 VBMI: one shuffle of two registers
 * looks all of ASCII up, two multiplications put the four values of a group
 * together, and a byte shuffle closes the gaps between groups (Wojciech Mula
 * and Daniel Lemire, "Base64 encoding and decoding at almost the speed of a
 * memory copy", arXiv:1910.05109). What is no symbol shows in the top bit,
 * which is gathered over four steps before it is asked for. */
#include "lib/bases/base64.h"
#include "lib/cpu/vector.h"

/* A block is four steps, whose faults are gathered. */
enum { STEP = 64, STEP_BYTES = 48, BLOCK = 256, BLOCK_BYTES = 192 };

struct registers {
	vector low, high, order;
};

INLINE struct registers
decode_prepare(enum base base)
{
	const vector flip = vector_each(BASE_SYMBOL);
	/* The three bytes of group i are its low ones, the other way round. */
	const vector lane = _mm512_set1_epi32(0x00000102);
	const vector group = _mm512_mullo_epi32(
	    _mm512_set_epi32(15, 14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0),
	    _mm512_set1_epi32(0x04040404));

	return (struct registers){
	    .low = _mm512_xor_si512(vector_load(base_values[base]), flip),
	    .high = _mm512_xor_si512(vector_load(base_values[base] + 64), flip),
	    .order = _mm512_maskz_compress_epi8(0x7777777777777777, _mm512_add_epi8(lane, group)),
	};
}

/* The bytes of a step where n are left. */
INLINE __mmask64
mask_of(size_t n)
{
	return _bzhi_u64(~0ULL, n < STEP ? (unsigned)n : STEP);
}

/* The values of symbols; the top bit for any other byte of ASCII. */
INLINE vector
decode_look_up(const struct registers *r, vector in)
{
	return _mm512_permutex2var_epi8(r->low, in, r->high);
}

/* The 48 bytes of 64 values, and 16 more that mean nothing. */
INLINE void
decode_store(const struct registers *r, vector v, uint8_t *out)
{
	/* 64 * a + b of two values are 12 bits; 4096 * a + b of these are 24. */
	const vector twelves = _mm512_maddubs_epi16(v, _mm512_set1_epi32(0x01400140));
	const vector groups = _mm512_madd_epi16(twelves, _mm512_set1_epi32(0x00011000));

	vector_store(out, _mm512_permutexvar_epi8(r->order, groups));
}

/* Decodes 64 bytes, and adds the top bit of what is no symbol to *wrong. */
INLINE void
decode_step(const struct registers *r, vector in, vector *wrong, uint8_t *out)
{
	const vector v = decode_look_up(r, in);

	*wrong = _mm512_or_si512(*wrong, _mm512_or_si512(v, in));
	decode_store(r, v, out);
}

INLINE size_t
decode_groups(enum base base, const uint8_t *in, size_t n, uint8_t *out)
{
	const struct registers r = decode_prepare(base);
	size_t i = 0;

	for (; n - i >= BLOCK; i += BLOCK, out += BLOCK_BYTES) {
		vector wrong = _mm512_setzero_si512();

		for (size_t k = 0; k < BLOCK; k += STEP)
			decode_step(&r, vector_load(in + i + k), &wrong, out + k / 4 * 3);
		if (_mm512_movepi8_mask(wrong) != 0)
			break;
	}
	for (;; i += STEP, out += STEP_BYTES) {
		vector wrong = _mm512_setzero_si512();
		uint64_t where;

		/* What is not loaded is 0, and no symbol. */
		decode_step(&r, _mm512_maskz_loadu_epi8(mask_of(n - i), in + i), &wrong, out);
		where = _mm512_movepi8_mask(wrong);
		if (where != 0)
			return i + (_tzcnt_u64(where) & ~3ULL);
	}
}

INLINE size_t
decode_lines(enum base base, const uint8_t *in, size_t n, size_t length, size_t gap, uint8_t *out)
{
	const struct registers r = decode_prepare(base);
	const uint8_t first = in[-(ptrdiff_t)gap], last = in[-1];
	const size_t whole = length / STEP * STEP, rest = length % STEP;
	const size_t reach = (rest > 0 ? whole + STEP : whole) + gap;
	size_t lines = 0;

	for (; n >= reach; n -= length + gap, in += length + gap, out += length / 4 * 3) {
		vector wrong = _mm512_setzero_si512(), wrong_in_rest = wrong;

		for (size_t i = 0; i < whole; i += STEP)
			decode_step(&r, vector_load(in + i), &wrong, out + i / 4 * 3);
		if (rest > 0)
			decode_step(
			    &r, vector_load(in + whole), &wrong_in_rest, out + whole / 4 * 3);
		if ((_mm512_movepi8_mask(wrong) |
		        _bzhi_u64(_mm512_movepi8_mask(wrong_in_rest), (unsigned)rest)) != 0 ||
		    in[length] != first || in[length + gap - 1] != last)
			break;
		lines++;
	}
	return lines;
}

size_t
base64_decode_groups_avx512(const uint8_t *in, size_t n, uint8_t *out)
{
	return decode_groups(BASE64, in, n, out);
}

size_t
base64url_decode_groups_avx512(const uint8_t *in, size_t n, uint8_t *out)
{
	return decode_groups(BASE64URL, in, n, out);
}

size_t
base64_decode_lines_avx512(const uint8_t *in, size_t n, size_t length, size_t gap, uint8_t *out)
{
	return decode_lines(BASE64, in, n, length, gap, out);
}

size_t
base64url_decode_lines_avx512(const uint8_t *in, size_t n, size_t length, size_t gap, uint8_t *out)
{
	return decode_lines(BASE64URL, in, n, length, gap, out);
}
