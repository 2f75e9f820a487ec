/* Squeezing without a branch. */
#include "lib/bases/squeeze.h"

#include "lib/lines/lines.h"

size_t
base_squeeze_plain(const uint8_t *in, size_t n, uint8_t *out)
{
	size_t kept = 0;

	for (size_t i = 0; i < n; i++) {
		out[kept] = in[i];
		kept += in[i] != '\n';
	}
	return kept;
}

size_t
base_squeeze_garbage_plain(
    enum base base, const uint8_t *in, size_t n, uint8_t *out, size_t *newlines)
{
	const uint8_t *const values = base_values[base];
	const bool pads = base_shapes[base].pads;
	size_t kept = 0;

	for (size_t i = 0; i < n; i++) {
		out[kept] = in[i];
		kept += values[in[i]] / BASE_SYMBOL | ((in[i] == '=') & pads);
	}
	*newlines = lines_count_plain(in, n);
	return kept;
}
