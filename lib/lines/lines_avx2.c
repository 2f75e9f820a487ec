/* Newlines by AVX2. */
#include "lib/lines/lines_vector.h"

size_t
lines_count_avx2(const uint8_t *p, size_t n)
{
	return lines_count_blocks(p, n);
}

size_t
lines_skip_avx2(const uint8_t *p, size_t n, uint8_t end, uint64_t *left)
{
	return lines_skip_blocks(p, n, end, left);
}

size_t
lines_back_avx2(const uint8_t *p, size_t n, uint8_t end, uint64_t *left)
{
	return lines_back_blocks(p, n, end, left);
}
