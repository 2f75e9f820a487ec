/* base16 with AVX-512 VBMI, 32 bytes and 64 digits at a time. Encoding: base16_vector.h.
 * Decoding: a shuffle of two registers looks all of ASCII up, and a multiplication puts two
 * values together. */
#include "lib/bases/base16.h"
#include "lib/bases/base16_vector.h"
#include "lib/number/digits.h"

enum { STEP_BYTES = 32, STEP = 64 };

/* The digits of the n <= 32 bytes at in. */
INLINE vector
encode_digits(const uint8_t *in, size_t n)
{
	return base16_digits(
	    digits_of_case(true), _mm256_maskz_loadu_epi8(_bzhi_u32(~0U, (unsigned)n), in));
}

void
base16_encode_groups_avx512(const uint8_t *in, size_t n, uint8_t *out)
{
	for (; n > STEP_BYTES; n -= STEP_BYTES, in += STEP_BYTES, out += STEP)
		vector_store(out, encode_digits(in, STEP_BYTES));
	vector_store(out, encode_digits(in, n));
}

/* A line is of 38 bytes, 32 and 6. */
size_t
base16_encode_lines_avx512(const uint8_t *in, size_t n, uint8_t *out)
{
	const size_t line = LINE_CHARACTERS / 2, lines = n / line;
	const __mmask64 end_of_line = 1ULL << (LINE_CHARACTERS - STEP);
	const vector newline = vector_each('\n');

	for (size_t i = 0; i < lines; i++) {
		const vector rest = encode_digits(in + STEP_BYTES, line - STEP_BYTES);

		vector_store(out, encode_digits(in, STEP_BYTES));
		lane_store(out + STEP,
		    _mm512_castsi512_si128(_mm512_mask_mov_epi8(rest, end_of_line, newline)));
		in += line;
		out += LINE_CHARACTERS + 1;
	}
	return lines;
}

size_t
base16_decode_groups_avx512(const uint8_t *in, size_t n, uint8_t *out)
{
	const vector flip = vector_each(BASE_SYMBOL);
	const vector low = _mm512_xor_si512(vector_load(base_values[BASE16]), flip);
	const vector high = _mm512_xor_si512(vector_load(base_values[BASE16] + 64), flip);

	for (size_t i = 0;; i += STEP, out += STEP_BYTES) {
		const size_t left = n - i < STEP ? n - i : STEP;
		/* What is not loaded is 0, and no symbol. */
		const vector v = _mm512_maskz_loadu_epi8(_bzhi_u64(~0ULL, (unsigned)left), in + i);
		const vector values = _mm512_permutex2var_epi8(low, v, high);
		const vector words = _mm512_maddubs_epi16(values, _mm512_set1_epi16(0x0110));
		const uint64_t wrong = _mm512_movepi8_mask(_mm512_or_si512(values, v));

		_mm256_storeu_si256((void *)out, _mm512_cvtepi16_epi8(words));
		if (wrong != 0)
			return i + (_tzcnt_u64(wrong) & ~1ULL);
	}
}
