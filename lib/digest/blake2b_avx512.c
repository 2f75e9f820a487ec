/* BLAKE2b by AVX-512, which has rotations. */
#include "lib/digest/blake2b_rows.h"

void
blake2b_blocks_avx512(union digest_words *words, const uint8_t *p, size_t blocks)
{
	blake2b_blocks(words, p, blocks);
}
