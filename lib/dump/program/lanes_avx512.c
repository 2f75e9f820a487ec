/* Lanes with AVX-512 VBMI, 64 to a piece, with a window of 64 bytes. A table of 256 bytes is
 * looked up in four registers, for the lanes that show it, and vpcompressb presses filler
 * out. */
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

INLINE vector
lanes_look_up(const struct piece *piece, vector byte, vector text)
{
	__mmask64 upper = _mm512_movepi8_mask(byte);

	for (size_t i = 0; i < piece->table_count; i++) {
		const uint8_t *table = piece->tables[i];
		vector low =
		    _mm512_permutex2var_epi8(vector_load(table), byte, vector_load(table + 64));
		vector high = _mm512_permutex2var_epi8(
		    vector_load(table + 128), byte, vector_load(table + 192));

		text = _mm512_mask_mov_epi8(
		    text, piece->looked_up[i], _mm512_mask_blend_epi8(upper, low, high));
	}
	return text;
}

INLINE uint8_t *
lanes_store(const struct piece *piece, vector text, size_t n, uint8_t *out)
{
	uint64_t kept;

	if (!piece->optional) {
		vector_store(out, text);
		return out + n;
	}
	kept = first_lanes(n) &
	       ~_mm512_mask_cmpeq_epi8_mask(piece->optional, text, vector_each(piece->filler));
	vector_store(out, _mm512_maskz_compress_epi8(kept, text));
	return out + __builtin_popcountll(kept);
}

uint8_t *
lanes_put_avx512(
    const struct lanes *l, const uint8_t *p, size_t times, uint64_t address, uint8_t *out)
{
	return put_lanes(l, p, times, address, out);
}
