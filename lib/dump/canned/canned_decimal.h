/* Lines of decimal numbers with AVX-512: the digits of eight numbers are made at once, then a
 * permutation brings those of a line to their columns. Zeros that lead are found by a carry, as
 * in lib/dump/number/columns_avx512.c, but become blanks: all lines are equally long. */
#ifndef PILLBOX_LIB_DUMP_CANNED_CANNED_DECIMAL_H
#define PILLBOX_LIB_DUMP_CANNED_CANNED_DECIMAL_H

#include "lib/dump/canned/canned_vector.h"
#include "lib/dump/number/groups_avx512.h"
#include "lib/dump/number/lanes.h"

enum { BATCH = 8 };

/* *v becomes the rest of the division by 10^8; returns the quotient. The factor is so little
 * below 1 / 10^8 that the quotient is never too large, and too small by one at most. */
INLINE vector
divide_by_full(vector *v)
{
	const __m512d factor = _mm512_set1_pd(1e-8 * (1 - 0x1p-50));
	const vector full = _mm512_set1_epi64((int64_t)FULL);
	vector quotient = _mm512_cvttpd_epu64(_mm512_mul_pd(_mm512_cvtepu64_pd(*v), factor));
	/* It has less than 32 bits. */
	vector rest = _mm512_and_si512(
	    _mm512_sub_epi64(*v, _mm512_mul_epu32(quotient, full)), _mm512_set1_epi64(UINT32_MAX));
	const __mmask8 more = _mm512_cmpge_epu64_mask(rest, full);

	*v = _mm512_mask_sub_epi64(rest, more, rest, full);
	return _mm512_mask_sub_epi64(quotient, more, quotient, _mm512_set1_epi64(-1));
}

struct batch {
	vector groups[CANNED_GROUPS];
	uint32_t negative; /* bit i: number i */
};

INLINE struct batch
batch_of(const uint8_t *p, unsigned size, bool is_signed)
{
	struct batch b = {.negative = 0};
	vector v, middle;

	if (size == 2)
		v = is_signed ? _mm512_cvtepi16_epi64(lane_load(p))
		              : _mm512_cvtepu16_epi64(lane_load(p));
	else if (size == 4)
		v = is_signed ? _mm512_cvtepi32_epi64(_mm256_loadu_si256((const void *)p))
		              : _mm512_cvtepu32_epi64(_mm256_loadu_si256((const void *)p));
	else
		v = vector_load(p);
	if (is_signed) {
		b.negative = _mm512_movepi64_mask(v);
		v = _mm512_abs_epi64(v);
	}
	if (size >= 4) {
		middle = divide_by_full(&v);
		if (size == 8)
			b.groups[2] = decimal_groups(divide_by_full(&middle));
		b.groups[1] = decimal_groups(middle);
	}
	b.groups[0] = decimal_groups(v);
	return b;
}

/* Sets the columns of a group. */
INLINE vector
digits_of_group(const struct canned_decimals *d, const struct batch *b, unsigned group, vector from,
    vector digits)
{
	const vector index = _mm512_add_epi8(_mm512_load_si512(d->index[group]), from);

	return _mm512_mask_permutexvar_epi8(digits, d->group[group], index, b->groups[group]);
}

/* The line of the numbers from `number` on. */
INLINE vector
decimal_body(const struct canned_decimals *d, const struct batch *b, unsigned number, unsigned size,
    bool is_signed)
{
	const vector from = _mm512_set1_epi8((char)(8 * number));
	const vector literal = _mm512_mask_mov_epi8(
	    _mm512_set1_epi8(' '), UINT64_C(1) << d->end, _mm512_set1_epi8('\n'));
	vector digits = _mm512_setzero_si512(), text;
	uint64_t zero, sum, leading;

	digits = digits_of_group(d, b, 0, from, digits);
	if (size >= 4)
		digits = digits_of_group(d, b, 1, from, digits);
	if (size == 8)
		digits = digits_of_group(d, b, 2, from, digits);
	zero = d->blank | _mm512_mask_testn_epi8_mask(d->zero, digits, digits);
	sum = zero + d->first;
	leading = zero & ~sum;
	text = _mm512_mask_add_epi8(
	    literal, ~(leading | d->blank) & first_lanes(d->end), digits, _mm512_set1_epi8('0'));
	if (is_signed) {
		const uint32_t numbers = (1U << BLOCK / size) - 1;
		const uint64_t firsts = _pdep_u64(b->negative >> number & numbers, d->first);

		text = _mm512_mask_mov_epi8(text,
		    (sum & ~zero) >> 1 & ((firsts << d->width) - firsts), _mm512_set1_epi8('-'));
	}
	return text;
}

INLINE uint8_t *
lines_of_decimals(const struct canned *c, unsigned size, bool is_signed, const uint8_t *p,
    size_t lines, struct head head, struct canned_marks marks, uint8_t *out)
{
	const struct canned_decimals *d = &c->decimals;
	const size_t end = d->end;

	for (size_t i = 0; i < lines; p += (size_t)BATCH * size) {
		const struct batch b = batch_of(p, size, is_signed);

#pragma GCC unroll 4
		for (unsigned number = 0; number < BATCH && i < lines;
		     number += BLOCK / size, i++) {
			uint8_t *to = put_head(&head, out);

			vector_store(to, decimal_body(d, &b, number, size, is_signed));
			out = end_line(&marks, out, to + end + 1);
			next_line(&head);
		}
	}
	return out;
}

INLINE uint8_t *
lines_of_decimal_kind(const struct canned *c, const uint8_t *p, size_t lines, uint64_t offset,
    struct canned_marks marks, uint8_t *out)
{
	struct head head = head_of(offset, c->radix, c->digits);

	switch (c->kind) {
	case CANNED_OD_D8:
		return lines_of_decimals(c, 8, true, p, lines, head, marks, out);
	case CANNED_OD_U8:
		return lines_of_decimals(c, 8, false, p, lines, head, marks, out);
	case CANNED_OD_D4:
		return lines_of_decimals(c, 4, true, p, lines, head, marks, out);
	case CANNED_OD_U4:
		return lines_of_decimals(c, 4, false, p, lines, head, marks, out);
	case CANNED_OD_D2:
		return lines_of_decimals(c, 2, true, p, lines, head, marks, out);
	default:
		return lines_of_decimals(c, 2, false, p, lines, head, marks, out);
	}
}

#endif
