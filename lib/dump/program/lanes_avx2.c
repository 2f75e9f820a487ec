/* Lanes with AVX2, 32 to a piece. A shuffle does not cross the halves of a vector, so that
 * each half has a window of its own, of 16 bytes. */
#include "lib/dump/program/lanes_vector.h"

INLINE vector
lanes_window(const struct piece *piece, const uint8_t *p)
{
	return _mm256_set_m128i(lane_load(p + piece->from[1]), lane_load(p + piece->from[0]));
}

INLINE vector
lanes_pick(vector window, vector index)
{
	return _mm256_shuffle_epi8(window, index);
}

uint8_t *
lanes_put_avx2(
    const struct lanes *l, const uint8_t *p, size_t times, uint64_t address, uint8_t *out)
{
	return put_lanes(l, p, times, address, out);
}
