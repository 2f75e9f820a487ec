/* Squeezing in plain C: newlines are looked for eight bytes at a time, because they are rare
 * in most texts; of garbage nothing is known, so it is dropped without a branch. */
#include "lib/bases/squeeze.h"

#include <string.h>

#include "lib/cpu/load.h"
#include "lib/lines/lines.h"

/* In each byte 1; and whether one of v is a newline: only these have no bit set once theirs
 * are flipped. */
#define ONES 0x0101010101010101U

static bool
has_newline(uint64_t v)
{
	const uint64_t others = v ^ ONES * '\n';

	return ((others - ONES) & ~others & ONES << 7) != 0;
}

static size_t
squeeze_bytes(const uint8_t *in, size_t n, uint8_t *out)
{
	size_t kept = 0;

	for (size_t i = 0; i < n; i++) {
		out[kept] = in[i];
		kept += in[i] != '\n';
	}
	return kept;
}

size_t
base_squeeze_plain(const uint8_t *in, size_t n, uint8_t *out)
{
	const uint8_t *const start = out;

	for (; n >= 8; in += 8, n -= 8) {
		const uint64_t v = load_u64(in);

		if (has_newline(v)) {
			out += squeeze_bytes(in, 8, out);
		} else {
			memcpy(out, &v, 8);
			out += 8;
		}
	}
	out += squeeze_bytes(in, n, out);
	return (size_t)(out - start);
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
