/* SHA-512 with the words of two blocks made by AVX-512, which can rotate them. */
#include "lib/digest/sha512_pair.h"

void
sha512_blocks_avx512(union digest_words *words, const uint8_t *p, size_t blocks)
{
	sha512_pairs(words, p, blocks);
}
