/* Patterns with AVX-512 VBMI. One permutation brings each byte of the input to
 * all lanes that show it. Hexadecimal digits are its halves, looked up in 16
 * characters; any other text is looked up by columns, each a table of 256 bytes
 * in four registers, for the lanes of that column. Loads are masked down to
 * what is to be shown. The permutations are those of Mula's and Lemire's
 * base64 (arXiv:1910.05109), put to another use. */
#include "applets/hexdump/pattern.h"

#include <immintrin.h>

static __mmask64
first(size_t n)
{
	return n < LANES ? (UINT64_C(1) << n) - 1 : UINT64_MAX;
}

static __m512i
hex_text(const struct hex_pattern *hex, __m512i in)
{
	__m512i nibble = _mm512_permutexvar_epi8(_mm512_loadu_si512(hex->pattern.index), in);
	__m512i digits = _mm512_broadcast_i32x4(_mm_loadu_si128((const __m128i *)hex->digits));

	nibble = _mm512_mask_blend_epi8(hex->high, nibble, _mm512_srli_epi16(nibble, 4));
	nibble = _mm512_and_si512(nibble, _mm512_set1_epi8(15));
	return _mm512_mask_shuffle_epi8(
	    _mm512_loadu_si512(hex->literal), hex->digit, digits, nibble);
}

uint8_t *
hex_pattern_put_avx512(const struct hex_pattern *hex, const uint8_t *p, size_t times, uint8_t *out)
{
	const size_t units = hex->pattern.units, width = hex->pattern.width;
	const size_t bytes = hex->pattern.bytes;
	const __mmask64 all = first(units * bytes);

	for (; times >= units; times -= units, p += units * bytes, out += units * width)
		_mm512_storeu_si512(out, hex_text(hex, _mm512_maskz_loadu_epi8(all, p)));
	if (times)
		_mm512_storeu_si512(
		    out, hex_text(hex, _mm512_maskz_loadu_epi8(first(times * bytes), p)));
	return out + times * width;
}

static __m512i
column_text(const struct column_pattern *columns, __m512i in)
{
	__m512i byte = _mm512_permutexvar_epi8(_mm512_loadu_si512(columns->pattern.index), in);
	__mmask64 upper = _mm512_movepi8_mask(byte);
	__m512i text = _mm512_setzero_si512();

	for (size_t i = 0; i < columns->pattern.width; i++) {
		const uint8_t *table = columns->text[i];
		__m512i low = _mm512_permutex2var_epi8(
		    _mm512_loadu_si512(table), byte, _mm512_loadu_si512(table + 64));
		__m512i high = _mm512_permutex2var_epi8(
		    _mm512_loadu_si512(table + 128), byte, _mm512_loadu_si512(table + 192));

		text = _mm512_mask_mov_epi8(
		    text, columns->lanes[i], _mm512_mask_blend_epi8(upper, low, high));
	}
	return text;
}

uint8_t *
column_pattern_put_avx512(
    const struct column_pattern *columns, const uint8_t *p, size_t times, uint8_t *out)
{
	const size_t units = columns->pattern.units, width = columns->pattern.width;
	const __mmask64 all = first(units);

	for (; times >= units; times -= units, p += units, out += units * width)
		_mm512_storeu_si512(out, column_text(columns, _mm512_maskz_loadu_epi8(all, p)));
	if (times)
		_mm512_storeu_si512(
		    out, column_text(columns, _mm512_maskz_loadu_epi8(first(times), p)));
	return out + times * width;
}
