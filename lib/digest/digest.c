/* All algorithms as one: their table, their engines, and where bytes wait that fill no
 * block. The picks are code, not tables of addresses: those would have to be relocated at
 * each start. */
#include "lib/digest/digest.h"

#include "lib/cpu/pick.h"
#include "lib/digest/blake2b.h"
#include "lib/digest/ends.h"
#include "lib/digest/engines.h"

const struct digest_algorithm digest_algorithms[DIGESTS] = {
    [DIGEST_BSD] = {"bsd", 2, 1},
    [DIGEST_SYSV] = {"sysv", 2, 1},
    [DIGEST_CRC] = {"crc", 4, 1},
    [DIGEST_CRC32B] = {"crc32b", 4, 1},
    [DIGEST_MD5] = {"md5", 16, 64},
    [DIGEST_SHA1] = {"sha1", 20, 64},
    [DIGEST_SHA224] = {"sha224", 28, 64},
    [DIGEST_SHA256] = {"sha256", 32, 64},
    [DIGEST_SHA384] = {"sha384", 48, 128},
    [DIGEST_SHA512] = {"sha512", 64, 128},
    [DIGEST_SHA3_224] = {"sha3-224", 28, 144},
    [DIGEST_SHA3_256] = {"sha3-256", 32, 136},
    [DIGEST_SHA3_384] = {"sha3-384", 48, 104},
    [DIGEST_SHA3_512] = {"sha3-512", 64, 72},
    [DIGEST_BLAKE2B] = {"blake2b", 64, 128},
};

/* Pointers to NAME_sha(), NAME_clmul() and so on, whichever is the best. */
#define PICK_SHA(cpu, name) ((cpu).also & CPU_SHA ? CPU_VECTOR(name##_sha) : name##_plain)
#define PICK_CLMUL(cpu, name)                                                                      \
	((cpu).also & CPU_VCLMUL     ? CPU_VECTOR(name##_vclmul)                                   \
	    : (cpu).also & CPU_CLMUL ? CPU_VECTOR(name##_clmul)                                    \
	                             : name##_plain)

static digest_blocks *
pick(enum digest digest, struct cpu cpu)
{
	switch (digest) {
	case DIGEST_BSD:
		return bsd_bytes_plain;
	case DIGEST_SYSV:
		return sysv_bytes_plain;
	case DIGEST_CRC:
		return PICK_CLMUL(cpu, crc_bytes);
	case DIGEST_CRC32B:
		return PICK_CLMUL(cpu, crc32b_bytes);
	case DIGEST_MD5:
		return md5_blocks_plain;
	case DIGEST_SHA1:
		return PICK_SHA(cpu, sha1_blocks);
	case DIGEST_SHA224:
	case DIGEST_SHA256:
		return PICK_SHA(cpu, sha256_blocks);
	case DIGEST_SHA384:
	case DIGEST_SHA512:
		return CPU_PICK(cpu.level, sha512_blocks);
	case DIGEST_BLAKE2B:
		return CPU_PICK(cpu.level, blake2b_blocks);
	default:
		return CPU_PICK(cpu.level, sha3_blocks);
	}
}

void
digest_start(struct digest_state *s, enum digest digest, unsigned bytes, struct cpu cpu)
{
	s->digest = digest;
	s->bytes = bytes ? (uint8_t)bytes : digest_algorithms[digest].bytes;
	s->held = 0;
	s->length = 0;
	s->blocks = pick(digest, cpu);
	digest_set_words(s);
}

/* Moves as many bytes as there is room for to the open block, and returns their number. */
static size_t
hold(struct digest_state *s, const uint8_t *p, size_t n)
{
	const size_t room = digest_algorithms[s->digest].block - s->held;

	n = n < room ? n : room;
	memcpy(s->open + s->held, p, n);
	s->held += (uint8_t)n;
	return n;
}

void
digest_update(struct digest_state *s, const uint8_t *p, size_t n)
{
	const size_t block = digest_algorithms[s->digest].block;
	/* BLAKE2b must know which block is the last, even if it is full. */
	const size_t last = s->digest == DIGEST_BLAKE2B;

	if (n == 0)
		return;
	s->length += n;
	if (s->held > 0) {
		const size_t moved = hold(s, p, n);

		p += moved;
		n -= moved;
		if (s->held < block || n < last)
			return;
		s->blocks(&s->words, s->open, 1);
		s->held = 0;
	}
	if (n >= block + last) {
		/* NOLINTNEXTLINE(clang-analyzer-core.DivideZero): none in the table is 0 */
		const size_t blocks = (n - last) / block;

		s->blocks(&s->words, p, blocks);
		p += blocks * block;
		n -= blocks * block;
	}
	hold(s, p, n);
}
