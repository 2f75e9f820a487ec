/* wc's marks by AVX-512 with VBMI: 64 positions are one register.
 *
 * Classes of characters are products of three tables, one for each byte, as
 * Keiser and Lemire classify pairs (arXiv:2010.03090): a bit that is set in all
 * three entries is a class that this character is of. As bytes are told apart
 * here by their low six bits, vpermb looks up a whole table at once; whether
 * they are leads and continuations at all is asked beside it. */
#include <immintrin.h>

#include "applets/wc/count_vector.h"

/* Of leads and second bytes: which pairs are sound (Unicode 15, table 3-7). */
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

#define AT(byte) ((byte)&0x3F)

static const _Alignas(64) uint8_t lead_classes[64] = {
    [AT(0xC2)] = ANY | LATIN,
    [AT(0xC3)... AT(0xDF)] = ANY,
    [AT(0xE0)] = HIGH,
    [AT(0xE1)] = ANY | OGHAM,
    [AT(0xE2)] = ANY | GENERAL | MATH,
    [AT(0xE3)] = ANY | IDEOGRAPHIC,
    [AT(0xE4)... AT(0xEC)] = ANY,
    [AT(0xED)] = LOW | MID,
    [AT(0xEE)... AT(0xEF)] = ANY,
    [AT(0xF0)] = MID | HIGH,
    [AT(0xF1)... AT(0xF3)] = ANY,
    [AT(0xF4)] = LOW,
};

static const _Alignas(64) uint8_t second_classes[64] = {
    [AT(0x80)] = LOW | GENERAL | IDEOGRAPHIC,
    [AT(0x81)] = LOW | MATH,
    [AT(0x82)... AT(0x8F)] = LOW,
    [AT(0x90)... AT(0x99)] = MID,
    [AT(0x9A)] = MID | OGHAM,
    [AT(0x9B)... AT(0x9F)] = MID,
    [AT(0xA0)] = HIGH | LATIN,
    [AT(0xA1)... AT(0xBF)] = HIGH,
};

static const _Alignas(64) uint8_t third_classes[64] = {
    [AT(0x80)] = OGHAM | GENERAL | IDEOGRAPHIC,
    [AT(0x81)... AT(0x86)] = GENERAL,
    [AT(0x88)... AT(0x8A)] = GENERAL,
    [AT(0x9F)] = MATH,
    [AT(0xA8)... AT(0xA9)] = GENERAL,
};

