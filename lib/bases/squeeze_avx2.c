/* Squeezing with AVX2, 64 bytes at a time where few are dropped, else 32: what is kept of
 * each eight bytes moves to the front by a shuffle from a table of all 256 cases. */
#include "lib/bases/squeeze.h"
#include "lib/bases/symbols_avx2.h"

enum { STEP = 32 };

/* The shuffle that moves the bytes whose bits are set in m to the front. */
#define BELOW(m, k)                                                                                \
	(((m) >> 0 & ((k) > 0)) + ((m) >> 1 & ((k) > 1)) + ((m) >> 2 & ((k) > 2)) +                \
	    ((m) >> 3 & ((k) > 3)) + ((m) >> 4 & ((k) > 4)) + ((m) >> 5 & ((k) > 5)) +             \
	    ((m) >> 6 & ((k) > 6)))
#define MOVE(m, k) ((uint64_t)(k) * ((m) >> (k)&1) << 8 * BELOW(m, k))
#define SHUFFLE(m)                                                                                 \
	(MOVE(m, 1) | MOVE(m, 2) | MOVE(m, 3) | MOVE(m, 4) | MOVE(m, 5) | MOVE(m, 6) | MOVE(m, 7))
#define SHUFFLES_4(m) SHUFFLE(m), SHUFFLE((m) + 1), SHUFFLE((m) + 2), SHUFFLE((m) + 3)
#define SHUFFLES_16(m) SHUFFLES_4(m), SHUFFLES_4((m) + 4), SHUFFLES_4((m) + 8), SHUFFLES_4((m) + 12)
#define SHUFFLES_64(m)                                                                             \
	SHUFFLES_16(m), SHUFFLES_16((m) + 16), SHUFFLES_16((m) + 32), SHUFFLES_16((m) + 48)

static const uint64_t shuffles[256] = {
    SHUFFLES_64(0U), SHUFFLES_64(64U), SHUFFLES_64(128U), SHUFFLES_64(192U)};

/* Stores the bytes of v's low half whose bits are set in kept. Returns how many. */
INLINE size_t
squeeze_eight(__m128i v, uint32_t kept, uint8_t *out)
{
	const __m128i shuffle = _mm_loadl_epi64((const void *)&shuffles[kept]);

	_mm_storel_epi64((void *)out, _mm_shuffle_epi8(v, shuffle));
	return (size_t)_mm_popcnt_u32(kept);
}

/* The sum of 32 bytes. */
INLINE size_t
sum_of_bytes(vector v)
{
	const vector four = _mm256_sad_epu8(v, _mm256_setzero_si256());
	const __m128i two =
	    _mm_add_epi64(_mm256_castsi256_si128(four), _mm256_extracti128_si256(four, 1));

	return (size_t)(_mm_cvtsi128_si64(two) + _mm_extract_epi64(two, 1));
}

/* Stores the bytes of v whose bits are set in kept. Returns how many. */
INLINE size_t
squeeze_step(vector v, uint32_t kept, uint8_t *out)
{
	const __m128i low = _mm256_castsi256_si128(v), high = _mm256_extracti128_si256(v, 1);
	uint8_t *const start = out;

	out += squeeze_eight(low, kept & 0xFF, out);
	out += squeeze_eight(_mm_srli_si128(low, 8), kept >> 8 & 0xFF, out);
	out += squeeze_eight(high, kept >> 16 & 0xFF, out);
	out += squeeze_eight(_mm_srli_si128(high, 8), kept >> 24, out);
	return (size_t)(out - start);
}

/* Stores what is no newline of 32 bytes. Where there is at most one, as in lines, what follows
 * it is stored over it: of both pieces the other's place is overwritten later. The same number
 * of bytes after these can be read. */
INLINE size_t
squeeze_lines(const uint8_t *in, uint32_t newlines, uint8_t *out)
{
	const size_t before = _tzcnt_u32(newlines);

	if (_blsr_u32(newlines) != 0)
		return squeeze_step(vector_load(in), ~newlines, out);
	vector_store(out, vector_load(in));
	vector_store(out + before, vector_load(in + before + 1));
	return STEP - _mm_popcnt_u32(newlines);
}

/* Lines are rarely shorter than a block, and then one newline is dropped at a time. */
size_t
base_squeeze_avx2(const uint8_t *in, size_t n, uint8_t *out)
{
	const uint8_t *const start = out;
	size_t i = 0;

	for (; n - i > (size_t)2 * BLOCK_SIZE; i += BLOCK_SIZE) {
		const struct block b = block_load(in + i);
		const uint64_t newlines = block_equal(b, '\n');

		if (_blsr_u64(newlines) == 0) {
			const size_t before = _tzcnt_u64(newlines);

			block_store(out, b);
			block_store(out + before, block_load(in + i + before + 1));
			out += BLOCK_SIZE - (newlines != 0);
		} else {
			out += squeeze_lines(in + i, (uint32_t)newlines, out);
			out += squeeze_lines(in + i + STEP, (uint32_t)(newlines >> STEP), out);
		}
	}
	out += base_squeeze_plain(in + i, n - i, out);
	return (size_t)(out - start);
}

size_t
base_squeeze_garbage_avx2(
    enum base base, const uint8_t *in, size_t n, uint8_t *out, size_t *newlines)
{
	const struct symbols set = symbols_of(base);
	const vector newline = vector_each('\n'), padding = vector_each('=');
	const uint32_t pads = base_shapes[base].pads ? ~0U : 0;
	const size_t whole = n - n % STEP;
	const uint8_t *const start = out;
	vector lines = _mm256_setzero_si256();
	size_t more;

	for (size_t i = 0; i < whole; i += STEP) {
		const vector v = vector_load(in + i);
		const uint32_t symbols = zeros(faults(&set, v));
		const uint32_t equal = vector_high_bits(_mm256_cmpeq_epi8(v, padding));

		lines = _mm256_sub_epi8(lines, _mm256_cmpeq_epi8(v, newline));
		out += squeeze_step(v, symbols | (equal & pads), out);
	}
	out += base_squeeze_garbage_plain(base, in + whole, n - whole, out, &more);
	*newlines = more + sum_of_bytes(lines);
	return (size_t)(out - start);
}
