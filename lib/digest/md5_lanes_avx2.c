/* MD5 of eight messages side by side. */
#include "lib/digest/md5_lanes.h"

void
md5_lanes_avx2(union digest_words *const *words, const uint8_t *const *p, size_t blocks)
{
	md5_lanes(words, p, blocks);
}
