/* The CRC-32 of ISO 3309, gzip and zip, plain: the lowest bit of a byte comes first, so all
 * is mirrored. Eight bytes at once, as in crc.c. */
#include "lib/digest/crc.h"
#include "lib/digest/engines.h"

/* As in crc.c, mirrored. */
static const uint32_t tables[8][256] = {{CRC_TABLE(0x77073096, 0xee0e612c, 0x076dc419, 0x0edb8832,
                                            0x1db71064, 0x3b6e20c8, 0x76dc4190, 0xedb88320)},
    {CRC_TABLE(0x191b3141, 0x32366282, 0x646cc504, 0xc8d98a08, 0x4ac21251, 0x958424a2, 0xf0794f05,
        0x3b83984b)},
    {CRC_TABLE(0x01c26a37, 0x0384d46e, 0x0709a8dc, 0x0e1351b8, 0x1c26a370, 0x384d46e0, 0x709a8dc0,
        0xe1351b80)},
    {CRC_TABLE(0xb8bc6765, 0xaa09c88b, 0x8f629757, 0xc5b428ef, 0x5019579f, 0xa032af3e, 0x9b14583d,
        0xed59b63b)},
    {CRC_TABLE(0x3d6029b0, 0x7ac05360, 0xf580a6c0, 0x30704bc1, 0x60e09782, 0xc1c12f04, 0x58f35849,
        0xb1e6b092)},
    {CRC_TABLE(0xcb5cd3a5, 0x4dc8a10b, 0x9b914216, 0xec53826d, 0x03d6029b, 0x07ac0536, 0x0f580a6c,
        0x1eb014d8)},
    {CRC_TABLE(0xa6770bb4, 0x979f1129, 0xf44f2413, 0x33ef4e67, 0x67de9cce, 0xcfbd399c, 0x440b7579,
        0x8816eaf2)},
    {CRC_TABLE(0xccaa009e, 0x4225077d, 0x844a0efa, 0xd3e51bb5, 0x7cbb312b, 0xf9766256, 0x299dc2ed,
        0x533b85da)}};

void
crc32b_bytes_plain(union digest_words *words, const uint8_t *p, size_t n)
{
	uint32_t crc = words->u32[0];

	for (; n >= 8; n -= 8, p += 8) {
		const uint32_t first = crc ^ load_le32(p), second = load_le32(p + 4);

		crc = tables[7][first & 255] ^ tables[6][first >> 8 & 255] ^
		      tables[5][first >> 16 & 255] ^ tables[4][first >> 24] ^
		      tables[3][second & 255] ^ tables[2][second >> 8 & 255] ^
		      tables[1][second >> 16 & 255] ^ tables[0][second >> 24];
	}
	for (; n > 0; n--)
		crc = crc >> 8 ^ tables[0][(crc ^ *p++) & 255];
	words->u32[0] = crc;
}
