/* Showing with AVX2: what a byte is comes from two comparisons of 32 bytes; where
 * many bytes need more than themselves, each is stored as its ready piece, four
 * bytes at once, and only the place of the next one waits for its length. */
#include <immintrin.h>

#include "applets/cat/show.h"

struct pair {
	__m256i first, second;
};

static inline struct pair
load(const uint8_t *p)
{
	return (struct pair){
	    .first = _mm256_loadu_si256((const __m256i *)p),
	    .second = _mm256_loadu_si256((const __m256i *)(p + 32)),
	};
}

static inline void
copy_64(uint8_t *out, const uint8_t *in)
{
	const struct pair bytes = load(in);

	_mm256_storeu_si256((__m256i *)out, bytes.first);
	_mm256_storeu_si256((__m256i *)(out + 32), bytes.second);
}

/* The high bits of all bytes. */
static inline uint64_t
bits(struct pair v)
{
	return (uint32_t)_mm256_movemask_epi8(v.first) |
	       (uint64_t)(uint32_t)_mm256_movemask_epi8(v.second) << 32;
}

static inline uint64_t
equal(struct pair v, char c)
{
	const __m256i all = _mm256_set1_epi8(c);

	return bits((struct pair){
	    _mm256_cmpeq_epi8(v.first, all),
	    _mm256_cmpeq_epi8(v.second, all),
	});
}

/* High bits where a byte, but for its own high bit, is a control character. */
static inline __m256i
controls(__m256i v)
{
	const __m256i low = _mm256_and_si256(v, _mm256_set1_epi8(0x7F));

	return _mm256_or_si256(_mm256_cmpgt_epi8(_mm256_set1_epi8(0x20), low),
	    _mm256_cmpeq_epi8(low, _mm256_set1_epi8(0x7F)));
}

static inline struct marks
look(const struct show *s, const uint8_t *p)
{
	const struct pair bytes = load(p);
	struct marks m = {.newlines = equal(bytes, '\n')};

	if (s->opt.controls) {
		m.high = bits(bytes);
		m.caret = bits((struct pair){controls(bytes.first), controls(bytes.second)});
		m.caret &= ~m.newlines;
		if (!s->opt.tabs)
			m.caret &= ~equal(bytes, '\t');
	} else if (s->opt.tabs) {
		m.caret = equal(bytes, '\t');
	}
	if (s->crs) {
		const uint64_t crs = equal(bytes, '\r'), before = equal(load(p + 1), '\n');
		m.caret |= crs & before;
		m.alone = crs & ~before;
	}
	if (s->opt.ends)
		m.dollar = m.newlines;
	return m;
}

static inline uint8_t *
expand(const struct show *s, const uint8_t *in, unsigned n, uint64_t high, uint64_t caret,
    uint64_t dollar, uint8_t *out)
{
	(void)high;
	(void)caret;
	(void)dollar;
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
