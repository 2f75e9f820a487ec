/* Division by a constant as a multiplication: v * RECIPROCAL(divisor, bits) >> bits is
 * v / divisor for v up to about 2^bits / divisor; each use is tested for all v that it can
 * meet. (Granlund and Montgomery, Division by invariant integers using multiplication,
 * PLDI 1994.) */
#ifndef PILLBOX_LIB_NUMBER_RECIPROCAL_H
#define PILLBOX_LIB_NUMBER_RECIPROCAL_H

#include <stdint.h>

/* 2^bits / divisor, rounded up; the divisor is no power of two. */
#define RECIPROCAL(divisor, bits) ((UINT64_C(1) << (bits)) / (divisor) + 1)

#endif
