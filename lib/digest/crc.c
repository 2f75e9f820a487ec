/* The CRC of POSIX' cksum, plain: the highest bit of a byte comes first. Eight bytes at once,
 * as Kounavis and Berry, "Novel Table Lookup-Based Algorithms for High-Performance CRC
 * Generation" (2008). */
#include "lib/digest/crc.h"

#include "lib/digest/engines.h"

/* Table k: the remainders of a byte and then k + 4 zero bytes. Those of single bits are x^n
 * modulo the polynomial, from x^32 in the first table to x^95 in the last. */
static const uint32_t tables[8][256] = {{CRC_TABLE(0x04c11db7, 0x09823b6e, 0x130476dc, 0x2608edb8,
                                            0x4c11db70, 0x9823b6e0, 0x34867077, 0x690ce0ee)},
    {CRC_TABLE(0xd219c1dc, 0xa0f29e0f, 0x452421a9, 0x8a484352, 0x10519b13, 0x20a33626, 0x41466c4c,
        0x828cd898)},
    {CRC_TABLE(0x01d8ac87, 0x03b1590e, 0x0762b21c, 0x0ec56438, 0x1d8ac870, 0x3b1590e0, 0x762b21c0,
        0xec564380)},
    {CRC_TABLE(0xdc6d9ab7, 0xbc1a28d9, 0x7cf54c05, 0xf9ea980a, 0xf7142da3, 0xeae946f1, 0xd1139055,
        0xa6e63d1d)},
    {CRC_TABLE(0x490d678d, 0x921acf1a, 0x20f48383, 0x41e90706, 0x83d20e0c, 0x036501af, 0x06ca035e,
        0x0d9406bc)},
    {CRC_TABLE(0x1b280d78, 0x36501af0, 0x6ca035e0, 0xd9406bc0, 0xb641ca37, 0x684289d9, 0xd08513b2,
        0xa5cb3ad3)},
    {CRC_TABLE(0x4f576811, 0x9eaed022, 0x399cbdf3, 0x73397be6, 0xe672f7cc, 0xc824f22f, 0x9488f9e9,
        0x2dd0ee65)},
    {CRC_TABLE(0x5ba1dcca, 0xb743b994, 0x6a466e9f, 0xd48cdd3e, 0xadd8a7cb, 0x5f705221, 0xbee0a442,
        0x79005533)}};

void
crc_bytes_plain(union digest_words *words, const uint8_t *p, size_t n)
{
	uint32_t crc = words->u32[0];

	for (; n >= 8; n -= 8, p += 8) {
		const uint32_t first = crc ^ load_be32(p), second = load_be32(p + 4);

		crc = tables[7][first >> 24] ^ tables[6][first >> 16 & 255] ^
		      tables[5][first >> 8 & 255] ^ tables[4][first & 255] ^
		      tables[3][second >> 24] ^ tables[2][second >> 16 & 255] ^
		      tables[1][second >> 8 & 255] ^ tables[0][second & 255];
	}
	for (; n > 0; n--)
		crc = crc << 8 ^ tables[0][crc >> 24 ^ *p++];
	words->u32[0] = crc;
}
