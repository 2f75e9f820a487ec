/* classify_vector.h by AVX2: a block is two vectors, marked one by one.
 *
 * Classes of characters are products of tables by the high and the low four bits of
 * their bytes, as Keiser and Lemire classify pairs (arXiv:2010.03090): a bit that is set
 * in the entries of all of them is a class that this character is of. The classes here
 * are those of valid characters, which are counted, not of errors. */
#ifndef PILLBOX_LIB_UTF8_CLASSIFY_AVX2_H
#define PILLBOX_LIB_UTF8_CLASSIFY_AVX2_H

#include "lib/utf8/classify_vector.h"

/* Which of 32 bytes are not 0. */
INLINE uint32_t
vector_any(vector v)
{
	return ~vector_high_bits(_mm256_cmpeq_epi8(v, vector_each(0)));
}

/* A table of 16 for each half of a register. */
#define UTF8_TABLE(...) vector_lanes(_mm_setr_epi8(__VA_ARGS__))

/* The high and the low four bits of 32 bytes. */
struct utf8_halves {
	vector high, low;
};

INLINE struct utf8_halves
utf8_halve(vector bytes)
{
	return (struct utf8_halves){
	    _mm256_srli_epi16(bytes, 4) & vector_each(0x0F),
	    bytes & vector_each(0x0F),
	};
}

/* What the entries of two tables have in common. */
INLINE vector
utf8_class(vector high, vector low, const struct utf8_halves *bytes)
{
	return _mm256_shuffle_epi8(high, bytes->high) & _mm256_shuffle_epi8(low, bytes->low);
}

/* FF where it is no continuation. */
INLINE vector
utf8_no_continuations(vector bytes)
{
	return _mm256_cmpgt_epi8(bytes, vector_each(0xBF));
}

/* The highest bit where the byte, of 80 and more, is at least that. */
INLINE vector
utf8_from(uint8_t least, vector bytes)
{
	return _mm256_subs_epu8(bytes, vector_each(least - 0x80));
}

/* Not 0 where two bytes begin as a character can (Unicode, table 3-7). */
INLINE vector
utf8_sound_pairs(const struct utf8_halves *a, const struct utf8_halves *b)
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
	const vector high = UTF8_TABLE(
	    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, C2_CF, DX, E0 | ED | EX, F0 | F1_F3 | F4);
	const vector low = UTF8_TABLE(DX | E0 | F0, DX | EX | F1_F3, ANY, ANY, TWO | EX | F4,
	    TWO | EX, TWO | EX, TWO | EX, TWO | EX, TWO | EX, TWO | EX, TWO | EX, TWO | EX,
	    TWO | ED, TWO | EX, TWO | EX);
	const vector second = UTF8_TABLE(0, 0, 0, 0, 0, 0, 0, 0, ANY | ED | F4, ANY | ED | F0,
	    ANY | E0 | F0, ANY | E0 | F0, 0, 0, 0, 0);

	return utf8_class(high, low, a) & _mm256_shuffle_epi8(second, b->high);
}

