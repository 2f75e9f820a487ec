/* What the lanes of a pattern are, in plain C. */
#include "applets/hexdump/pattern.h"

#include <string.h>

bool
hex_pattern_make(struct pattern *pattern, const struct affix *before, const struct affix *after,
    unsigned bytes, bool capital)
{
	unsigned digits = 2 * bytes, width = before->length + digits + after->length;

	if (width > LANES)
		return false;
	*pattern = (struct pattern){
	    .units = (uint8_t)(LANES / width), .width = (uint8_t)width, .bytes = (uint8_t)bytes};
	memcpy(pattern->digits, capital ? "0123456789ABCDEF" : "0123456789abcdef", 16);
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

void
column_pattern_make(struct pattern *pattern, uint8_t (*tables)[256], const uint8_t *text,
    size_t stride, unsigned width)
{
	*pattern = (struct pattern){.units = (uint8_t)(LANES / width),
	    .width = (uint8_t)width,
	    .bytes = 1,
	    .table_count = (uint8_t)width};
	for (unsigned lane = 0; lane < pattern->units * width; lane++) {
		pattern->index[lane] = (uint8_t)(lane / width);
		pattern->looked_up[lane % width] |= UINT64_C(1) << lane;
	}
	for (unsigned column = 0; column < width; column++) {
		for (size_t v = 0; v < 256; v++)
			tables[column][v] = text[v * stride + column];
		pattern->tables[column] = tables[column];
	}
}