/* More of them where no-break spaces count. */
static const _Alignas(64) uint8_t third_no_break[64] = {
    [AT(0x80)... AT(0x86)] = LATIN,
    [AT(0x87)] = LATIN | GENERAL,
    [AT(0x88)... AT(0x9F)] = LATIN,
    [AT(0xA0)] = LATIN | MATH,
    [AT(0xA1)... AT(0xAE)] = LATIN,
    [AT(0xAF)] = LATIN | GENERAL,
    [AT(0xB0)... AT(0xBF)] = LATIN,
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

static const _Alignas(64) uint8_t lead_widths[64] = {
    [AT(0xC2)] = LATIN_1,
    [AT(0xC3)... AT(0xCB)] = LETTERS,
    [AT(0xCF)... AT(0xD1)] = LETTERS,
    [AT(0xD3)] = LETTERS,
    [AT(0xE2)] = PUNCTUATION,
    [AT(0xE3)] = KANA | MORE_KANA | STOPS,
    [AT(0xE4)... AT(0xE9)] = IDEOGRAPHS,
    [AT(0xEB)... AT(0xEC)] = IDEOGRAPHS,
    [AT(0xEF)] = FULL_WIDTH,
};

static const _Alignas(64) uint8_t second_widths[64] = {
    [AT(0x80)] = EVERY_SECOND | PUNCTUATION | STOPS,
    [AT(0x81)] = EVERY_SECOND | KANA,
    [AT(0x82)] = EVERY_SECOND | MORE_KANA,
    [AT(0x83)] = EVERY_SECOND | KANA,
    [AT(0x84)... AT(0x9F)] = EVERY_SECOND,
    [AT(0xA0)... AT(0xBB)] = EVERY_SECOND | LATIN_1,
    [AT(0xBC)] = EVERY_SECOND | LATIN_1 | FULL_WIDTH,
    [AT(0xBD)... AT(0xBF)] = EVERY_SECOND | LATIN_1,
};

static const _Alignas(64) uint8_t third_widths[64] = {
    [AT(0x80)] = EVERY_THIRD | PUNCTUATION | MORE_KANA | STOPS,
    [AT(0x81)... AT(0x8A)] = EVERY_THIRD | PUNCTUATION | KANA | MORE_KANA | STOPS | FULL_WIDTH,
    [AT(0x8B)... AT(0x8F)] = EVERY_THIRD | KANA | MORE_KANA | STOPS | FULL_WIDTH,
    [AT(0x90)... AT(0x96)] = EVERY_THIRD | PUNCTUATION | KANA | MORE_KANA | STOPS | FULL_WIDTH,
    [AT(0x97)... AT(0x9A)] = EVERY_THIRD | PUNCTUATION | KANA | STOPS | FULL_WIDTH,
    [AT(0x9B)... AT(0xA7)] = EVERY_THIRD | PUNCTUATION | KANA | MORE_KANA | STOPS | FULL_WIDTH,
    [AT(0xA8)... AT(0xA9)] = EVERY_THIRD | KANA | MORE_KANA | STOPS | FULL_WIDTH,
    [AT(0xAA)... AT(0xAE)] = EVERY_THIRD | KANA | MORE_KANA | FULL_WIDTH,
    [AT(0xAF)... AT(0xBF)] = EVERY_THIRD | PUNCTUATION | KANA | MORE_KANA | FULL_WIDTH,
};

INLINE __m512i
load(const uint8_t *p)
{
	return _mm512_loadu_si512(p);
}

INLINE __m512i
each(uint8_t byte)
{
	return _mm512_set1_epi8((char)byte);
}

/* Entry i of the table where a byte's low six bits are i. */
INLINE __m512i
look_up(const uint8_t *table, __m512i bytes)
{
	return _mm512_permutexvar_epi8(bytes, _mm512_load_si512(table));
}

/* Which bytes are the entry of their low four bits; none above 7F is. */
INLINE uint64_t
are_listed(__m512i bytes, __m128i list)
{
	return _mm512_cmpeq_epi8_mask(
	    _mm512_shuffle_epi8(_mm512_broadcast_i32x4(list), bytes), bytes);
}

INLINE uint64_t
are_continuations(__m512i bytes)
{
	return _mm512_cmplt_epi8_mask(bytes, each(0xC0));
}

INLINE bool
is_ascii(const uint8_t *p)
{
	return _mm512_movepi8_mask(load(p)) == 0;
}

INLINE struct marks
mark_bytes(const uint8_t *p, unsigned want)
{
	/* No byte is a 1 that has the low bits 0. */
	const __m128i spaces =
	    _mm_setr_epi8(' ', 0, 0, 0, 0, 0, 0, 0, 0, '\t', '\n', '\v', '\f', '\r', 0, 0);
	const __m128i ends = _mm_setr_epi8(1, 0, 0, 0, 0, 0, 0, 0, 0, 0, '\n', 0, '\f', '\r', 0, 0);
	__m512i a = load(p);
	struct marks m = {.lead = ~(uint64_t)0};

	if (want & 1 << COUNT_LINES)
		m.newline = _mm512_cmpeq_epi8_mask(a, each('\n'));
	if (want & 1 << COUNT_WORDS)
		m.space = are_listed(a, spaces);
	if (want & 1 << COUNT_WIDTH) {
		m.tab = _mm512_cmpeq_epi8_mask(a, each('\t'));
		m.end = are_listed(a, ends);
		m.one = _mm512_mask_cmpneq_epi8_mask(
		    _mm512_cmpge_epi8_mask(a, each(' ')), a, each(0x7F));
	}
	return m;
}

INLINE struct marks
mark_utf8(const uint8_t *p, unsigned want, bool no_break)
{
	struct marks m = mark_bytes(p, want);
	__m512i a = load(p), b = load(p + 1), c = load(p + 2), d = load(p + 3);
	__m512i pair = _mm512_and_si512(look_up(lead_classes, a), look_up(second_classes, b));
	uint64_t multibyte = _mm512_cmpge_epu8_mask(a, each(0xC0));
	uint64_t three = _mm512_cmpge_epu8_mask(a, each(0xE0));
	uint64_t four = _mm512_cmpge_epu8_mask(a, each(0xF0));
	uint64_t valid = multibyte & _mm512_test_epi8_mask(pair, each(ANY)) & are_continuations(b) &
	                 (~three | are_continuations(c)) & (~four | are_continuations(d));

	m.lead = ~_mm512_movepi8_mask(a) | valid;
	if (want & 1 << COUNT_WORDS) {
		__m512i third = look_up(third_classes, c);
		uint64_t space;

		if (no_break)
			third = _mm512_or_si512(third, look_up(third_no_break, c));
		space = valid & _mm512_test_epi8_mask(pair, third);
		m.space2 = space & ~three;
		m.space3 = space & three;
	}
	if (want & 1 << COUNT_WIDTH) {
		__m512i width = _mm512_ternarylogic_epi64(look_up(lead_widths, a),
		    look_up(second_widths, b), look_up(third_widths, c), 0x80);
		uint64_t one = valid & _mm512_test_epi8_mask(width, each(ONE_COLUMN));

		m.two = valid & _mm512_test_epi8_mask(width, each(TWO_COLUMNS));
		m.one |= one | m.two;
		m.unknown = valid & ~(one | m.two);
	}
	return m;
}

void
count_avx512(struct count *count, const uint8_t *p, size_t n)
{
	count_by_marks(count, p, n);
}
