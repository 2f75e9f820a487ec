/* The inner loops of all algorithms, and what they share. */
#ifndef PILLBOX_LIB_DIGEST_ENGINES_H
#define PILLBOX_LIB_DIGEST_ENGINES_H

#include "lib/cpu/inline.h"
#include "lib/cpu/load.h"
#include "lib/digest/digest.h"

/* Checksums have blocks of one byte. */
digest_blocks bsd_bytes_plain, sysv_bytes_plain;
digest_blocks crc_bytes_plain, crc_bytes_clmul, crc_bytes_vclmul;
digest_blocks crc32b_bytes_plain, crc32b_bytes_clmul, crc32b_bytes_vclmul;
digest_blocks md5_blocks_plain;
digest_blocks sha1_blocks_plain, sha1_blocks_sha;
digest_blocks sha256_blocks_plain, sha256_blocks_sha;
digest_blocks sha512_blocks_plain, sha512_blocks_avx2, sha512_blocks_avx512;
digest_blocks sha3_blocks_plain, sha3_blocks_avx2, sha3_blocks_avx512;
digest_blocks blake2b_blocks_plain, blake2b_blocks_avx2, blake2b_blocks_avx512;

extern const uint32_t sha256_constants[64];
extern const uint64_t sha512_constants[80], sha512_start[8];

/* The same for as many states as the engine has lanes: each takes in that many blocks. */
typedef void digest_lanes(union digest_words *const *, const uint8_t *const *p, size_t blocks);
digest_lanes md5_lanes_avx2, md5_lanes_avx512;       /* 8 and 16 */
digest_lanes sha256_lanes_sha;                       /* 2 */
digest_lanes sha512_lanes_avx2, sha512_lanes_avx512; /* 4 and 8 */

/* Rotations, by 1 to 31 and by 1 to 63. */
INLINE uint32_t
left32(uint32_t v, unsigned by)
{
	return v << by | v >> (32 - by);
}

INLINE uint32_t
right32(uint32_t v, unsigned by)
{
	return v >> by | v << (32 - by);
}

INLINE uint64_t
left64(uint64_t v, unsigned by)
{
	return v << by | v >> (64 - by);
}

INLINE uint64_t
right64(uint64_t v, unsigned by)
{
	return v >> by | v << (64 - by);
}

#endif
