/* wc's marks by AVX2: 64 positions are two registers, marked one by one.
 *
 * Classes of characters are products of tables by the high and the low four bits
 * of their bytes, as Keiser and Lemire classify pairs (arXiv:2010.03090): a bit
 * that is set in the entries of all of them is a class that this character is of.
 * The classes here are those that are right, as characters are counted, not
 * errors looked for. */
#include <immintrin.h>

#include "applets/wc/count_vector.h"

INLINE __m256i
load(const uint8_t *p)
{
	return _mm256_loadu_si256((const __m256i *)(const void *)p);
}

INLINE __m256i
each(uint8_t byte)
{
	return _mm256_set1_epi8((char)byte);
}

INLINE __m256i
equal(__m256i bytes, uint8_t byte)
{
	return _mm256_cmpeq_epi8(bytes, each(byte));
}

INLINE __m256i
either(__m256i a, __m256i b)
{
	return _mm256_or_si256(a, b);
}

INLINE __m256i
both(__m256i a, __m256i b)
{
	return _mm256_and_si256(a, b);
}

/* The highest bits of 32 bytes. */
INLINE uint32_t
bits(__m256i bytes)
{
	return (uint32_t)_mm256_movemask_epi8(bytes);
}

/* Which of 32 bytes are not 0. */
INLINE uint32_t
any(__m256i bytes)
{
	return ~bits(_mm256_cmpeq_epi8(bytes, _mm256_setzero_si256()));
}

/* A table of 16 for each half of a register. */
#define TABLE(...) _mm256_broadcastsi128_si256(_mm_setr_epi8(__VA_ARGS__))

/* The high and the low four bits of 32 bytes. */
struct halves {
	__m256i high, low;
};

INLINE struct halves
halve(__m256i bytes)
{
	return (struct halves){
	    both(_mm256_srli_epi16(bytes, 4), each(0x0F)),
	    both(bytes, each(0x0F)),
	};
}

/* What the entries of two tables have in common. */
INLINE __m256i
look_up(__m256i high, __m256i low, const struct halves *bytes)
{
	return both(_mm256_shuffle_epi8(high, bytes->high), _mm256_shuffle_epi8(low, bytes->low));
}

/* Which bytes are the entry of their low four bits; none above 7F is. */
INLINE uint64_t
are_listed(__m256i bytes, __m256i list)
{
	return bits(_mm256_cmpeq_epi8(_mm256_shuffle_epi8(list, bytes), bytes));
}

/* FF where it is no continuation. */
INLINE __m256i
are_no_continuations(__m256i bytes)
{
	return _mm256_cmpgt_epi8(bytes, each(0xBF));
}

/* The highest bit where the byte, of 80 and more, is at least that. */
INLINE __m256i
are_from(uint8_t least, __m256i bytes)
{
	return _mm256_subs_epu8(bytes, each(least - 0x80));
}

/* Not 0 where two bytes begin as a character can (Unicode 15, table 3-7). */
INLINE __m256i
sound_pairs(const struct halves *a, const struct halves *b)
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
	const __m256i high =
	    TABLE(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, C2_CF, DX, E0 | ED | EX, F0 | F1_F3 | F4);
	const __m256i low = TABLE(DX | E0 | F0, DX | EX | F1_F3, ANY, ANY, TWO | EX | F4, TWO | EX,
	    TWO | EX, TWO | EX, TWO | EX, TWO | EX, TWO | EX, TWO | EX, TWO | EX, TWO | ED,
	    TWO | EX, TWO | EX);
	const __m256i second = TABLE(0, 0, 0, 0, 0, 0, 0, 0, ANY | ED | F4, ANY | ED | F0,
	    ANY | E0 | F0, ANY | E0 | F0, 0, 0, 0, 0);

	return both(look_up(high, low, a), _mm256_shuffle_epi8(second, b->high));
}

