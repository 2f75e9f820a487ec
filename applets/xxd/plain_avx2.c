/* The lines of -p with AVX2: two vectors, of 16 bytes each. */
#include "applets/xxd/plain.h"
#include "lib/bases/base16_vector.h"

uint8_t *
plain_lines_avx2(const uint8_t *p, size_t lines, const char *digits, uint8_t *out)
{
	for (; lines; lines--, p += PLAIN_BYTES, out += PLAIN_LINE) {
		out[0] = '\n';
		vector_store(out + 1, base16_digits(digits, lane_load(p)));
		vector_store(out + 1 + VECTOR, base16_digits(digits, lane_load(p + VECTOR / 2)));
	}
	return out;
}
