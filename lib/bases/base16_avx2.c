/* base16 with AVX2. Encoding, 16 bytes at a time: base16_vector.h. Decoding, 64 digits at a
 * time: two lookups tell digits, a third says what to add to one to make its value, and a
 * multiplication puts two together. */
#include "lib/bases/base16.h"
#include "lib/bases/base16_vector.h"
#include "lib/bases/symbols_avx2.h"
#include "lib/number/digits.h"

static const size_t ENCODED = 16, DECODED = 64;

/* The digits of 16 bytes. */
INLINE vector
encode_digits(const uint8_t *in)
{
	return base16_digits(digits_of_case(true), lane_load(in));
}

void
base16_encode_groups_avx2(const uint8_t *in, size_t n, uint8_t *out)
{
	size_t i = 0;

	for (; n - i >= ENCODED; i += ENCODED)
		vector_store(out + 2 * i, encode_digits(in + i));
	base16_encode_groups_plain(in + i, n - i, out + 2 * i);
}

/* A line is of 38 bytes, 16, 16 and 6. */
size_t
base16_encode_lines_avx2(const uint8_t *in, size_t n, uint8_t *out)
{
	const size_t line = LINE_CHARACTERS / 2;
	size_t lines = 0;

	for (; n >= 3 * ENCODED; n -= line, in += line, lines++) {
		vector_store(out, encode_digits(in));
		vector_store(out + 2 * ENCODED, encode_digits(in + ENCODED));
		vector_store(out + 4 * ENCODED, encode_digits(in + (size_t)2 * ENCODED));
		out[LINE_CHARACTERS] = '\n';
		out += LINE_CHARACTERS + 1;
	}
	return lines;
}

/* The bytes of 32 digits, as words. */
INLINE vector
decode_words(vector in)
{
	const vector offsets = vector_lanes(
	    _mm_setr_epi8(0, 0, 0, 0 - '0', 10 - 'A', 0, 10 - 'a', 0, 0, 0, 0, 0, 0, 0, 0, 0));
	const vector values = _mm256_add_epi8(in, _mm256_shuffle_epi8(offsets, high_nibbles(in)));

	return _mm256_maddubs_epi16(values, _mm256_set1_epi16(0x0110));
}

size_t
base16_decode_groups_avx2(const uint8_t *in, size_t n, uint8_t *out)
{
	const struct symbols symbols = symbols_of(BASE16);
	size_t i = 0;

	for (; n - i >= DECODED; i += DECODED, out += DECODED / 2) {
		const vector a = vector_load(in + i), b = vector_load(in + i + VECTOR);
		const vector wrong = _mm256_or_si256(faults(&symbols, a), faults(&symbols, b));

		if (!_mm256_testz_si256(wrong, wrong))
			break;
		/* Packing goes lane by lane. */
		vector_store(out,
		    _mm256_permute4x64_epi64(_mm256_packus_epi16(decode_words(a), decode_words(b)),
		        _MM_SHUFFLE(3, 1, 2, 0)));
	}
	return i + base16_decode_groups_plain(in + i, n - i, out);
}
