/* base32 and base32hex with AVX-512 VBMI, 40 bytes and 64 characters at a time. Encoding: a
 * byte shuffle brings each group of five into eight bytes, a multishift cuts all of its
 * five-bit values out at once, and a second shuffle looks them up. Decoding: a shuffle of
 * two registers looks all of ASCII up, two multiplications put four values together, two
 * shifts eight, and a byte shuffle closes the gaps. */
#include "lib/bases/alphabet.h"
#include "lib/bases/base32.h"
#include "lib/cpu/vector.h"

enum { STEP_BYTES = 40, STEP = 64 };

/* A value and any sixth bit above it. */
#define CHARACTER(unused, c, v) [v] = (c), [32 + (v)] = (c),

static _Alignas(64) const uint8_t alphabets[][64] = {
    [BASE32] = {BASE32_SYMBOLS(CHARACTER, 0)}, [BASE32HEX] = {BASE32HEX_SYMBOLS(CHARACTER, 0)}};

/* Of group i, each step apart, the bytes 4 to 0; the places of the values in these. */
#define GROUP 0x0001020304

INLINE vector
group_order(long long step, long long group)
{
	const vector which = _mm512_set_epi64(7, 6, 5, 4, 3, 2, 1, 0);
	const vector first =
	    _mm512_mullo_epi64(which, _mm512_set1_epi64(step * 0x0101010101010101));

	return _mm512_add_epi8(first, _mm512_set1_epi64(group));
}

struct encoding {
	vector alphabet, order;
};

INLINE struct encoding
encode_prepare(enum base base)
{
	return (struct encoding){
	    .alphabet = _mm512_load_si512(alphabets[base]), .order = group_order(5, GROUP)};
}

/* The 64 characters of the n <= 40 bytes at in. */
INLINE vector
encode_characters(const struct encoding *e, const uint8_t *in, size_t n)
{
	const vector bytes = _mm512_maskz_loadu_epi8(_bzhi_u64(~0ULL, (unsigned)n), in);
	const vector shifts = _mm512_set1_epi64(0x00050A0F14191E23);
	const vector values =
	    _mm512_multishift_epi64_epi8(shifts, _mm512_permutexvar_epi8(e->order, bytes));

	return _mm512_permutexvar_epi8(values, e->alphabet);
}

INLINE void
encode_groups(enum base base, const uint8_t *in, size_t n, uint8_t *out)
{
	const struct encoding e = encode_prepare(base);

	for (; n > STEP_BYTES; n -= STEP_BYTES, in += STEP_BYTES, out += STEP)
		vector_store(out, encode_characters(&e, in, STEP_BYTES));
	if (n > 0)
		vector_store(out, encode_characters(&e, in, n));
}

/* A unit is two lines of 76 characters: 64 and 12, and 52 and 24. */
enum { UNIT_BYTES = 95, REST = LINE_CHARACTERS - STEP, LINE = LINE_CHARACTERS + 1 };

INLINE size_t
encode_lines(enum base base, const uint8_t *in, size_t n, uint8_t *out)
{
	const struct encoding e = encode_prepare(base);
	const vector newline = vector_each('\n');
	const vector down = group_order(8, 0x0706050403020100 + REST * 0x0101010101010101);
	const size_t units = n / UNIT_BYTES;

	for (size_t i = 0; i < units; i++) {
		const vector a = encode_characters(&e, in, STEP_BYTES);
		const vector b = encode_characters(&e, in + STEP_BYTES, STEP_BYTES);
		const vector c =
		    encode_characters(&e, in + (size_t)2 * STEP_BYTES, UNIT_BYTES - 2 * STEP_BYTES);

		vector_store(out, a);
		lane_store(out + STEP,
		    _mm512_castsi512_si128(_mm512_mask_mov_epi8(b, 1 << REST, newline)));
		vector_store(out + LINE, _mm512_permutexvar_epi8(down, b));
		vector_store(out + LINE + STEP - REST,
		    _mm512_mask_mov_epi8(c, 1 << (LINE_CHARACTERS - STEP + REST), newline));
		in += UNIT_BYTES;
		out += (size_t)2 * LINE;
	}
	return units;
}

INLINE size_t
decode_groups(enum base base, const uint8_t *in, size_t n, uint8_t *out)
{
	const vector flip = vector_each(BASE_SYMBOL);
	const vector low = _mm512_xor_si512(vector_load(base_values[base]), flip);
	const vector high = _mm512_xor_si512(vector_load(base_values[base] + 64), flip);
	/* The bytes 4 to 0 of each eight, without gaps. */
	const vector order = _mm512_maskz_compress_epi8(0x1F1F1F1F1F1F1F1F, group_order(8, GROUP));

	for (size_t i = 0;; i += STEP, out += STEP_BYTES) {
		const size_t left = n - i < STEP ? n - i : STEP;
		/* What is not loaded is 0, and no symbol. */
		const vector v = _mm512_maskz_loadu_epi8(_bzhi_u64(~0ULL, (unsigned)left), in + i);
		const vector values = _mm512_permutex2var_epi8(low, v, high);
		/* 32 * a + b of two values are 10 bits; 1024 * a + b of these are 20. */
		const vector tens = _mm512_maddubs_epi16(values, _mm512_set1_epi16(0x0120));
		const vector twenties = _mm512_madd_epi16(tens, _mm512_set1_epi32(0x00010400));
		const vector forties = _mm512_or_si512(
		    _mm512_slli_epi64(twenties, 20), _mm512_srli_epi64(twenties, 32));
		const uint64_t wrong = _mm512_movepi8_mask(_mm512_or_si512(values, v));

		vector_store(out, _mm512_permutexvar_epi8(order, forties));
		if (wrong != 0)
			return i + (_tzcnt_u64(wrong) & ~7ULL);
	}
}

void
base32_encode_groups_avx512(const uint8_t *in, size_t n, uint8_t *out)
{
	encode_groups(BASE32, in, n, out);
}

void
base32hex_encode_groups_avx512(const uint8_t *in, size_t n, uint8_t *out)
{
	encode_groups(BASE32HEX, in, n, out);
}

size_t
base32_encode_lines_avx512(const uint8_t *in, size_t n, uint8_t *out)
{
	return encode_lines(BASE32, in, n, out);
}

size_t
base32hex_encode_lines_avx512(const uint8_t *in, size_t n, uint8_t *out)
{
	return encode_lines(BASE32HEX, in, n, out);
}

size_t
base32_decode_groups_avx512(const uint8_t *in, size_t n, uint8_t *out)
{
	return decode_groups(BASE32, in, n, out);
}

size_t
base32hex_decode_groups_avx512(const uint8_t *in, size_t n, uint8_t *out)
{
	return decode_groups(BASE32HEX, in, n, out);
}
