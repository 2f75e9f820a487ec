/* Patterns with AVX-512 VBMI. One permutation brings each byte of the input to
 * all lanes that show it. Hexadecimal digits are its halves, looked up in 16
 * characters; any other text is looked up by columns, each a table of 256 bytes
 * in four registers, for the lanes of that column, and vpcompressb presses filler
 * out. Loads are masked down to what is to be shown. The permutations are those
 * of Mula's and Lemire's base64 (arXiv:1910.05109), put to another use. */
#include "lib/dump/program/pattern.h"

#include <immintrin.h>

#include "lib/cpu/inline.h"

INLINE __m512i
pattern_hex(const struct pattern *pattern, __m512i byte, __m512i text)
{
	__m512i digits =
	    _mm512_broadcast_i32x4(_mm_loadu_si128((const __m128i *)(const void *)pattern->digits));
	__m512i nibble = _mm512_mask_blend_epi8(pattern->high, byte, _mm512_srli_epi16(byte, 4));

	nibble = _mm512_and_si512(nibble, _mm512_set1_epi8(15));
	return _mm512_mask_shuffle_epi8(text, pattern->digit, digits, nibble);
}

INLINE __m512i
pattern_look_up(const struct pattern *pattern, __m512i byte, __m512i text)
{
	__mmask64 upper = _mm512_movepi8_mask(byte);

	for (size_t i = 0; i < pattern->table_count; i++) {
		const uint8_t *table = pattern->tables[i];
		__m512i low = _mm512_permutex2var_epi8(
		    _mm512_loadu_si512(table), byte, _mm512_loadu_si512(table + 64));
		__m512i high = _mm512_permutex2var_epi8(
		    _mm512_loadu_si512(table + 128), byte, _mm512_loadu_si512(table + 192));

		text = _mm512_mask_mov_epi8(
		    text, pattern->looked_up[i], _mm512_mask_blend_epi8(upper, low, high));
	}
	return text;
}

INLINE __m512i
pattern_text(const struct pattern *pattern, const uint8_t *p, size_t bytes, uint64_t address)
{
	__m512i index = _mm512_loadu_si512(pattern->index);
	__m512i byte =
	    _mm512_permutexvar_epi8(index, _mm512_maskz_loadu_epi8(first_lanes(bytes), p));
	__m512i text = _mm512_loadu_si512(pattern->literal);

	if (pattern->digit)
		text = pattern_hex(pattern, byte, text);
	if (pattern->table_count)
		text = pattern_look_up(pattern, byte, text);
	if (pattern->address)
		text = _mm512_mask_permutexvar_epi8(
		    text, pattern->address, index, _mm512_set1_epi64((int64_t)address));
	return text;
}

/* The first n lanes of text, which has 64. */
INLINE uint8_t *
pattern_store(const struct pattern *pattern, __m512i text, size_t n, uint8_t *out)
{
	uint64_t kept;

	if (!pattern->compressed) {
		_mm512_storeu_si512(out, text);
		return out + n;
	}
	kept = first_lanes(n) & ~_mm512_mask_cmpeq_epi8_mask(pattern->compressed, text,
	                            _mm512_set1_epi8((char)pattern->filler));
	_mm512_storeu_si512(out, _mm512_maskz_compress_epi8(kept, text));
	return out + __builtin_popcountll(kept);
}

uint8_t *
pattern_put_avx512(const struct pattern *pattern, const uint8_t *p, size_t times, uint8_t *out)
{
	const size_t units = pattern->units, width = pattern->width, bytes = pattern->bytes;

	for (; times >= units; times -= units, p += units * bytes)
		out = pattern_store(
		    pattern, pattern_text(pattern, p, units * bytes, 0), units * width, out);
	if (!times)
		return out;
	return pattern_store(
	    pattern, pattern_text(pattern, p, times * bytes, 0), times * width, out);
}

uint8_t *
woven_put_avx512(
    const struct woven *woven, const uint8_t *p, size_t times, uint64_t address, uint8_t *out)
{
	const struct pattern *const end = woven->patterns + woven->count;

	address += woven->ahead;
	for (; times; times--, p += woven->bytes, address += woven->bytes) {
		uint64_t digits = woven->limit ? integer_group(&woven->address, address) : 0;

		for (const struct pattern *part = woven->patterns; part < end; part++) {
			__m512i text = pattern_text(part, p + part->from, part->bytes, digits);

			out = pattern_store(part, text, part->width, out);
		}
	}
	return out;
}