/* Not 0 where a space of several bytes begins. */
INLINE vector
utf8_wide_spaces(const struct utf8_halves *a, const struct utf8_halves *b,
    const struct utf8_halves *c, bool no_break)
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
	const vector first =
	    utf8_class(UTF8_TABLE(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, LATIN, 0, ~LATIN, 0),
	        UTF8_TABLE(0, OGHAM, E2_80 | E2_81 | LATIN, IDEOGRAPHIC, 0, 0, 0, 0, 0, 0, 0, 0, 0,
	            0, 0, 0),
	        a);
	const vector second =
	    utf8_class(UTF8_TABLE(0, 0, 0, 0, 0, 0, 0, 0, E2_80 | E2_81 | IDEOGRAPHIC, OGHAM, LATIN,
	                   0, 0, 0, 0, 0),
	        UTF8_TABLE(E2_80 | IDEOGRAPHIC | LATIN, E2_81, 0, 0, 0, 0, 0, 0, 0, 0, OGHAM, 0, 0,
	            0, 0, 0),
	        b);
	const vector high = UTF8_TABLE(LATIN, LATIN, LATIN, LATIN, LATIN, LATIN, LATIN, LATIN,
	    LATIN | FIRST, LATIN | MATH, LATIN | BREAK | JOINER, LATIN, LATIN, LATIN, LATIN, LATIN);
	const vector low = UTF8_TABLE(FIRST, WIDE, WIDE, WIDE, WIDE, WIDE, WIDE, 0, WIDE | BREAK,
	    WIDE | BREAK, WIDE, 0, 0, 0, 0, MATH);
	/* As well U+2007, 202F, 2060; and U+00A0, whatever comes third. */
	const vector no_break_low = UTF8_TABLE(LATIN | JOINER, LATIN, LATIN, LATIN, LATIN, LATIN,
	    LATIN, LATIN | WIDE, LATIN, LATIN, LATIN, LATIN, LATIN, LATIN, LATIN, LATIN | BREAK);
	const vector third =
	    utf8_class(high, no_break ? _mm256_or_si256(low, no_break_low) : low, c);

	return first & second & third;
}

/* Leads of which all characters are as wide (lib/utf8/width.h): 0 where they are not,
 * else at least UTF8_ALL_TWO where that is two. */
enum { UTF8_ALL_TWO = 1 << 2 };

INLINE vector
utf8_lead_widths(const struct utf8_halves *a)
{
	enum { CX = 1 << 0, DX = 1 << 1, EX = UTF8_ALL_TWO };

	return utf8_class(UTF8_TABLE(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, CX, DX, EX, 0),
	    UTF8_TABLE(DX, DX, 0, CX | DX, CX | EX, CX | EX, CX | EX, CX | EX, CX | EX, CX | EX, CX,
	        CX | EX, EX, 0, 0, CX),
	    a);
}

/* What 32 positions that begin a character of several bytes are; the bits of ASCII are
 * 0. */
INLINE struct utf8_marks
utf8_mark_half(const uint8_t *p, unsigned want, bool no_break)
{
	const vector a = vector_load(p), c = vector_load(p + 2), d = vector_load(p + 3);
	const struct utf8_halves first = utf8_halve(a), second = utf8_halve(vector_load(p + 1)),
	                         third = utf8_halve(c);
	const vector three = utf8_from(0xE0, a), four = utf8_from(0xF0, a);
	const vector cut = (three & utf8_no_continuations(c)) | (four & utf8_no_continuations(d));
	const uint32_t valid =
	    vector_any(utf8_sound_pairs(&first, &second)) & ~vector_high_bits(cut);
	struct utf8_marks m = {.lead = valid};

	if (want & UTF8_SPACES) {
		uint32_t space = vector_any(utf8_wide_spaces(&first, &second, &third, no_break));

		m.space2 = space & ~vector_high_bits(three);
		m.space3 = space & vector_high_bits(three);
	}
	if (want & UTF8_WIDTHS) {
		vector width = utf8_lead_widths(&first);

		m.one = vector_any(width) & valid;
		m.two = vector_high_bits(_mm256_cmpgt_epi8(width, vector_each(UTF8_ALL_TWO - 1))) &
		        valid;
		m.unknown = valid & ~(uint32_t)m.one;
	}
	return m;
}

INLINE struct utf8_marks
utf8_mark(const uint8_t *p, unsigned want, bool no_break)
{
	const struct block block = block_load(p);
	const struct utf8_marks low = utf8_mark_half(p, want, no_break);
	const struct utf8_marks high = utf8_mark_half(p + VECTOR, want, no_break);
	struct utf8_marks m = ascii_mark(block, want);

	m.lead = ~block_high_bits(block) | low.lead | high.lead << 32;
	m.space2 = low.space2 | high.space2 << 32;
	m.space3 = low.space3 | high.space3 << 32;
	m.one |= low.one | high.one << 32;
	m.two = low.two | high.two << 32;
	m.unknown = low.unknown | high.unknown << 32;
	return m;
}

#endif
