/* What both CRCs with the polynomial 04C11DB7 share (POSIX, cksum; ISO 3309). */
#ifndef PILLBOX_LIB_DIGEST_CRC_H
#define PILLBOX_LIB_DIGEST_CRC_H

/* A table of the remainders of all bytes, from those of the eight that have one bit. */
#define CRC_TABLE(...)                                                                             \
	CRC_64(0, __VA_ARGS__), CRC_64(64, __VA_ARGS__), CRC_64(128, __VA_ARGS__),                 \
	    CRC_64(192, __VA_ARGS__)
#define CRC_64(i, ...)                                                                             \
	CRC_16(i, __VA_ARGS__), CRC_16((i) + 16, __VA_ARGS__), CRC_16((i) + 32, __VA_ARGS__),      \
	    CRC_16((i) + 48, __VA_ARGS__)
#define CRC_16(i, ...)                                                                             \
	CRC_4(i, __VA_ARGS__), CRC_4((i) + 4, __VA_ARGS__), CRC_4((i) + 8, __VA_ARGS__),           \
	    CRC_4((i) + 12, __VA_ARGS__)
#define CRC_4(i, ...)                                                                              \
	CRC_1(i, __VA_ARGS__), CRC_1((i) + 1, __VA_ARGS__), CRC_1((i) + 2, __VA_ARGS__),           \
	    CRC_1((i) + 3, __VA_ARGS__)
#define CRC_1(i, b0, b1, b2, b3, b4, b5, b6, b7)                                                   \
	(((i)&1 ? (b0) : 0) ^ ((i)&2 ? (b1) : 0) ^ ((i)&4 ? (b2) : 0) ^ ((i)&8 ? (b3) : 0) ^       \
	    ((i)&16 ? (b4) : 0) ^ ((i)&32 ? (b5) : 0) ^ ((i)&64 ? (b6) : 0) ^                      \
	    ((i)&128 ? (b7) : 0))

#endif
