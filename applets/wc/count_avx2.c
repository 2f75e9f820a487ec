/* wc's marks by AVX2: 64 positions are two registers, marked one by one.
 *
 * Which bytes begin sound pairs is the product of three tables by Keiser and
 * Lemire (arXiv:2010.03090): of the first byte's high and low four bits and of the
 * second's high ones, where a bit that is set in all three is a kind of pair.
 * Here the bits are the pairs that are right, as characters are counted, not
 * errors looked for. The third bytes of spaces and the leads of characters that
 * are all as wide have two tables each. */
#include <immintrin.h>

#include "applets/wc/count_vector.h"

ALWAYS_INLINE __m256i
load(const uint8_t *p)
{
	return _mm256_loadu_si256((const __m256i *)(const void *)p);
}

ALWAYS_INLINE __m256i
each(uint8_t byte)
{
	return _mm256_set1_epi8((char)byte);
}

ALWAYS_INLINE __m256i
equal(__m256i bytes, uint8_t byte)
{
	return _mm256_cmpeq_epi8(bytes, each(byte));
}

ALWAYS_INLINE __m256i
either(__m256i a, __m256i b)
{
	return _mm256_or_si256(a, b);
}

ALWAYS_INLINE __m256i
both(__m256i a, __m256i b)
{
	return _mm256_and_si256(a, b);
}

/* The highest bits of 32 bytes. */
ALWAYS_INLINE uint64_t
bits(__m256i bytes)
{
	return (uint32_t)_mm256_movemask_epi8(bytes);
}

/* A table of 16 for each half of a register. */
#define TABLE(...) _mm256_broadcastsi128_si256(_mm_setr_epi8(__VA_ARGS__))

ALWAYS_INLINE __m256i
by_low(__m256i table, __m256i bytes)
{
	return _mm256_shuffle_epi8(table, both(bytes, each(0x0F)));
}

ALWAYS_INLINE __m256i
by_high(__m256i table, __m256i bytes)
{
	return by_low(table, _mm256_srli_epi16(bytes, 4));
}

/* Which bytes are the entry of their low four bits; none above 7F is. */
ALWAYS_INLINE uint64_t
are_listed(__m256i bytes, __m256i list)
{
	return bits(_mm256_cmpeq_epi8(_mm256_shuffle_epi8(list, bytes), bytes));
}

/* FF where it is no continuation. */
ALWAYS_INLINE __m256i
are_no_continuations(__m256i bytes)
{
	return _mm256_cmpgt_epi8(bytes, each(0xBF));
}

/* The highest bit where the byte, of 80 and more, is at least that. */
ALWAYS_INLINE __m256i
are_from(uint8_t least, __m256i bytes)
{
	return _mm256_subs_epu8(bytes, each(least - 0x80));
}

/* Not 0 where two bytes begin as a character can (Unicode 15, table 3-7). */
ALWAYS_INLINE __m256i
sound_pairs(__m256i a, __m256i b)
{
	enum {
		C2_CF = 1 << 0,
		DX = 1 << 1,
		E0 = 1 << 2, /* before A0-BF */
		ED = 1 << 3, /* before 80-9F */
		EX = 1 << 4,
		F0 = 1 << 5, /* before 90-BF */
		F1_F3 = 1 << 6,
		F4 = (int8_t)(1 << 7), /* before 80-8F */
		TWO = C2_CF | DX,
		ANY = TWO | EX | F1_F3,
	};
	__m256i high =
	    TABLE(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, C2_CF, DX, E0 | ED | EX, F0 | F1_F3 | F4);
	__m256i low = TABLE(DX | E0 | F0, DX | EX | F1_F3, ANY, ANY, TWO | EX | F4, TWO | EX,
	    TWO | EX, TWO | EX, TWO | EX, TWO | EX, TWO | EX, TWO | EX, TWO | EX, TWO | ED,
	    TWO | EX, TWO | EX);
	__m256i second = TABLE(0, 0, 0, 0, 0, 0, 0, 0, ANY | ED | F4, ANY | ED | F0, ANY | E0 | F0,
	    ANY | E0 | F0, 0, 0, 0, 0);

	return both(both(by_high(high, a), by_low(low, a)), by_high(second, b));
}

/* FF where a space of three bytes begins. */
ALWAYS_INLINE __m256i
three_byte_spaces(__m256i a, __m256i b, __m256i c, bool no_break)
{
	enum {
		FIRST = 1 << 0,     /* 80 */
		SMALL = 1 << 1,     /* E2 80 80-8A */
		SEPARATOR = 1 << 2, /* E2 80 A8-A9 and AF */
		MATH = 1 << 3,      /* E2 81 9F */
		JOINER = 1 << 4,    /* E2 81 A0 */
		GENERAL = SMALL | SEPARATOR,
	};
	__m256i high =
	    TABLE(0, 0, 0, 0, 0, 0, 0, 0, FIRST | SMALL, MATH, SEPARATOR | JOINER, 0, 0, 0, 0, 0);
	__m256i low = TABLE(FIRST | SMALL, SMALL, SMALL, SMALL, SMALL, SMALL, SMALL, 0, GENERAL,
	    GENERAL, SMALL, 0, 0, 0, 0, MATH);
	__m256i low_no_break = TABLE(FIRST | SMALL | JOINER, SMALL, SMALL, SMALL, SMALL, SMALL,
	    SMALL, SMALL, GENERAL, GENERAL, SMALL, 0, 0, 0, 0, SEPARATOR | MATH);
	__m256i third = both(by_high(high, c), by_low(no_break ? low_no_break : low, c));
	__m256i asked =
	    either(both(equal(b, 0x80), each(GENERAL)), both(equal(b, 0x81), each(MATH | JOINER)));
	__m256i first =
	    either(both(equal(a, 0xE1), equal(b, 0x9A)), both(equal(a, 0xE3), equal(b, 0x80)));

	asked = both(asked, equal(a, 0xE2));
	asked = either(asked, both(first, each(FIRST)));
	return _mm256_cmpgt_epi8(both(third, asked), _mm256_setzero_si256());
}

