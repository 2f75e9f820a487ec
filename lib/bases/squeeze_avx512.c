/* Squeezing 64 bytes at a time with AVX-512 VBMI2, which compresses bytes. One shuffle of
 * two registers looks all of ASCII up. */
#include "lib/bases/squeeze.h"
#include "lib/cpu/vector.h"

enum { STEP = 64 };

/* The bytes of a step where n are left. */
INLINE __mmask64
mask_of(size_t n)
{
	return _bzhi_u64(~0ULL, n < STEP ? (unsigned)n : STEP);
}

INLINE size_t
squeeze_step(vector v, __mmask64 kept, uint8_t *out)
{
	vector_store(out, _mm512_maskz_compress_epi8(kept, v));
	return (size_t)_mm_popcnt_u64(kept);
}

size_t
base_squeeze_avx512(const uint8_t *in, size_t n, uint8_t *out)
{
	const vector newline = vector_each('\n');
	const uint8_t *const start = out;

	for (size_t i = 0; i < n; i += STEP) {
		const __mmask64 some = mask_of(n - i);
		const vector v = _mm512_maskz_loadu_epi8(some, in + i);

		out += squeeze_step(v, _mm512_mask_cmpneq_epi8_mask(some, v, newline), out);
	}
	return (size_t)(out - start);
}

size_t
base_squeeze_garbage_avx512(
    enum base base, const uint8_t *in, size_t n, uint8_t *out, size_t *newlines)
{
	const vector low = vector_load(base_values[base]),
	             high = vector_load(base_values[base] + 64);
	const vector newline = vector_each('\n'), padding = vector_each('=');
	const __mmask64 pads = base_shapes[base].pads ? ~0ULL : 0;
	const uint8_t *const start = out;
	uint64_t lines = 0;

	for (size_t i = 0; i < n; i += STEP) {
		const __mmask64 some = mask_of(n - i);
		const vector v = _mm512_maskz_loadu_epi8(some, in + i);
		/* Symbols have a top bit in the table, and none of their own. */
		const __mmask64 symbols = _mm512_movepi8_mask(
		    _mm512_andnot_si512(v, _mm512_permutex2var_epi8(low, v, high)));

		lines += (uint64_t)_mm_popcnt_u64(_mm512_cmpeq_epi8_mask(v, newline));
		out += squeeze_step(
		    v, some & (symbols | (_mm512_cmpeq_epi8_mask(v, padding) & pads)), out);
	}
	*newlines = lines;
	return (size_t)(out - start);
}
