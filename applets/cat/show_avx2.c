/* Showing with AVX2: what a byte is comes from two comparisons of 32 bytes; where
 * many bytes need more than themselves, each is stored as its ready piece, four
 * bytes at once, and only the place of the next one waits for its length. */
#include <string.h>

#include "applets/cat/show_vector.h"

INLINE vector
vector_controls(vector v)
{
	const vector next = _mm256_add_epi8(v, vector_each(1));

	/* Adding one makes 7F, without the high bit, 0: below all controls. */
	return _mm256_cmpgt_epi8(vector_each(0x21), next & vector_each(0x7F));
}

INLINE uint64_t
show_controls(struct block b)
{
	for (size_t i = 0; i < BLOCK_SIZE / VECTOR; i++)
		b.part[i] = vector_controls(b.part[i]);
	return block_high_bits(b);
}

INLINE bool
show_is_dense(uint64_t high, uint64_t events)
{
	(void)high;
	return __builtin_popcountll(events) > 6;
}

INLINE uint8_t *
show_expand(const struct show *s, const uint8_t *in, unsigned n, struct show_marks m, uint8_t *out)
{
	(void)m;
	for (const uint8_t *end = in + n; in < end; in++) {
		memcpy(out, s->text[*in], 4);
		out += s->length[*in];
	}
	return out;
}

uint8_t *
show_blocks_avx2(
    struct show *s, const uint8_t **in, const uint8_t *end, uint8_t *out, const uint8_t *stop)
{
	return show_all_blocks(s, in, end, out, stop);
}

size_t
show_same_avx2(struct show *s, const uint8_t *in, const uint8_t *end)
{
	return show_same_marks(s, in, end);
}
