/* base16 with AVX-512 VBMI, 32 bytes and 64 digits at a time. Encoding: each byte becomes a
 * word, a multishift cuts its halves out, and a shuffle looks them up. Decoding: a shuffle
 * of two registers looks all of ASCII up, and a multiplication puts two values together. */
#include "lib/bases/base16.h"
#include "lib/cpu/vector.h"

enum { STEP_BYTES = 32, STEP = 64 };

void
base16_encode_groups_avx512(const uint8_t *in, size_t n, uint8_t *out)
{
	/* A value and any two bits above it. */
	const vector digits = vector_lanes(lane_load("0123456789ABCDEF"));
	/* The bits 4 and 0 of each word: eight bits from there. */
	const vector shifts = _mm512_set1_epi64(0x3034202410140004);

	for (size_t i = 0; i < n; i += STEP_BYTES) {
		const size_t left = n - i < STEP_BYTES ? n - i : STEP_BYTES;
		const __m256i bytes =
		    _mm256_maskz_loadu_epi8(_bzhi_u32(~0U, (unsigned)left), in + i);
		const vector values =
		    _mm512_multishift_epi64_epi8(shifts, _mm512_cvtepu8_epi16(bytes));

		vector_store(out + 2 * i, _mm512_permutexvar_epi8(values, digits));
	}
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
