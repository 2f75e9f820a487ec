/* classify_vector.h by AVX-512 with VBMI: a block is one vector.
 *
 * Classes of characters are products of three tables, one for each byte, as Keiser and
 * Lemire classify pairs (arXiv:2010.03090): a bit that is set in all three entries is a
 * class that this character is of. Bytes are told apart here by their low six bits, so
 * that vpermb looks up a whole table at once; whether they are leads and continuations
 * at all is asked beside it. */
#ifndef PILLBOX_LIB_UTF8_CLASSIFY_AVX512_H
#define PILLBOX_LIB_UTF8_CLASSIFY_AVX512_H

#include "lib/utf8/classify_vector.h"

/* Of leads and second bytes: which pairs are sound (Unicode, table 3-7). */
enum {
	LOW = 1 << 0,  /* 80-8F */
	MID = 1 << 1,  /* 90-9F */
	HIGH = 1 << 2, /* A0-BF */
	ANY = LOW | MID | HIGH,
};

/* Of all three bytes: spaces. The last is not asked for its third. */
enum {
	OGHAM = 1 << 3,       /* U+1680 */
	GENERAL = 1 << 4,     /* U+2000-202F */
	MATH = 1 << 5,        /* U+205F, 2060 */
	IDEOGRAPHIC = 1 << 6, /* U+3000 */
	LATIN = 1 << 7,       /* U+00A0 */
};

#define UTF8_AT(byte) ((byte)&0x3F)

static const _Alignas(64) uint8_t utf8_lead_classes[64] = {
    [UTF8_AT(0xC2)] = ANY | LATIN,
    [UTF8_AT(0xC3)... UTF8_AT(0xDF)] = ANY,
    [UTF8_AT(0xE0)] = HIGH,
    [UTF8_AT(0xE1)] = ANY | OGHAM,
    [UTF8_AT(0xE2)] = ANY | GENERAL | MATH,
    [UTF8_AT(0xE3)] = ANY | IDEOGRAPHIC,
    [UTF8_AT(0xE4)... UTF8_AT(0xEC)] = ANY,
    [UTF8_AT(0xED)] = LOW | MID,
    [UTF8_AT(0xEE)... UTF8_AT(0xEF)] = ANY,
    [UTF8_AT(0xF0)] = MID | HIGH,
    [UTF8_AT(0xF1)... UTF8_AT(0xF3)] = ANY,
    [UTF8_AT(0xF4)] = LOW,
};

static const _Alignas(64) uint8_t utf8_second_classes[64] = {
    [UTF8_AT(0x80)] = LOW | GENERAL | IDEOGRAPHIC,
    [UTF8_AT(0x81)] = LOW | MATH,
    [UTF8_AT(0x82)... UTF8_AT(0x8F)] = LOW,
    [UTF8_AT(0x90)... UTF8_AT(0x99)] = MID,
    [UTF8_AT(0x9A)] = MID | OGHAM,
    [UTF8_AT(0x9B)... UTF8_AT(0x9F)] = MID,
    [UTF8_AT(0xA0)] = HIGH | LATIN,
    [UTF8_AT(0xA1)... UTF8_AT(0xBF)] = HIGH,
};

static const _Alignas(64) uint8_t utf8_third_classes[64] = {
    [UTF8_AT(0x80)] = OGHAM | GENERAL | IDEOGRAPHIC,
    [UTF8_AT(0x81)... UTF8_AT(0x86)] = GENERAL,
    [UTF8_AT(0x88)... UTF8_AT(0x8A)] = GENERAL,
    [UTF8_AT(0x9F)] = MATH,
    [UTF8_AT(0xA8)... UTF8_AT(0xA9)] = GENERAL,
};

/* More of them where no-break spaces count. */
static const _Alignas(64) uint8_t utf8_third_no_break[64] = {
    [UTF8_AT(0x80)... UTF8_AT(0x86)] = LATIN,
    [UTF8_AT(0x87)] = LATIN | GENERAL,
    [UTF8_AT(0x88)... UTF8_AT(0x9F)] = LATIN,
    [UTF8_AT(0xA0)] = LATIN | MATH,
    [UTF8_AT(0xA1)... UTF8_AT(0xAE)] = LATIN,
    [UTF8_AT(0xAF)] = LATIN | GENERAL,
    [UTF8_AT(0xB0)... UTF8_AT(0xBF)] = LATIN,
};

/* Of all three bytes too: characters of common scripts that are as wide as those
 * beside them (lib/utf8/width.h). What is in none of these is looked up. */
enum {
	LETTERS = 1 << 0,     /* most Latin and Cyrillic ones, U+00C0-02FF and more */
	LATIN_1 = 1 << 1,     /* U+00A0-00BF */
	PUNCTUATION = 1 << 2, /* U+2000-203F, without its controls */
	IDEOGRAPHS = 1 << 3,  /* U+4000-9FFF; Hangul U+B000-CFFF */
	KANA = 1 << 4,        /* U+3041-307F, 30C1-30FF */
	MORE_KANA = 1 << 5,   /* U+3080-3096, 309B-30BF */
	STOPS = 1 << 6,       /* U+3000-3029 */
	FULL_WIDTH = 1 << 7,  /* U+FF01-FF3F */
	ONE_COLUMN = LETTERS | LATIN_1 | PUNCTUATION,
	TWO_COLUMNS = IDEOGRAPHS | KANA | MORE_KANA | STOPS | FULL_WIDTH,
	EVERY_THIRD = LETTERS | LATIN_1 | IDEOGRAPHS,
	EVERY_SECOND = LETTERS | IDEOGRAPHS,
};

