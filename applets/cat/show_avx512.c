/* Showing with AVX-512: comparisons answer in mask registers. If bytes need more than
 * themselves, each is spread out to the two bytes of "^x", or with high bits to the four of
 * "M-^x", and the bytes that are needed are compressed (VPCOMPRESSB, of VBMI2). That takes
 * the same time for one such byte as for all, and no branch that could be mispredicted. */
#include "applets/cat/show_vector.h"

INLINE uint64_t
show_controls(struct block b)
{
	const vector next = _mm512_add_epi8(b.part[0], vector_each(1));

	/* Adding one makes 7F, without the high bit, 0: below all controls. */
	return _mm512_cmple_epu8_mask(next & vector_each(0x7F), vector_each(0x20));
}

/* Of two vectors, a byte of each: the first 32 of them, and the others. */
#define TWO(n) (n), 64 + (n)
#define EIGHT(n) TWO(n), TWO((n) + 1), TWO((n) + 2), TWO((n) + 3)
#define BYTES(n) EIGHT(n), EIGHT((n) + 4), EIGHT((n) + 8), EIGHT((n) + 12)
static const _Alignas(64) uint8_t bytes_of_each[2][64] = {
    {BYTES(0), BYTES(16)},
    {BYTES(32), BYTES(48)},
};

/* In the same way two bytes of each, seen as words. */
#define FOUR(n) (n), 32 + (n), (n) + 1, 33 + (n)
#define WORDS(n) FOUR(n), FOUR((n) + 2), FOUR((n) + 4), FOUR((n) + 6)
static const _Alignas(64) uint16_t words_of_each[2][32] = {
    {WORDS(0), WORDS(8)},
    {WORDS(16), WORDS(24)},
};

/* Stores the bytes of v that are not zero, and those of `own`, zero or not. Returns which
 * they were. */
INLINE uint64_t
compress(__m512i v, uint64_t own, uint8_t *out)
{
	const __mmask64 used = _mm512_test_epi8_mask(v, v) | own;

	_mm512_storeu_si512(out, _mm512_maskz_compress_epi8(used, v));
	return used;
}

/* The first or the second 32 bytes, each after its mark. */
INLINE __m512i
in_pairs(__m512i marks, __m512i bytes, unsigned half)
{
	return _mm512_permutex2var_epi8(marks, _mm512_load_si512(bytes_of_each[half]), bytes);
}

/* To two bytes each, without high bits. */
INLINE void
expand_low(__m512i marks, __m512i bytes, unsigned n, uint64_t marked, uint8_t *out)
{
	const uint64_t own = UINT64_C(0xAAAAAAAAAAAAAAAA);

	compress(in_pairs(marks, bytes, 0), own, out);
	if (n > 32)
		compress(
		    in_pairs(marks, bytes, 1), own, out + 32 + _mm_popcnt_u32((uint32_t)marked));
}

/* To four bytes each. */
INLINE void
expand_high(__m512i marks, __m512i bytes, unsigned n, uint64_t high, uint8_t *out)
{
	const uint64_t own = UINT64_C(0x8888888888888888);

	bytes = _mm512_mask_sub_epi8(bytes, high, bytes, _mm512_set1_epi8((char)0x80));
	for (unsigned half = 0; 32 * half < n; half++) {
		const __mmask32 in_half = (__mmask32)(high >> 32 * half);
		const __m512i meta = _mm512_maskz_set1_epi16(in_half, 'M' | '-' << 8);
		const __m512i pairs = in_pairs(marks, bytes, half);
		for (unsigned quarter = 0; quarter < 2 && 32 * half + 16 * quarter < n; quarter++) {
			const __m512i order = _mm512_load_si512(words_of_each[quarter]);
			const __m512i fours = _mm512_permutex2var_epi16(meta, order, pairs);
			out += _mm_popcnt_u64(compress(fours, own, out));
		}
	}
}

INLINE bool
show_is_dense(uint64_t high, uint64_t events)
{
	return events && (!high || _mm_popcnt_u64(events) > 6);
}

INLINE uint8_t *
show_expand(const struct show *s, const uint8_t *in, unsigned n, struct show_marks m, uint8_t *out)
{
	const uint64_t marked = m.caret | m.dollar;
	const __m512i shown =
	    _mm512_xor_si512(vector_load(in), _mm512_maskz_set1_epi8(m.caret, 0x40));
	const __m512i marks = _mm512_mask_mov_epi8(
	    _mm512_maskz_set1_epi8(m.caret, '^'), m.dollar, _mm512_set1_epi8('$'));

	(void)s;
	if (m.high)
		expand_high(marks, shown, n, m.high, out);
	else
		expand_low(marks, shown, n, marked, out);
	return out + n + _mm_popcnt_u64(marked) + 2 * _mm_popcnt_u64(m.high);
}

uint8_t *
show_blocks_avx512(
    struct show *s, const uint8_t **in, const uint8_t *end, uint8_t *out, const uint8_t *stop)
{
	return show_all_blocks(s, in, end, out, stop);
}

/* Four blocks at a time, as long as each byte is shown as it is. A table of the lower 128
 * (VPERMI2B) has the high bit for those that are not; with -v, no high byte is. */
static const uint8_t *
skip_same(const struct show *s, const uint8_t *p, const uint8_t *end)
{
	const __m512i others = _mm512_set1_epi8(s->opt.controls ? -1 : 0);
	uint8_t table[128];
	__m512i low, high;

	for (unsigned c = 0; c < 128; c++)
		table[c] = s->length[c] > 1 ? 0x80 : 0;
	low = _mm512_loadu_si512(table);
	high = _mm512_loadu_si512(table + 64);
	for (; end - p >= 256; p += 256) {
		__m512i seen = _mm512_setzero_si512();
		for (unsigned at = 0; at < 256; at += 64) {
			const __m512i bytes = _mm512_loadu_si512(p + at);
			const __m512i known = _mm512_permutex2var_epi8(low, bytes, high);
			/* The table's answer does not count for a high byte. */
			seen = _mm512_or_si512(
			    seen, _mm512_ternarylogic_epi32(bytes, others, known, 0xCA));
		}
		if (_mm512_movepi8_mask(seen))
			break;
	}
	return p;
}

size_t
show_same_avx512(struct show *s, const uint8_t *in, const uint8_t *end)
{
	const uint8_t *p = in;

	if (!s->numbers && !s->opt.ends && !s->opt.squeeze)
		p = skip_same(s, in, end);
	return (size_t)(p - in) + show_same_marks(s, p, end);
}
