/* The bytes of a vector of AVX-512, seen as columns of text. */
#ifndef PILLBOX_LIB_DUMP_NUMBER_LANES_H
#define PILLBOX_LIB_DUMP_NUMBER_LANES_H

#include <stddef.h>
#include <stdint.h>

enum { LANES = 64 };

/* A mask of the first n, or of all where n is more. */
static inline uint64_t
first_lanes(size_t n)
{
	return n < LANES ? (UINT64_C(1) << n) - 1 : UINT64_MAX;
}

#endif
