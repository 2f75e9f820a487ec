/* Eight digits at once, in a register: a number is halved into ever shorter ones, all of them
 * by one multiplication (after Paul Khuong's "How to print integers really fast") or shift.
 * A group is their text, the first digit in the lowest byte. */
#ifndef PILLBOX_LIB_NUMBER_GROUP_H
#define PILLBOX_LIB_NUMBER_GROUP_H

#include <stdint.h>
#include <string.h>

#include "lib/cpu/inline.h"
#include "lib/number/reciprocal.h"

#define GROUP_ZEROS UINT64_C(0x3030303030303030)

/* v < 10^8 */
INLINE uint64_t
decimal_group(uint64_t v)
{
	uint64_t x = v / 10000 | v % 10000 << 32;
	uint64_t hundreds = (x * RECIPROCAL(100, 20) >> 20) & UINT64_C(0x0000007F0000007F);
	uint64_t tens;

	x = hundreds | (x - hundreds * 100) << 16;
	tens = (x * RECIPROCAL(10, 10) >> 10) & UINT64_C(0x000F000F000F000F);
	return (tens | (x - tens * 10) << 8) + GROUP_ZEROS;
}

/* v < 8^8 */
INLINE uint64_t
octal_group(uint64_t v)
{
	uint64_t x = (v >> 12 & 0xFFF) | (v & 0xFFF) << 32;

	x = (x >> 6 & UINT64_C(0x0000003F0000003F)) | (x & UINT64_C(0x0000003F0000003F)) << 16;
	x = (x >> 3 & UINT64_C(0x0007000700070007)) | (x & UINT64_C(0x0007000700070007)) << 8;
	return x + GROUP_ZEROS;
}

/* `letters` is the distance from '9' + 1 to the letter for ten. */
INLINE uint64_t
hex_group(uint32_t v, unsigned letters)
{
	uint64_t x = __builtin_bswap32(v);

	x = (x | x << 16) & UINT64_C(0x0000FFFF0000FFFF);
	x = (x | x << 8) & UINT64_C(0x00FF00FF00FF00FF);
	x = (x >> 4 & UINT64_C(0x000F000F000F000F)) | (x & UINT64_C(0x000F000F000F000F)) << 8;
	return x + GROUP_ZEROS +
	       ((x + UINT64_C(0x0606060606060606)) >> 4 & UINT64_C(0x0101010101010101)) * letters;
}

/* Stores a group, the digit in its lowest byte first. */
INLINE void
group_store(uint8_t *out, uint64_t group)
{
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
	group = __builtin_bswap64(group);
#endif
	memcpy(out, &group, sizeof(group));
}

#endif
