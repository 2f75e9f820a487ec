/* Numbers with AVX-512 VBMI2. Eight digits fill 64 bits: those of a power of two
 * are cut out by vpmultishiftqb, decimal ones by multiplications as in integer.c,
 * for up to eight numbers at once. A permutation brings them to their columns.
 * Which zeros lead follows from one addition: a carry that starts at a
 * number's first column runs through all of them, and stops at the first digit
 * that counts; the sign belongs before that. vpcompressb presses out what is not
 * needed. (The carry is that of Langdale's and Lemire's simdjson, arXiv:1902.08318,
 * which finds the ends of runs of backslashes by it.) */
#include "lib/dump/number/columns.h"

#include "lib/dump/number/groups_avx512.h"

/* Eight digits of `bits` bits each, with `below` bits below the last. */
INLINE __m512i
bit_groups(__m512i v, unsigned bits, unsigned below)
{
	const uint64_t step = UINT64_C(0x0001020304050607);
	uint64_t shifts = step * bits + below * UINT64_C(0x0101010101010101);

	return _mm512_and_si512(_mm512_multishift_epi64_epi8(_mm512_set1_epi64((int64_t)shifts), v),
	    _mm512_set1_epi8((char)((1 << bits) - 1)));
}

/* Up to eight numbers, in 64 bits each. */
INLINE __m512i
columns_load(const uint8_t *p, size_t units, unsigned bytes, bool is_signed)
{
	__mmask8 all = (__mmask8)first_lanes(units);
	__m128i two;
	__m256i four;

	switch (bytes) {
	case 2:
		two = _mm_maskz_loadu_epi16(all, p);
		return is_signed ? _mm512_cvtepi16_epi64(two) : _mm512_cvtepu16_epi64(two);
	case 4:
		four = _mm256_maskz_loadu_epi32(all, p);
		return is_signed ? _mm512_cvtepi32_epi64(four) : _mm512_cvtepu32_epi64(four);
	default:
		return _mm512_maskz_loadu_epi64(all, p);
	}
}

/* The two numbers of v in three groups each. */
INLINE __m512i
split(__m512i v)
{
	__m128i both = _mm512_castsi512_si128(v);
	uint64_t a = (uint64_t)_mm_cvtsi128_si64(both), b = (uint64_t)_mm_extract_epi64(both, 1);
	uint64_t high_a = a / FULL, high_b = b / FULL;

	return _mm512_setr_epi64((int64_t)(high_a / FULL), (int64_t)(high_a % FULL),
	    (int64_t)(a % FULL), 0, (int64_t)(high_b / FULL), (int64_t)(high_b % FULL),
	    (int64_t)(b % FULL), 0);
}

/* The text of the numbers whose digits these are, of which the lanes of `all`
 * are wanted. */
INLINE uint8_t *
columns_put_text(
    const struct columns *n, __m512i digits, __mmask8 negative, uint64_t all, uint8_t *out)
{
	const __m512i characters =
	    _mm512_broadcast_i32x4(_mm_loadu_si128((const __m128i *)(const void *)n->digits));
	uint64_t zero = n->blank | _mm512_mask_testn_epi8_mask(n->zero, digits, digits);
	uint64_t sum = zero + n->first, leading = zero & ~sum, sign = 0;
	__m512i text = _mm512_mask_shuffle_epi8(
	    _mm512_loadu_si512(n->literal), n->digit & ~leading, characters, digits);

	if (n->is_signed) {
		uint64_t before = (sum & ~zero) >> 1, columns = _pdep_u64(negative, n->first);

		columns = (columns << n->columns) - columns;
		text = _mm512_mask_mov_epi8(text, before & columns, _mm512_set1_epi8('-'));
		sign = before & columns;
		if (n->positive) {
			text = _mm512_mask_mov_epi8(
			    text, before & ~columns, _mm512_set1_epi8(n->positive));
			sign = before;
		}
	}
	all &= ~leading | n->field | sign;
	_mm512_storeu_si512(out, _mm512_maskz_compress_epi8(all, text));
	return out + __builtin_popcountll(all);
}

INLINE uint8_t *
put_some(const struct columns *n, const uint8_t *p, size_t units, unsigned radix, unsigned bytes,
    uint64_t all, uint8_t *out)
{
	const __m512i index = _mm512_loadu_si512(n->index);
	__m512i v = columns_load(p, units, bytes, n->is_signed), low, high = _mm512_setzero_si512();
	__mmask8 negative = 0;

	if (n->is_signed) {
		negative = _mm512_movepi64_mask(v);
		v = _mm512_abs_epi64(v);
	}
	if (radix == 16) {
		low = bit_groups(v, 4, 0);
		high = bit_groups(v, 4, 32);
	} else if (radix == 8) {
		low = bit_groups(v, 3, 0);
		high = bit_groups(v, 3, 24);
	} else if (bytes == 8) {
		low = decimal_groups(split(v));
	} else if (bytes == 4) {
		high = _mm512_srli_epi64(
		    _mm512_mul_epu32(v, _mm512_set1_epi64(RECIPROCAL(FULL, 57))), 57);
		low = decimal_groups(
		    _mm512_sub_epi64(v, _mm512_mul_epu32(high, _mm512_set1_epi64((int64_t)FULL))));
		high = decimal_groups(high);
	} else {
		low = decimal_groups(v);
	}
	return columns_put_text(n, _mm512_permutex2var_epi8(low, index, high), negative, all, out);
}

INLINE uint8_t *
columns_put_all(const struct columns *n, const uint8_t *p, size_t times, unsigned radix,
    unsigned bytes, uint8_t *out)
{
	const size_t units = n->units;

	for (; times >= units; times -= units, p += units * bytes)
		out = put_some(n, p, units, radix, bytes, n->all, out);
	if (!times)
		return out;
	return put_some(n, p, times, radix, bytes, first_lanes(times * n->width), out);
}

uint8_t *
columns_put_avx512(const struct columns *n, const uint8_t *p, size_t times, uint8_t *out)
{
	switch (n->radix * 16 + n->bytes) {
#define CASE(bytes, radix)                                                                         \
	case (radix)*16 + (bytes):                                                                 \
		return columns_put_all(n, p, times, radix, bytes, out);
		CASE(2, 8)
		CASE(4, 8)
		CASE(2, 10)
		CASE(4, 10)
		CASE(8, 10)
		CASE(2, 16)
		CASE(4, 16)
		CASE(8, 16)
#undef CASE
	}
	return out;
}
