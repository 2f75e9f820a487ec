/* Digests and checksums of bytes. Pure and streaming: the result is the same however the
 * bytes are cut into calls, and whichever instructions compute it. Each file of an
 * algorithm names the standard that it follows. */
#ifndef PILLBOX_LIB_DIGEST_DIGEST_H
#define PILLBOX_LIB_DIGEST_DIGEST_H

#include <stddef.h>
#include <stdint.h>

#include "lib/cpu/cpu.h"

enum digest {
	DIGEST_BSD, /* the checksums; each of the others is a cryptographic hash */
	DIGEST_SYSV,
	DIGEST_CRC,
	DIGEST_CRC32B,
	DIGEST_MD5,
	DIGEST_SHA1,
	DIGEST_SHA224,
	DIGEST_SHA256,
	DIGEST_SHA384,
	DIGEST_SHA512,
	DIGEST_SHA3_224,
	DIGEST_SHA3_256,
	DIGEST_SHA3_384,
	DIGEST_SHA3_512,
	DIGEST_BLAKE2B,
	DIGESTS,
};

/* Sizes in bytes: of the longest result and of the longest block. */
enum { DIGEST_MOST = 64, DIGEST_BLOCK = 144 };

struct digest_algorithm {
	char name[12]; /* as cksum -a has it; "sha3-256" for -a sha3 -l 256 */
	uint8_t bytes; /* of a result; BLAKE2b may have any number from 1 to this one */
	uint8_t block; /* how many bytes it takes at once */
};

/* By enum digest. */
extern const struct digest_algorithm digest_algorithms[DIGESTS];

/* What a blocks function works on: the words of the algorithm, in the machine's order. */
union digest_words {
	uint32_t u32[8];
	uint64_t u64[26];
};

/* Takes in that many blocks. */
typedef void digest_blocks(union digest_words *, const uint8_t *p, size_t blocks);

struct digest_state {
	_Alignas(64) union digest_words words;
	uint8_t open[DIGEST_BLOCK]; /* a block that is not complete, */
	uint8_t held;               /* and how many bytes it has */
	uint8_t bytes;              /* of the result */
	enum digest digest;
	uint64_t length; /* of all bytes so far, modulo 2^64 */
	digest_blocks *blocks;
};

/* Begins a digest of no bytes yet. The result has `bytes` bytes, 1 to 64 for BLAKE2b; 0 is
 * the algorithm's own number, as everything is for all others. `cpu` says which instructions
 * may be used. */
void digest_start(struct digest_state *, enum digest, unsigned bytes, struct cpu);

/* Takes in n more bytes. */
void digest_update(struct digest_state *, const uint8_t *p, size_t n);

/* Writes the result to out, and returns how many bytes it has. The number of a checksum is
 * written with its highest byte first. The state is used up. */
unsigned digest_finish(struct digest_state *, uint8_t out[DIGEST_MOST]);

/* A message in one piece. */
struct digest_message {
	const uint8_t *bytes;
	size_t length;
};

/* Does all three for each of the messages, some of them side by side where that is faster.
 * The result of message i begins at outs[i]. */
void digest_many(enum digest, unsigned bytes, struct cpu, const struct digest_message *,
    size_t count, uint8_t outs[][DIGEST_MOST]);

#endif
