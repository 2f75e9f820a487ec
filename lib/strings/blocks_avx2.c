/* Searching blocks by AVX2. */
#include "lib/strings/blocks_vector.h"

#include "lib/strings/blocks_store.h"

size_t
strings_blocks_avx2(struct strings *s, const uint8_t *p, size_t n)
{
	return blocks_search_any(s, p, n, false);
}
