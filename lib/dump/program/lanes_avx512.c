/* Lanes with AVX-512 VBMI, 64 to a piece, with a window of 64 bytes. */
#include "lib/dump/program/lanes_vector.h"

INLINE vector
lanes_window(const struct piece *piece, const uint8_t *p)
{
	return vector_load(p + piece->from[0]);
}

INLINE vector
lanes_pick(vector window, vector index)
{
	return _mm512_permutexvar_epi8(index, window);
}

uint8_t *
lanes_put_avx512(
    const struct lanes *l, const uint8_t *p, size_t times, uint64_t address, uint8_t *out)
{
	return put_lanes(l, p, times, address, out);
}
