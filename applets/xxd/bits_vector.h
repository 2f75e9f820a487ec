/* What the vector engines of -b share: the offset, and which bit each column of a line shows.
 * A shuffle brings a byte to the eight columns of its bits, and a mask leaves in each the bit
 * that it shows.
 *
 * The file that includes this is compiled for its level and defines bits_body(). */
#ifndef PILLBOX_APPLETS_XXD_BITS_VECTOR_H
#define PILLBOX_APPLETS_XXD_BITS_VECTOR_H

#include "applets/xxd/bits.h"
#include "lib/cpu/vector.h"
#include "lib/number/digits.h"

/* A line of zeros; and by column the bit that it shows, or 0. */
static const _Alignas(64) char zeros[BITS_BODY + 1] =
    ": 00000000 00000000 00000000 00000000 00000000 00000000  ......\n";
#define NINE 0x80, 0x40, 0x20, 0x10, 8, 4, 2, 1, 0
static const _Alignas(64) uint8_t bits[BITS_BODY] = {0, 0, NINE, NINE, NINE, NINE, NINE, NINE};
#undef NINE

/* For each column, the byte whose bit or character it shows. */
#define NINE(i) (i), (i), (i), (i), (i), (i), (i), (i), 0
static const _Alignas(64) uint8_t bytes[BITS_BODY] = {
    0, 0, NINE(0), NINE(1), NINE(2), NINE(3), NINE(4), NINE(5), 0, 0, 1, 2, 3, 4, 5};
#undef NINE

/* Writes the body of a line. */
INLINE void bits_body(const uint8_t *p, uint8_t *out);

/* The last `digits` hexadecimal digits of an offset, in front. */
INLINE __m128i
bits_offset(uint64_t offset, size_t digits)
{
	const __m128i pairs =
	    _mm_cvtsi64_si128((long long)__builtin_bswap64(offset << (64 - 4 * digits)));
	const __m128i nibbles =
	    _mm_unpacklo_epi8(_mm_srli_epi16(pairs, 4), pairs) & _mm_set1_epi8(15);

	return _mm_shuffle_epi8(lane_load(digits_of_case(false)), nibbles);
}

INLINE uint8_t *
bits_lines_of(const uint8_t *p, size_t lines, uint64_t offset, uint8_t *out)
{
	size_t digits = 8;

	for (; lines; lines--, p += BITS_BYTES, offset += BITS_BYTES) {
		while (digits < 16 && offset >> 4 * digits)
			digits++;
		lane_store(out, bits_offset(offset, digits));
		bits_body(p, out + digits);
		out += digits + BITS_BODY;
	}
	return out;
}

#endif
