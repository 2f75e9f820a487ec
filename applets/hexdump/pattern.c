/* What the lanes of a pattern are, in plain C. */
#include "applets/hexdump/pattern.h"

#include <string.h>

bool
hex_pattern_make(struct hex_pattern *hex, const struct affix *before, const struct affix *after,
    unsigned bytes, bool capital)
{
	unsigned digits = 2 * bytes, width = before->length + digits + after->length;
	struct pattern *pattern = &hex->pattern;

	if (width > LANES)
		return false;
	*hex = (struct hex_pattern){.pattern = {.units = (uint8_t)(LANES / width),
	                                .width = (uint8_t)width,
	                                .bytes = (uint8_t)bytes}};
	memcpy(hex->digits, capital ? "0123456789ABCDEF" : "0123456789abcdef", 16);
	for (unsigned u = 0; u < pattern->units; u++) {
		unsigned start = u * width, first = start + before->length;

		memcpy(hex->literal + start, before->bytes, before->length);
		memcpy(hex->literal + first + digits, after->bytes, after->length);
		for (unsigned i = 0; i < digits; i++) {
			uint64_t lane = UINT64_C(1) << (first + i);

			/* Vectors are of little-endian machines. */
			pattern->index[first + i] = (uint8_t)(u * bytes + bytes - 1 - i / 2);
			hex->digit |= lane;
			hex->high |= i % 2 ? 0 : lane;
		}
	}
	return true;
}

void
column_pattern_make(
    struct column_pattern *columns, const uint8_t *text, size_t stride, unsigned width)
{
	struct pattern *pattern = &columns->pattern;

	*columns = (struct column_pattern){
	    .pattern = {.units = (uint8_t)(LANES / width), .width = (uint8_t)width, .bytes = 1}};
	for (unsigned lane = 0; lane < pattern->units * width; lane++) {
		pattern->index[lane] = (uint8_t)(lane / width);
		columns->lanes[lane % width] |= UINT64_C(1) << lane;
	}
	for (unsigned column = 0; column < width; column++)
		for (size_t v = 0; v < 256; v++)
			columns->text[column][v] = text[v * stride + column];
}
