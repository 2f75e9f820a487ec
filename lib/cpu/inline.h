/* For functions that have to be compiled into each of their callers: kernels whose
 * arguments are constants there, and whose vectors stay in registers. */
#ifndef PILLBOX_LIB_CPU_INLINE_H
#define PILLBOX_LIB_CPU_INLINE_H

#define INLINE static inline __attribute__((always_inline))

#endif
