/* base32 and base32hex with AVX2, 20 bytes and 32 characters at a time. Encoding: a shuffle
 * brings each ten bits into a word, two multiplications move its two values to their bytes,
 * and letters and digits have different sums. Decoding: two lookups tell symbols, a third
 * says what to add to one to make its value, two multiplications put four values together,
 * and two shifts eight. */
#include "lib/bases/base32.h"
#include "lib/bases/symbols_avx2.h"

static const size_t STEP_BYTES = 20, STEP = 32;

/* A lane of 16 encodes or becomes this many bytes, so a step's loads read REACH. */
enum { LANE_BYTES = 10, REACH = LANE_BYTES + 16 };

/* ---- encoding ------------------------------------------------------------ */

/* Values from `second` on have the second kind of character. */
struct kinds {
	char second, first_sum, second_sum;
};

INLINE struct kinds
kinds_of(enum base base)
{
	if (base == BASE32)
		return (struct kinds){26, 'A', '2' - 26};
	return (struct kinds){10, '0', 'A' - 10};
}

/* The 32 characters of the 20 bytes at in. */
INLINE vector
encode_characters(struct kinds k, const uint8_t *in)
{
	/* Bytes 0 and 1, 1 and 2, 2 and 3, 3 and 4 of a group, as big-endian words: their ten
	 * bits begin 0, 2, 4 and 6 bits below the top. */
	const __m128i order = _mm_setr_epi8(1, 0, 2, 1, 3, 2, 4, 3, 6, 5, 7, 6, 8, 7, 9, 8);
	const vector bytes = _mm256_set_m128i(lane_load(in + LANE_BYTES), lane_load(in));
	const vector words = _mm256_shuffle_epi8(bytes, vector_lanes(order));
	/* The upper five bits move down by 11, 9, 7 and 5; the lower up by 2, 4, 6 and 8. */
	const vector down =
	    _mm256_mulhi_epu16(words, _mm256_set1_epi64x(1LL << 59 | 1LL << 41 | 1 << 23 | 1 << 5));
	const vector up =
	    _mm256_mullo_epi16(words, _mm256_set1_epi64x(1LL << 56 | 1LL << 38 | 1 << 20 | 1 << 2));
	const vector values = _mm256_or_si256(_mm256_and_si256(down, _mm256_set1_epi16(0x001F)),
	    _mm256_and_si256(up, _mm256_set1_epi16(0x1F00)));
	const vector is_first = _mm256_cmpgt_epi8(_mm256_set1_epi8(k.second), values);
	const vector sums = _mm256_blendv_epi8(
	    _mm256_set1_epi8(k.second_sum), _mm256_set1_epi8(k.first_sum), is_first);

	return _mm256_add_epi8(values, sums);
}

/* Returns how many of the n bytes it encoded. */
INLINE size_t
encode_groups(enum base base, const uint8_t *in, size_t n, uint8_t *out)
{
	const struct kinds k = kinds_of(base);
	size_t i = 0;

	for (; n - i >= REACH; i += STEP_BYTES, out += STEP)
		vector_store(out, encode_characters(k, in + i));
	return i;
}

/* A unit is two lines of 76 characters: 32, 32 and 12, and 20, 32 and 24. */
enum { UNIT_BYTES = 95, UNIT_CHARACTERS = 2 * (LINE_CHARACTERS + 1) };

INLINE size_t
encode_lines(enum base base, const uint8_t *in, size_t n, uint8_t *out)
{
	const struct kinds k = kinds_of(base);
	const vector twelve = _mm256_setr_epi32(-1, -1, -1, 0, 0, 0, 0, 0);
	size_t units = 0;

	for (; n >= 4 * STEP_BYTES + REACH; n -= UNIT_BYTES, in += UNIT_BYTES, units++) {
		const vector across = encode_characters(k, in + 2 * STEP_BYTES);

		vector_store(out, encode_characters(k, in));
		vector_store(out + STEP, encode_characters(k, in + STEP_BYTES));
		/* Its first twelve characters are in the first line. */
		vector_store(out + 2 * STEP + 1, across);
		_mm256_maskstore_epi32((void *)(out + 2 * STEP), twelve, across);
		out[LINE_CHARACTERS] = '\n';
		vector_store(out + 3 * STEP + 1, encode_characters(k, in + 3 * STEP_BYTES));
		vector_store(out + 4 * STEP + 1, encode_characters(k, in + 4 * STEP_BYTES));
		out[UNIT_CHARACTERS - 1] = '\n';
		out += UNIT_CHARACTERS;
	}
	return units;
}