/* Not 0 where a space of several bytes begins. */
INLINE __m256i
wide_spaces(const struct halves *a, const struct halves *b, const struct halves *c, bool no_break)
{
	enum {
		OGHAM = 1 << 0,       /* U+1680, E1 9A 80 */
		WIDE = 1 << 1,        /* U+2000-200A, E2 80 80-8A */
		BREAK = 1 << 2,       /* U+2028-202F, E2 80 A8-AF */
		MATH = 1 << 3,        /* U+205F, E2 81 9F */
		JOINER = 1 << 4,      /* U+2060, E2 81 A0 */
		IDEOGRAPHIC = 1 << 5, /* U+3000, E3 80 80 */
		LATIN = 1 << 6,       /* U+00A0, C2 A0 */
		E2_80 = WIDE | BREAK,
		E2_81 = MATH | JOINER,
		FIRST = OGHAM | WIDE | IDEOGRAPHIC,
	};
	const __m256i first = look_up(
	    TABLE(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, LATIN, 0, ~LATIN, 0),
	    TABLE(0, OGHAM, E2_80 | E2_81 | LATIN, IDEOGRAPHIC, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0),
	    a);
	const __m256i second = look_up(
	    TABLE(0, 0, 0, 0, 0, 0, 0, 0, E2_80 | E2_81 | IDEOGRAPHIC, OGHAM, LATIN, 0, 0, 0, 0, 0),
	    TABLE(E2_80 | IDEOGRAPHIC | LATIN, E2_81, 0, 0, 0, 0, 0, 0, 0, 0, OGHAM, 0, 0, 0, 0, 0),
	    b);
	const __m256i high = TABLE(LATIN, LATIN, LATIN, LATIN, LATIN, LATIN, LATIN, LATIN,
	    LATIN | FIRST, LATIN | MATH, LATIN | BREAK | JOINER, LATIN, LATIN, LATIN, LATIN, LATIN);
	const __m256i low = TABLE(FIRST, WIDE, WIDE, WIDE, WIDE, WIDE, WIDE, 0, WIDE | BREAK,
	    WIDE | BREAK, WIDE, 0, 0, 0, 0, MATH);
	/* As well U+2007, 202F, 2060; and U+00A0, whatever comes third. */
	const __m256i no_break_low = TABLE(LATIN | JOINER, LATIN, LATIN, LATIN, LATIN, LATIN, LATIN,
	    LATIN | WIDE, LATIN, LATIN, LATIN, LATIN, LATIN, LATIN, LATIN, LATIN | BREAK);
	const __m256i third = look_up(high, no_break ? either(low, no_break_low) : low, c);

	return both(both(first, second), third);
}

/* Leads of which all characters are as wide (lib/utf8/width.h): 0 where they are not,
 * else at least ALL_TWO where that is two. */
enum { ALL_TWO = 1 << 2 };

INLINE __m256i
lead_widths(const struct halves *a)
{
	enum { CX = 1 << 0, DX = 1 << 1, EX = ALL_TWO };

	return look_up(TABLE(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, CX, DX, EX, 0),
	    TABLE(DX, DX, 0, CX | DX, CX | EX, CX | EX, CX | EX, CX | EX, CX | EX, CX | EX, CX,
	        CX | EX, EX, 0, 0, CX),
	    a);
}

INLINE struct marks
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

INLINE struct marks
mark_utf8_32(const uint8_t *p, unsigned want, bool no_break)
{
	struct marks m = mark_bytes_32(p, want);
	__m256i a = load(p), c = load(p + 2), d = load(p + 3);
	struct halves first = halve(a), second = halve(load(p + 1)), third = halve(c);
	__m256i three = are_from(0xE0, a), four = are_from(0xF0, a);
	__m256i cut =
	    either(both(three, are_no_continuations(c)), both(four, are_no_continuations(d)));
	uint32_t valid = any(sound_pairs(&first, &second)) & ~bits(cut);

	m.lead = ~bits(a) | valid;
	if (want & 1 << COUNT_WORDS) {
		uint32_t space = any(wide_spaces(&first, &second, &third, no_break));

		m.space2 = space & ~bits(three);
		m.space3 = space & bits(three);
	}
	if (want & 1 << COUNT_WIDTH) {
		__m256i width = lead_widths(&first);
		uint32_t known = any(width) & valid;

		m.one |= known;
		m.two = bits(_mm256_cmpgt_epi8(width, each(ALL_TWO - 1))) & valid;
		m.unknown = valid & ~known;
	}
	return m;
}

INLINE struct marks
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

INLINE bool
is_ascii(const uint8_t *p)
{
	return bits(either(load(p), load(p + 32))) == 0;
}

INLINE struct marks
mark_bytes(const uint8_t *p, unsigned want)
{
	return join(mark_bytes_32(p, want), mark_bytes_32(p + 32, want));
}

INLINE struct marks
mark_utf8(const uint8_t *p, unsigned want, bool no_break)
{
	return join(mark_utf8_32(p, want, no_break), mark_utf8_32(p + 32, want, no_break));
}

void
count_avx2(struct count *count, const uint8_t *p, size_t n)
{
	count_by_marks(count, p, n);
}
