/* Encoding 48 bytes at a time with AVX-512 VBMI: a byte shuffle brings each
 * group of three to a place of four, a multishift cuts all of its six-bit
 * values out at once, and a second shuffle looks them up in the alphabet, which
 * is just one register (Wojciech Mula and Daniel Lemire, "Base64 encoding and
 * decoding at almost the speed of a memory copy", arXiv:1910.05109). A default
 * line is two such steps, 48 and 9 bytes; the newline is blended into the
 * second, of which 16 bytes are stored: whole ones would take a quarter longer.
 * Loads are masked where they would leave the input. */
#include "lib/bases/alphabet.h"
#include "lib/bases/base64.h"
#include "lib/cpu/vector.h"

enum { STEP = 48 };

#define CHARACTER(unused, c, v) [v] = (c),

static _Alignas(64) const uint8_t alphabets[][64] = {
    [BASE64] = {BASE64_SYMBOLS(CHARACTER, 0)}, [BASE64URL] = {BASE64URL_SYMBOLS(CHARACTER, 0)}};

struct registers {
	vector alphabet, spread, shifts, newline;
};

INLINE struct registers
encode_prepare(enum base base)
{
	/* Of group i: bytes 1, 0, 2, 1, as a little-endian load has them. */
	const vector lane = _mm512_set1_epi32(0x01020001);
	const vector group = _mm512_mullo_epi32(
	    _mm512_set_epi32(15, 14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0),
	    _mm512_set1_epi32(0x03030303));

	return (struct registers){
	    .alphabet = _mm512_load_si512(alphabets[base]),
	    .spread = _mm512_add_epi8(lane, group),
	    /* Where the values of two groups begin: at bits 10, 4, 22, 16 of each half. */
	    .shifts = _mm512_set1_epi64(0x3036242A1016040A),
	    .newline = vector_each('\n'),
	};
}

/* The 64 characters of 48 bytes. */
INLINE vector
encode_characters(const struct registers *r, vector bytes)
{
	const vector spread = _mm512_permutexvar_epi8(r->spread, bytes);
	const vector values = _mm512_multishift_epi64_epi8(r->shifts, spread);

	return _mm512_permutexvar_epi8(values, r->alphabet);
}

INLINE void
encode_groups(enum base base, const uint8_t *in, size_t n, uint8_t *out)
{
	const struct registers r = encode_prepare(base);
	const uint8_t *const end = in + n;

	for (; end - in >= 64; in += STEP, out += 64)
		vector_store(out, encode_characters(&r, vector_load(in)));
	for (; end - in > 0; in += STEP, out += 64) {
		const size_t left = (size_t)(end - in);
		const __mmask64 some = _bzhi_u64(~0ULL, left < STEP ? (unsigned)left : STEP);

		vector_store(out, encode_characters(&r, _mm512_maskz_loadu_epi8(some, in)));
	}
}

INLINE size_t
encode_lines(enum base base, const uint8_t *in, size_t n, uint8_t *out)
{
	const struct registers r = encode_prepare(base);
	const __mmask64 first = (1ULL << STEP) - 1, second = (1U << (LINE_BYTES - STEP)) - 1;
	const __mmask64 end_of_line = 1ULL << (LINE_CHARACTERS - 64);
	const size_t lines = n / LINE_BYTES;

	for (size_t i = 0; i < lines; i++) {
		const vector a = encode_characters(&r, _mm512_maskz_loadu_epi8(first, in));
		const vector b = encode_characters(&r, _mm512_maskz_loadu_epi8(second, in + STEP));

		vector_store(out, a);
		lane_store(out + 64,
		    _mm512_castsi512_si128(_mm512_mask_mov_epi8(b, end_of_line, r.newline)));
		in += LINE_BYTES;
		out += LINE_CHARACTERS + 1;
	}
	return lines;
}

void
base64_encode_groups_avx512(const uint8_t *in, size_t n, uint8_t *out)
{
	encode_groups(BASE64, in, n, out);
}

void
base64url_encode_groups_avx512(const uint8_t *in, size_t n, uint8_t *out)
{
	encode_groups(BASE64URL, in, n, out);
}

size_t
base64_encode_lines_avx512(const uint8_t *in, size_t n, uint8_t *out)
{
	return encode_lines(BASE64, in, n, out);
}

size_t
base64url_encode_lines_avx512(const uint8_t *in, size_t n, uint8_t *out)
{
	return encode_lines(BASE64URL, in, n, out);
}
