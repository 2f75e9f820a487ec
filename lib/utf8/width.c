/* The width of a character on a terminal, from a table of three stages:
 * most blocks of code points are alike, so that 10 KB hold all of Unicode. */
#include "lib/utf8/width.h"

#include "lib/utf8/width_table.h"

int
char_width(uint32_t c)
{
	unsigned block, width;
	uint64_t widths;

	if (c > 0x10FFFF)
		return -1;
	block = width_block[width_area[c >> 12] * 16 + (c >> 8 & 15)];
	widths = width_bits[block * 8 + (c >> 5 & 7)];
	width = widths >> 2 * (c & 31) & 3;
	return width == 3 ? -1 : (int)width;
}