/* Leads of which all characters are as wide (lib/width.h): 0 where they are not,
 * else at least ALL_TWO where that is two. */
enum { ALL_TWO = 1 << 2 };

ALWAYS_INLINE __m256i
lead_widths(__m256i a)
{
	enum { CX = 1 << 0, DX = 1 << 1, EX = ALL_TWO };
	__m256i high = TABLE(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, CX, DX, EX, 0);
	__m256i low = TABLE(DX, DX, 0, CX | DX, CX | EX, CX | EX, CX | EX, CX | EX, CX | EX,
	    CX | EX, CX, CX | EX, EX, 0, 0, CX);

	return both(by_high(high, a), by_low(low, a));
}

ALWAYS_INLINE struct marks
mark_bytes_32(const uint8_t *p, unsigned want)
{
	/* No byte is a 1 that has the low bits 0. */
	const __m256i spaces =
	    TABLE(' ', 0, 0, 0, 0, 0, 0, 0, 0, '\t', '\n', '\v', '\f', '\r', 0, 0);
	const __m256i ends = TABLE(1, 0, 0, 0, 0, 0, 0, 0, 0, 0, '\n', 0, '\f', '\r', 0, 0);
	__m256i a = load(p);
	struct marks m = {.lead = UINT32_MAX};

	if (want & 1 << COUNT_LINES)
		m.newline = bits(equal(a, '\n'));
	if (want & 1 << COUNT_WORDS)
		m.space = are_listed(a, spaces);
	if (want & 1 << COUNT_WIDTH) {
		m.tab = bits(equal(a, '\t'));
		m.end = are_listed(a, ends);
		m.one =
		    bits(_mm256_andnot_si256(equal(a, 0x7F), _mm256_cmpgt_epi8(a, each(' ' - 1))));
	}
	return m;
}

ALWAYS_INLINE struct marks
mark_utf8_32(const uint8_t *p, unsigned want, bool no_break)
{
	struct marks m = mark_bytes_32(p, want);
	__m256i a = load(p), b = load(p + 1), c = load(p + 2), d = load(p + 3);
	__m256i cut = either(both(are_from(0xE0, a), are_no_continuations(c)),
	    both(are_from(0xF0, a), are_no_continuations(d)));
	__m256i unsound = _mm256_cmpeq_epi8(sound_pairs(a, b), _mm256_setzero_si256());
	uint64_t valid = ~bits(either(unsound, cut)) & UINT32_MAX;

	m.lead = (~bits(a) & UINT32_MAX) | valid;
	if (want & 1 << COUNT_WORDS) {
		m.space3 = bits(three_byte_spaces(a, b, c, no_break));
		if (no_break)
			m.space2 = bits(both(equal(a, 0xC2), equal(b, 0xA0)));
	}
	if (want & 1 << COUNT_WIDTH) {
		__m256i width = lead_widths(a);
		uint64_t known = bits(_mm256_cmpgt_epi8(width, _mm256_setzero_si256())) & valid;

		m.one |= known;
		m.two = bits(_mm256_cmpgt_epi8(width, each(ALL_TWO - 1))) & valid;
		m.unknown = valid & ~known;
	}
	return m;
}

ALWAYS_INLINE struct marks
join(struct marks low, struct marks high)
{
	return (struct marks){
	    .newline = low.newline | high.newline << 32,
	    .space = low.space | high.space << 32,
	    .space2 = low.space2 | high.space2 << 32,
	    .space3 = low.space3 | high.space3 << 32,
	    .lead = low.lead | high.lead << 32,
	    .tab = low.tab | high.tab << 32,
	    .end = low.end | high.end << 32,
	    .one = low.one | high.one << 32,
	    .two = low.two | high.two << 32,
	    .unknown = low.unknown | high.unknown << 32,
	};
}

ALWAYS_INLINE bool
is_ascii(const uint8_t *p)
{
	return bits(either(load(p), load(p + 32))) == 0;
}

ALWAYS_INLINE struct marks
mark_bytes(const uint8_t *p, unsigned want)
{
	return join(mark_bytes_32(p, want), mark_bytes_32(p + 32, want));
}

ALWAYS_INLINE struct marks
mark_utf8(const uint8_t *p, unsigned want, bool no_break)
{
	return join(mark_utf8_32(p, want, no_break), mark_utf8_32(p + 32, want, no_break));
}

void
count_avx2(struct count *count, const uint8_t *p, size_t n)
{
	count_by_marks(count, p, n);
}
