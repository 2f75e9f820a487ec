/* The width of a character on a terminal, from a table of two stages: most
 * blocks of 256 code points are alike, so that 14 KB hold all of Unicode. */
#include "lib/width.h"

#include "lib/width_table.h"

int
char_width(uint32_t c)
{
	uint64_t widths;
	unsigned width;

	if (c > 0x10FFFF)
		return -1;
	widths = width_bits[width_block[c >> 8] * 8 + (c >> 5 & 7)];
	width = widths >> 2 * (c & 31) & 3;
	return width == 3 ? -1 : (int)width;
}
