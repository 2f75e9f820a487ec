/* The checksums of sum: BSD's and System V's (GNU coreutils manual, "sum invocation"). */
#include "lib/digest/engines.h"

/* 16 bits, which are rotated right by one before each byte is added. */
void
bsd_bytes_plain(union digest_words *words, const uint8_t *p, size_t n)
{
	uint16_t sum = (uint16_t)words->u32[0];

	for (size_t i = 0; i < n; i++)
		sum = (uint16_t)((uint16_t)(sum >> 1 | sum << 15) + p[i]);
	words->u32[0] = sum;
}

/* The sum modulo 2^32; how it becomes 16 bits is in digest.c. */
void
sysv_bytes_plain(union digest_words *words, const uint8_t *p, size_t n)
{
	uint32_t sum = 0;

	for (size_t i = 0; i < n; i++)
		sum += p[i];
	words->u32[0] += sum;
}
