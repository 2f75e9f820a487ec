/* The lines of -p with AVX-512 VBMI: a line is one vector. */
#include "applets/xxd/plain.h"
#include "lib/bases/base16_vector.h"

uint8_t *
plain_lines_avx512(const uint8_t *p, size_t lines, const char *digits, uint8_t *out)
{
	for (; lines; lines--, p += PLAIN_BYTES, out += PLAIN_LINE) {
		const __m256i bytes = _mm256_loadu_si256((const void *)p);

		out[0] = '\n';
		vector_store(out + 1, base16_digits(digits, bytes));
	}
	return out;
}
