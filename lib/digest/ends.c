/* Both ends of a message: the words that it begins with, the padding of its last block, and
 * the bytes of the result. */
#include "lib/digest/ends.h"

#include "lib/digest/blake2b.h"
#include "lib/digest/engines.h"
#include "lib/digest/sha3.h"

/* ---- the start ----------------------------------------------------------- */

/* FIPS 180-4, 5.3: fractions of square roots, and for SHA-1 and MD5 (RFC 1321, 3.3) a
 * row of digits. */
static const uint32_t sha1_start[8] = {0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0};
static const uint32_t sha224_start[8] = {
    0xc1059ed8, 0x367cd507, 0x3070dd17, 0xf70e5939, 0xffc00b31, 0x68581511, 0x64f98fa7, 0xbefa4fa4};
static const uint32_t sha256_start[8] = {
    0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19};
static const uint64_t sha384_start[8] = {0xcbbb9d5dc1059ed8, 0x629a292a367cd507, 0x9159015a3070dd17,
    0x152fecd8f70e5939, 0x67332667ffc00b31, 0x8eb44a8768581511, 0xdb0c2e0d64f98fa7,
    0x47b5481dbefa4fa4};
const uint64_t sha512_start[8] = {0x6a09e667f3bcc908, 0xbb67ae8584caa73b, 0x3c6ef372fe94f82b,
    0xa54ff53a5f1d36f1, 0x510e527fade682d1, 0x9b05688c2b3e6c1f, 0x1f83d9abfb41bd6b,
    0x5be0cd19137e2179};

void
digest_set_words(struct digest_state *s)
{
	union digest_words *words = &s->words;

	memset(words, 0, sizeof(*words));
	switch (s->digest) {
	case DIGEST_BSD:
	case DIGEST_SYSV:
	case DIGEST_CRC:
		break;
	case DIGEST_CRC32B:
		words->u32[0] = UINT32_MAX;
		break;
	case DIGEST_MD5:
	case DIGEST_SHA1:
		memcpy(words, sha1_start, sizeof(sha1_start));
		break;
	case DIGEST_SHA224:
		memcpy(words, sha224_start, sizeof(sha224_start));
		break;
	case DIGEST_SHA256:
		memcpy(words, sha256_start, sizeof(sha256_start));
		break;
	case DIGEST_SHA384:
		memcpy(words, sha384_start, sizeof(sha384_start));
		break;
	case DIGEST_SHA512:
		memcpy(words, sha512_start, sizeof(sha512_start));
		break;
	case DIGEST_BLAKE2B:
		/* RFC 7693, 2.5: no key, one root without leaves. */
		memcpy(words, sha512_start, sizeof(sha512_start));
		words->u64[0] ^= 0x01010000 ^ s->bytes;
		break;
	default:
		words->u64[SHA3_RATE] = digest_algorithms[s->digest].block;
		break;
	}
}

/* ---- the last block ------------------------------------------------------ */

/* Fills up the open block by zeros, and takes it in. */
static void
take_in(struct digest_state *s)
{
	const size_t block = digest_algorithms[s->digest].block;

	memset(s->open + s->held, 0, block - s->held);
	s->blocks(&s->words, s->open, 1);
	s->held = 0;
}

/* FIPS 180-4, 5.1, and RFC 1321, 3.1 and 3.2: the length is in bits, in the last eighth of a
 * block. */
size_t
digest_tail(
    enum digest digest, const uint8_t *last, size_t n, uint64_t length, uint8_t tail[DIGEST_TAIL])
{
	const size_t block = digest_algorithms[digest].block, room = block / 8;
	const size_t size = n + 1 + room <= block ? block : 2 * block;
	const uint64_t bits = length << 3;

	memcpy(tail, last, n);
	memset(tail + n, 0, size - n);
	tail[n] = 0x80;
	if (digest == DIGEST_MD5)
		memcpy(tail + size - 8, &bits, sizeof(bits));
	else
		store_be64(tail + size - 8, bits);
	if (room > 8)
		tail[size - 9] = (uint8_t)(length >> 61);
	return size > block ? 2 : 1;
}

