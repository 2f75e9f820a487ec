/* All algorithms as one: what a block is, where bytes wait that fill none, how a message is
 * ended. The picks are code, not tables of addresses: those would have to be relocated at each
 * start. */
#include "lib/digest/digest.h"

#include "lib/cpu/pick.h"
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

/* ---- the start ----------------------------------------------------------- */

static digest_blocks *
pick(enum digest digest, struct cpu cpu)
{
	switch (digest) {
	case DIGEST_MD5:
		return md5_blocks_plain;
	default:
		return cpu.also & CPU_SHA ? CPU_VECTOR(sha256_blocks_sha) : sha256_blocks_plain;
	}
}

/* FIPS 180-4, 5.3, and RFC 1321, 3.3. */
static void
set_words(struct digest_state *s)
{
	static const uint32_t sha1[] = {0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0};
	static const uint32_t sha224[] = {0xc1059ed8, 0x367cd507, 0x3070dd17, 0xf70e5939,
	    0xffc00b31, 0x68581511, 0x64f98fa7, 0xbefa4fa4};
	static const uint32_t sha256[] = {0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a,
	    0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19};

	memset(&s->words, 0, sizeof(s->words));
	switch (s->digest) {
	case DIGEST_MD5:
	case DIGEST_SHA1:
		memcpy(s->words.u32, sha1, sizeof(sha1));
		break;
	case DIGEST_SHA224:
		memcpy(s->words.u32, sha224, sizeof(sha224));
		break;
	default:
		memcpy(s->words.u32, sha256, sizeof(sha256));
		break;
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
	set_words(s);
}

/* ---- blocks -------------------------------------------------------------- */

void
digest_update(struct digest_state *s, const uint8_t *p, size_t n)
{
	const size_t block = digest_algorithms[s->digest].block;
	size_t whole;

	if (n == 0)
		return;
	s->length += n;
	if (s->held > 0) {
		const size_t part = n < block - s->held ? n : block - s->held;

		memcpy(s->open + s->held, p, part);
		s->held += (uint8_t)part;
		if (s->held < block)
			return;
		s->blocks(&s->words, s->open, 1);
		s->held = 0;
		p += part;
		n -= part;
	}
	whole = n / block * block;
	if (whole > 0)
		s->blocks(&s->words, p, whole / block);
	memcpy(s->open, p + whole, n - whole);
	s->held = (uint8_t)(n - whole);
}

/* ---- the end ------------------------------------------------------------- */

/* Adds a bit 1, zeros, and the length in bits as the last bytes of a block. */
static void
pad(struct digest_state *s)
{
	const size_t block = digest_algorithms[s->digest].block, room = block / 8;
	const uint64_t bits = s->length * 8;

	s->open[s->held++] = 0x80;
	if (s->held > block - room) {
		memset(s->open + s->held, 0, block - s->held);
		s->blocks(&s->words, s->open, 1);
		s->held = 0;
	}
	memset(s->open + s->held, 0, block - s->held);
	if (s->digest == DIGEST_MD5)
		memcpy(s->open + block - sizeof(bits), &bits, sizeof(bits));
	else
		store_be64(s->open + block - sizeof(bits), bits);
	s->blocks(&s->words, s->open, 1);
}

/* Words of 32 bits, the highest byte first. */
static void
write_be32(uint8_t *out, const uint32_t *words, unsigned bytes)
{
	for (unsigned i = 0; i < bytes; i += 4)
		store_be32(out + i, words[i / 4]);
}

unsigned
digest_finish(struct digest_state *s, uint8_t out[DIGEST_MOST])
{
	pad(s);
	if (s->digest == DIGEST_MD5)
		memcpy(out, &s->words, s->bytes);
	else
		write_be32(out, s->words.u32, s->bytes);
	return s->bytes;
}

/* ---- several messages ---------------------------------------------------- */

void
digest_many(enum digest digest, unsigned bytes, struct cpu cpu,
    const struct digest_message *messages, size_t count, uint8_t outs[][DIGEST_MOST])
{
	struct digest_state s;

	for (size_t i = 0; i < count; i++) {
		digest_start(&s, digest, bytes, cpu);
		digest_update(&s, messages[i].bytes, messages[i].length);
		digest_finish(&s, outs[i]);
	}
}
