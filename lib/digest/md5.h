/* The 64 steps of MD5 (RFC 1321, 3.4), for one block of words, or for lanes of them. */
#ifndef PILLBOX_LIB_DIGEST_MD5_H
#define PILLBOX_LIB_DIGEST_MD5_H

#include <stdint.h>

/* The first 32 bits of the fraction of |sin(i + 1)|. */
static const uint32_t md5_constants[64] = {0xd76aa478, 0xe8c7b756, 0x242070db, 0xc1bdceee,
    0xf57c0faf, 0x4787c62a, 0xa8304613, 0xfd469501, 0x698098d8, 0x8b44f7af, 0xffff5bb1, 0x895cd7be,
    0x6b901122, 0xfd987193, 0xa679438e, 0x49b40821, 0xf61e2562, 0xc040b340, 0x265e5a51, 0xe9b6c7aa,
    0xd62f105d, 0x02441453, 0xd8a1e681, 0xe7d3fbc8, 0x21e1cde6, 0xc33707d6, 0xf4d50d87, 0x455a14ed,
    0xa9e3e905, 0xfcefa3f8, 0x676f02d9, 0x8d2a4c8a, 0xfffa3942, 0x8771f681, 0x6d9d6122, 0xfde5380c,
    0xa4beea44, 0x4bdecfa9, 0xf6bb4b60, 0xbebfbc70, 0x289b7ec6, 0xeaa127fa, 0xd4ef3085, 0x04881d05,
    0xd9d4d039, 0xe6db99e5, 0x1fa27cf8, 0xc4ac5665, 0xf4292244, 0x432aff97, 0xab9423a7, 0xfc93a039,
    0x655b59c3, 0x8f0ccc92, 0xffeff47d, 0x85845dd1, 0x6fa87e4f, 0xfe2ce6e0, 0xa3014314, 0x4e0811a1,
    0xf7537e82, 0xbd3af235, 0x2ad7d2bb, 0xeb86d391};

/* STEP(SUM, a, b, c, d, i, k, s) is step i, with word k of the block and a rotation by s:
 * a = b + (SUM(a + word + constant, b, c, d) <<< s). SUM_F to SUM_I add the functions of
 * the four rounds to their first argument. */
#define MD5_STEPS(STEP, SUM_F, SUM_G, SUM_H, SUM_I)                                                \
	MD5_ROUND(STEP, SUM_F, 0, 1, 0, 7, 12, 17, 22);                                            \
	MD5_ROUND(STEP, SUM_G, 16, 5, 1, 5, 9, 14, 20);                                            \
	MD5_ROUND(STEP, SUM_H, 32, 3, 5, 4, 11, 16, 23);                                           \
	MD5_ROUND(STEP, SUM_I, 48, 7, 0, 6, 10, 15, 21)

/* Sixteen steps: their words are `times` apart, beginning with word `first`. */
#define MD5_ROUND(STEP, SUM, i, times, first, s0, s1, s2, s3)                                      \
	MD5_FOUR(STEP, SUM, (i) + 0, times, first, s0, s1, s2, s3);                                \
	MD5_FOUR(STEP, SUM, (i) + 4, times, first, s0, s1, s2, s3);                                \
	MD5_FOUR(STEP, SUM, (i) + 8, times, first, s0, s1, s2, s3);                                \
	MD5_FOUR(STEP, SUM, (i) + 12, times, first, s0, s1, s2, s3)
#define MD5_FOUR(STEP, SUM, i, times, first, s0, s1, s2, s3)                                       \
	STEP(SUM, a, b, c, d, (i) + 0, ((i) * (times) + (first)) % 16, s0);                        \
	STEP(SUM, d, a, b, c, (i) + 1, (((i) + 1) * (times) + (first)) % 16, s1);                  \
	STEP(SUM, c, d, a, b, (i) + 2, (((i) + 2) * (times) + (first)) % 16, s2);                  \
	STEP(SUM, b, c, d, a, (i) + 3, (((i) + 3) * (times) + (first)) % 16, s3)

#endif
