/* BLAKE2b by AVX2. */
#include "lib/digest/blake2b_rows.h"

void
blake2b_blocks_avx2(union digest_words *words, const uint8_t *p, size_t blocks)
{
	blake2b_blocks(words, p, blocks);
}