static const _Alignas(64) uint8_t utf8_lead_widths[64] = {
    [UTF8_AT(0xC2)] = LATIN_1,
    [UTF8_AT(0xC3)... UTF8_AT(0xCB)] = LETTERS,
    [UTF8_AT(0xCF)... UTF8_AT(0xD1)] = LETTERS,
    [UTF8_AT(0xD3)] = LETTERS,
    [UTF8_AT(0xE2)] = PUNCTUATION,
    [UTF8_AT(0xE3)] = KANA | MORE_KANA | STOPS,
    [UTF8_AT(0xE4)... UTF8_AT(0xE9)] = IDEOGRAPHS,
    [UTF8_AT(0xEB)... UTF8_AT(0xEC)] = IDEOGRAPHS,
    [UTF8_AT(0xEF)] = FULL_WIDTH,
};

static const _Alignas(64) uint8_t utf8_second_widths[64] = {
    [UTF8_AT(0x80)] = EVERY_SECOND | PUNCTUATION | STOPS,
    [UTF8_AT(0x81)] = EVERY_SECOND | KANA,
    [UTF8_AT(0x82)] = EVERY_SECOND | MORE_KANA,
    [UTF8_AT(0x83)] = EVERY_SECOND | KANA,
    [UTF8_AT(0x84)... UTF8_AT(0x9F)] = EVERY_SECOND,
    [UTF8_AT(0xA0)... UTF8_AT(0xBB)] = EVERY_SECOND | LATIN_1,
    [UTF8_AT(0xBC)] = EVERY_SECOND | LATIN_1 | FULL_WIDTH,
    [UTF8_AT(0xBD)... UTF8_AT(0xBF)] = EVERY_SECOND | LATIN_1,
};

static const _Alignas(64) uint8_t utf8_third_widths[64] = {
    [UTF8_AT(0x80)] = EVERY_THIRD | PUNCTUATION | MORE_KANA | STOPS,
    [UTF8_AT(0x81)... UTF8_AT(0x8A)] = EVERY_THIRD | PUNCTUATION | KANA | MORE_KANA | STOPS |
                                       FULL_WIDTH,
    [UTF8_AT(0x8B)... UTF8_AT(0x8F)] = EVERY_THIRD | KANA | MORE_KANA | STOPS | FULL_WIDTH,
    [UTF8_AT(0x90)... UTF8_AT(0x96)] = EVERY_THIRD | PUNCTUATION | KANA | MORE_KANA | STOPS |
                                       FULL_WIDTH,
    [UTF8_AT(0x97)... UTF8_AT(0x9A)] = EVERY_THIRD | PUNCTUATION | KANA | STOPS | FULL_WIDTH,
    [UTF8_AT(0x9B)... UTF8_AT(0xA7)] = EVERY_THIRD | PUNCTUATION | KANA | MORE_KANA | STOPS |
                                       FULL_WIDTH,
    [UTF8_AT(0xA8)... UTF8_AT(0xA9)] = EVERY_THIRD | KANA | MORE_KANA | STOPS | FULL_WIDTH,
    [UTF8_AT(0xAA)... UTF8_AT(0xAE)] = EVERY_THIRD | KANA | MORE_KANA | FULL_WIDTH,
    [UTF8_AT(0xAF)... UTF8_AT(0xBF)] = EVERY_THIRD | PUNCTUATION | KANA | MORE_KANA | FULL_WIDTH,
};

/* Entry i of the table where a byte's low six bits are i. */
INLINE vector
utf8_class(const uint8_t *table, vector bytes)
{
	return _mm512_permutexvar_epi8(bytes, _mm512_load_si512(table));
}

INLINE uint64_t
utf8_continuations(vector bytes)
{
	return _mm512_cmplt_epi8_mask(bytes, vector_each(0xC0));
}

INLINE struct utf8_marks
utf8_mark(const uint8_t *p, unsigned want, bool no_break)
{
	struct utf8_marks m = ascii_mark(block_load(p), want);
	vector a = vector_load(p), b = vector_load(p + 1), c = vector_load(p + 2),
	       d = vector_load(p + 3);
	vector pair =
	    _mm512_and_si512(utf8_class(utf8_lead_classes, a), utf8_class(utf8_second_classes, b));
	uint64_t multibyte = _mm512_cmpge_epu8_mask(a, vector_each(0xC0));
	uint64_t three = _mm512_cmpge_epu8_mask(a, vector_each(0xE0));
	uint64_t four = _mm512_cmpge_epu8_mask(a, vector_each(0xF0));
	uint64_t valid = multibyte & _mm512_test_epi8_mask(pair, vector_each(ANY)) &
	                 utf8_continuations(b) & (~three | utf8_continuations(c)) &
	                 (~four | utf8_continuations(d));

	m.lead = ~_mm512_movepi8_mask(a) | valid;
	if (want & UTF8_SPACES) {
		vector third = utf8_class(utf8_third_classes, c);
		uint64_t space;

		if (no_break)
			third = _mm512_or_si512(third, utf8_class(utf8_third_no_break, c));
		space = valid & _mm512_test_epi8_mask(pair, third);
		m.space2 = space & ~three;
		m.space3 = space & three;
	}
	if (want & UTF8_WIDTHS) {
		vector width = _mm512_ternarylogic_epi64(utf8_class(utf8_lead_widths, a),
		    utf8_class(utf8_second_widths, b), utf8_class(utf8_third_widths, c), 0x80);
		uint64_t one = valid & _mm512_test_epi8_mask(width, vector_each(ONE_COLUMN));

		m.two = valid & _mm512_test_epi8_mask(width, vector_each(TWO_COLUMNS));
		m.one |= one | m.two;
		m.unknown = valid & ~(one | m.two);
	}
	return m;
}

#endif
