/* Binary floating-point numbers taken apart. */
#ifndef PILLBOX_LIB_NUMBER_BINARY_H
#define PILLBOX_LIB_NUMBER_BINARY_H

#include <stdbool.h>
#include <stdint.h>

#include "lib/number/shortest.h"

/* What a kind of numbers can hold. */
struct binary_limits {
	uint8_t fraction;   /* bits */
	int16_t least;      /* exponent of the last bit of the smallest number */
	uint8_t sure, most; /* decimal digits that it holds of any number; that tell all of its
	                       numbers apart */
};

/* |value| = mantissa * 2^exponent. */
struct binary {
	uint64_t mantissa;
	int exponent;
	bool negative, infinite, nan;
	bool subnormal;
	bool lower_is_near; /* the number before it is at half the distance of the next */
};

#endif
