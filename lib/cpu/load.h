/* Words from any address. */
#ifndef PILLBOX_LIB_CPU_LOAD_H
#define PILLBOX_LIB_CPU_LOAD_H

#include <stdint.h>
#include <string.h>

/* The eight bytes at p, in the machine's order. */
static inline uint64_t
load_u64(const uint8_t *p)
{
	uint64_t v;

	memcpy(&v, p, sizeof(v));
	return v;
}

#endif
