/* SHA-3 with and-not, and rotations into another register. */
#include "lib/digest/sha3.h"

void
sha3_blocks_avx2(union digest_words *words, const uint8_t *p, size_t blocks)
{
	sha3_absorb(words, p, blocks);
}
