/* Makes the patterns. */
#include "lib/dump/program/pattern.h"

#include <string.h>

#include "lib/number/digits.h"

bool
hex_pattern_make(struct pattern *pattern, const struct affix *before, const struct affix *after,
    unsigned bytes, bool capital)
{
	unsigned digits = 2 * bytes, width = before->length + digits + after->length;

	if (width > LANES)
		return false;
	*pattern = (struct pattern){
	    .units = (uint8_t)(LANES / width), .width = (uint8_t)width, .bytes = (uint8_t)bytes};
	memcpy(pattern->digits, digits_of_case(capital), 16);
	for (unsigned u = 0; u < pattern->units; u++) {
		unsigned start = u * width, first = start + before->length;

		memcpy(pattern->literal + start, before->bytes, before->length);
		memcpy(pattern->literal + first + digits, after->bytes, after->length);
		for (unsigned i = 0; i < digits; i++) {
			uint64_t lane = UINT64_C(1) << (first + i);

			/* Vectors are of little-endian machines. */
			pattern->index[first + i] = (uint8_t)(u * bytes + bytes - 1 - i / 2);
			pattern->digit |= lane;
			pattern->high |= i % 2 ? 0 : lane;
		}
	}
	return true;
}

/* A character that no cell has, or -1. */
static int
unused(const uint8_t *cells, size_t stride, const uint8_t *length)
{
	bool used[256] = {false};
	int c = 0;

	for (size_t v = 0; v < 256; v++)
		for (size_t i = 0; i < length[v]; i++)
			used[cells[v * stride + i]] = true;
	while (c < 256 && used[c])
		c++;
	return c < 256 ? c : -1;
}

/* Shorter cells are filled at the front, so that their end keeps its column. */
static void
fill_tables(uint8_t (*tables)[256], const uint8_t *cells, size_t stride, const uint8_t *length,
    unsigned width, uint8_t filler)
{
	for (size_t v = 0; v < 256; v++) {
		unsigned before = width - length[v];

		for (unsigned column = 0; column < width; column++)
			tables[column][v] =
			    column < before ? filler : cells[v * stride + column - before];
	}
}

bool
column_pattern_make(struct pattern *pattern, uint8_t (*tables)[256], const uint8_t *cells,
    size_t stride, const uint8_t *length, unsigned width)
{
	bool even = memcmp(length, length + 1, 255) == 0;
	int filler = even ? 0 : unused(cells, stride, length);

	if (filler < 0)
		return false;
	*pattern = (struct pattern){.filler = (uint8_t)filler,
	    .units = (uint8_t)(LANES / width),
	    .width = (uint8_t)width,
	    .bytes = 1,
	    .table_count = (uint8_t)width};
	fill_tables(tables, cells, stride, length, width, pattern->filler);
	for (unsigned lane = 0; lane < pattern->units * width; lane++) {
		pattern->index[lane] = (uint8_t)(lane / width);
		pattern->looked_up[lane % width] |= UINT64_C(1) << lane;
		pattern->compressed |= even ? 0 : UINT64_C(1) << lane;
	}
	for (unsigned column = 0; column < width; column++)
		pattern->tables[column] = tables[column];
	return true;
}