static void
pad_with_length(struct digest_state *s)
{
	uint8_t tail[DIGEST_TAIL];

	s->blocks(&s->words, tail, digest_tail(s->digest, s->open, s->held, s->length, tail));
}

/* FIPS 202, B.2: the bits 01 of SHA-3, then 1, zeros, 1. */
static void
pad_sha3(struct digest_state *s)
{
	const size_t block = digest_algorithms[s->digest].block;

	memset(s->open + s->held, 0, block - s->held);
	s->open[s->held] = 0x06;
	s->open[block - 1] |= 0x80;
	s->held = (uint8_t)block;
	take_in(s);
}

static void
pad_blake2b(struct digest_state *s)
{
	s->words.u64[BLAKE2B_COUNT] -= digest_algorithms[s->digest].block - s->held;
	s->words.u64[BLAKE2B_LAST] = UINT64_MAX;
	take_in(s);
}

/* POSIX, cksum: the length follows, its lowest byte first and without zeros at its end; and
 * then all bits are inverted. */
static void
add_length(struct digest_state *s)
{
	for (uint64_t left = s->length; left > 0; left >>= 8) {
		const uint8_t byte = (uint8_t)left;

		s->blocks(&s->words, &byte, 1);
	}
	s->words.u32[0] = ~s->words.u32[0];
}

/* GNU coreutils manual, "sum invocation": both halves of the sum are added, twice. */
static void
fold_sysv(struct digest_state *s)
{
	const uint32_t sum = s->words.u32[0];
	const uint32_t folded = (sum & 0xFFFF) + (sum >> 16);

	s->words.u32[0] = (folded & 0xFFFF) + (folded >> 16);
}

/* ---- the result ---------------------------------------------------------- */

static void
store_be16(uint8_t *out, uint32_t v)
{
	out[0] = (uint8_t)(v >> 8);
	out[1] = (uint8_t)v;
}

static void
write_be32(uint8_t *out, const uint32_t *words, unsigned bytes)
{
	for (unsigned i = 0; i < bytes; i += 4)
		store_be32(out + i, words[i / 4]);
}

static void
write_be64(uint8_t *out, const uint64_t *words, unsigned bytes)
{
	for (unsigned i = 0; i < bytes; i += 8)
		store_be64(out + i, words[i / 8]);
}

void
digest_write(const struct digest_state *s, uint8_t *out)
{
	switch (s->digest) {
	case DIGEST_MD5:
		memcpy(out, s->words.u32, s->bytes);
		break;
	case DIGEST_SHA384:
	case DIGEST_SHA512:
		write_be64(out, s->words.u64, s->bytes);
		break;
	default:
		write_be32(out, s->words.u32, s->bytes);
		break;
	}
}

unsigned
digest_finish(struct digest_state *s, uint8_t out[DIGEST_MOST])
{
	switch (s->digest) {
	case DIGEST_SYSV:
		fold_sysv(s);
		store_be16(out, s->words.u32[0]);
		break;
	case DIGEST_BSD:
		store_be16(out, s->words.u32[0]);
		break;
	case DIGEST_CRC:
		add_length(s);
		store_be32(out, s->words.u32[0]);
		break;
	case DIGEST_CRC32B:
		store_be32(out, ~s->words.u32[0]);
		break;
	case DIGEST_SHA3_224:
	case DIGEST_SHA3_256:
	case DIGEST_SHA3_384:
	case DIGEST_SHA3_512:
		pad_sha3(s);
		memcpy(out, s->words.u64, s->bytes);
		break;
	case DIGEST_BLAKE2B:
		pad_blake2b(s);
		memcpy(out, s->words.u64, s->bytes);
		break;
	default:
		pad_with_length(s);
		digest_write(s, out);
		break;
	}
	return s->bytes;
}
