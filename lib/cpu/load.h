/* Words from any address, and to it. */
#ifndef PILLBOX_LIB_CPU_LOAD_H
#define PILLBOX_LIB_CPU_LOAD_H

#include <endian.h>
#include <stdint.h>
#include <string.h>

#include "lib/cpu/inline.h"

/* The four or eight bytes at p, in the machine's order. */
INLINE uint32_t
load_u32(const uint8_t *p)
{
	uint32_t v;

	memcpy(&v, p, sizeof(v));
	return v;
}

INLINE uint64_t
load_u64(const uint8_t *p)
{
	uint64_t v;

	memcpy(&v, p, sizeof(v));
	return v;
}

/* The lowest byte first, or the highest. */
INLINE uint32_t
load_le32(const uint8_t *p)
{
	return le32toh(load_u32(p));
}

INLINE uint64_t
load_le64(const uint8_t *p)
{
	return le64toh(load_u64(p));
}

INLINE uint32_t
load_be32(const uint8_t *p)
{
	return be32toh(load_u32(p));
}

INLINE uint64_t
load_be64(const uint8_t *p)
{
	return be64toh(load_u64(p));
}

INLINE void
store_be32(uint8_t *p, uint32_t v)
{
	v = htobe32(v);
	memcpy(p, &v, sizeof(v));
}

INLINE void
store_be64(uint8_t *p, uint64_t v)
{
	v = htobe64(v);
	memcpy(p, &v, sizeof(v));
}

#endif
