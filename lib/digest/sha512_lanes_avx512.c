/* SHA-512 of eight messages side by side. */
#include "lib/digest/sha512_lanes.h"

void
sha512_lanes_avx512(union digest_words *const *words, const uint8_t *const *p, size_t blocks)
{
	sha512_lanes(words, p, blocks);
}
