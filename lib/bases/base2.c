/* Bit strings, a byte in eight characters: the eight are one word, in which multiplications
 * spread and gather the bits. */
#include <string.h>

#include "lib/bases/scalar.h"
#include "lib/cpu/inline.h"

/* In each byte 1; '0'; and 1, 2, 4 ... in the bytes of a word from its lowest or its
 * highest. */
#define ONES 0x0101010101010101U
#define ZEROS (ONES * '0')
#define RISING 0x8040201008040201U
#define FALLING 0x0102040810204080U

/* Words are little-endian here, whatever the machine: the first character is the lowest. */
INLINE uint64_t
word(const uint8_t *p)
{
	uint64_t v = 0;

#pragma GCC unroll 8
	for (unsigned i = 0; i < 8; i++)
		v |= (uint64_t)p[i] << 8 * i;
	return v;
}

INLINE void
put_word(uint8_t *p, uint64_t v)
{
#pragma GCC unroll 8
	for (unsigned i = 0; i < 8; i++)
		p[i] = (uint8_t)(v >> 8 * i);
}

/* A byte keeps in each of the eight bytes one bit; what is not 0 then carries into the top
 * bit. */
INLINE void
encode_groups(uint64_t bits, const uint8_t *in, size_t n, uint8_t *out)
{
	for (size_t i = 0; i < n; i++) {
		const uint64_t kept = in[i] * ONES & bits;
		const uint64_t top = (kept + ~(ONES << 7)) | kept;

		put_word(out + 8 * i, (top >> 7 & ONES) + ZEROS);
	}
}

/* The product's highest byte has bit i from the byte that the factor moves there; no two
 * bits meet, so nothing carries. */
INLINE size_t
decode_groups(uint64_t factor, const uint8_t *in, size_t n, uint8_t *out)
{
	const uint8_t *const start = in;

	for (; n >= 8; in += 8, n -= 8) {
		const uint64_t bits = word(in) ^ ZEROS;

		if ((bits & ~ONES) != 0)
			break;
		*out++ = (uint8_t)(bits * factor >> 56);
	}
	return (size_t)(in - start);
}

void
base2msbf_encode_groups(const uint8_t *in, size_t n, uint8_t *out)
{
	encode_groups(FALLING, in, n, out);
}

void
base2lsbf_encode_groups(const uint8_t *in, size_t n, uint8_t *out)
{
	encode_groups(RISING, in, n, out);
}

size_t
base2msbf_decode_groups(const uint8_t *in, size_t n, uint8_t *out)
{
	return decode_groups(RISING, in, n, out);
}

size_t
base2lsbf_decode_groups(const uint8_t *in, size_t n, uint8_t *out)
{
	return decode_groups(FALLING, in, n, out);
}