void
base32_encode_groups_avx2(const uint8_t *in, size_t n, uint8_t *out)
{
	const size_t done = encode_groups(BASE32, in, n, out);

	base32_encode_groups_plain(in + done, n - done, out + done / 5 * 8);
}

void
base32hex_encode_groups_avx2(const uint8_t *in, size_t n, uint8_t *out)
{
	const size_t done = encode_groups(BASE32HEX, in, n, out);

	base32hex_encode_groups_plain(in + done, n - done, out + done / 5 * 8);
}

size_t
base32_encode_lines_avx2(const uint8_t *in, size_t n, uint8_t *out)
{
	return encode_lines(BASE32, in, n, out);
}

size_t
base32hex_encode_lines_avx2(const uint8_t *in, size_t n, uint8_t *out)
{
	return encode_lines(BASE32HEX, in, n, out);
}

/* ---- decoding ------------------------------------------------------------ */

/* What to add to digits and to letters. */
INLINE vector
offsets_of(enum base base)
{
	const char digits = base == BASE32 ? 26 - '2' : 0 - '0';
	const char letters = base == BASE32 ? 0 - 'A' : 10 - 'A';

	return vector_lanes(
	    _mm_setr_epi8(0, 0, 0, digits, letters, letters, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0));
}

/* The 20 bytes of 32 symbols, and 6 more that mean nothing. */
INLINE void
decode_store(vector offsets, vector in, uint8_t *out)
{
	const __m128i order =
	    _mm_setr_epi8(4, 3, 2, 1, 0, 12, 11, 10, 9, 8, -1, -1, -1, -1, -1, -1);
	const vector values = _mm256_add_epi8(in, _mm256_shuffle_epi8(offsets, high_nibbles(in)));
	/* 32 * a + b of two values are 10 bits; 1024 * a + b of these are 20. */
	const vector tens = _mm256_maddubs_epi16(values, _mm256_set1_epi16(0x0120));
	const vector twenties = _mm256_madd_epi16(tens, _mm256_set1_epi32(0x00010400));
	const vector forties =
	    _mm256_or_si256(_mm256_slli_epi64(twenties, 20), _mm256_srli_epi64(twenties, 32));
	const vector bytes = _mm256_shuffle_epi8(forties, vector_lanes(order));

	lane_store(out, _mm256_castsi256_si128(bytes));
	lane_store(out + LANE_BYTES, _mm256_extracti128_si256(bytes, 1));
}

/* Returns how many of the n bytes it decoded. */
INLINE size_t
decode_groups(enum base base, const uint8_t *in, size_t n, uint8_t *out)
{
	const struct symbols symbols = symbols_of(base);
	const vector offsets = offsets_of(base);
	size_t i = 0;

	for (; n - i >= STEP; i += STEP, out += STEP_BYTES) {
		const vector v = vector_load(in + i);

		if (!_mm256_testz_si256(faults(&symbols, v), _mm256_set1_epi8(-1)))
			break;
		decode_store(offsets, v, out);
	}
	return i;
}

size_t
base32_decode_groups_avx2(const uint8_t *in, size_t n, uint8_t *out)
{
	const size_t done = decode_groups(BASE32, in, n, out);

	return done + base32_decode_groups_plain(in + done, n - done, out + done / 8 * 5);
}

size_t
base32hex_decode_groups_avx2(const uint8_t *in, size_t n, uint8_t *out)
{
	const size_t done = decode_groups(BASE32HEX, in, n, out);

	return done + base32hex_decode_groups_plain(in + done, n - done, out + done / 8 * 5);
}
