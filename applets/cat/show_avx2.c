/* Showing with AVX2: what a byte is comes from two comparisons of 32 bytes; where
 * many bytes need more than themselves, each is stored as its ready piece, four
 * bytes at once, and only the place of the next one waits for its length. */
#include <immintrin.h>

#include "applets/cat/show.h"

struct block {
	__m256i first, second;
};

static inline struct block
load(const uint8_t *p)
{
	return (struct block){
	    .first = _mm256_loadu_si256((const __m256i *)p),
	    .second = _mm256_loadu_si256((const __m256i *)(p + 32)),
	};
}

static inline void
copy_64(uint8_t *out, const uint8_t *in)
{
	const struct block bytes = load(in);

	_mm256_storeu_si256((__m256i *)out, bytes.first);
	_mm256_storeu_si256((__m256i *)(out + 32), bytes.second);
}

static inline uint64_t
high_bits(struct block b)
{
	return (uint32_t)_mm256_movemask_epi8(b.first) |
	       (uint64_t)(uint32_t)_mm256_movemask_epi8(b.second) << 32;
}

static inline uint64_t
equal(struct block b, char c)
{
	const __m256i all = _mm256_set1_epi8(c);

	return high_bits((struct block){
	    _mm256_cmpeq_epi8(b.first, all),
	    _mm256_cmpeq_epi8(b.second, all),
	});
}

static inline __m256i
controls_of_half(__m256i v)
{
	const __m256i next = _mm256_add_epi8(v, _mm256_set1_epi8(1));

	/* One more, and without its high bit, 127 is 0: before them all. */
	return _mm256_cmpgt_epi8(
	    _mm256_set1_epi8(0x21), _mm256_and_si256(next, _mm256_set1_epi8(0x7F)));
}

static inline uint64_t
controls(struct block b)
{
	return high_bits((struct block){controls_of_half(b.first), controls_of_half(b.second)});
}

static inline bool
is_dense(uint64_t high, uint64_t events)
{
	(void)high;
	return __builtin_popcountll(events) > 6;
}

static inline uint8_t *
expand(const struct show *s, const uint8_t *in, unsigned n, struct marks m, uint8_t *out)
{
	(void)m;
	for (const uint8_t *end = in + n; in < end; in++) {
		memcpy(out, s->text[*in], 4);
		out += s->length[*in];
	}
	return out;
}

#include "applets/cat/show_blocks.h"

uint8_t *
show_avx2(struct show *s, const uint8_t **in, const uint8_t *end, uint8_t *out, const uint8_t *stop)
{
	return show_all_blocks(s, in, end, out, stop);
}

size_t
show_same_avx2(struct show *s, const uint8_t *in, const uint8_t *end)
{
	return same_blocks(s, in, end);
}
