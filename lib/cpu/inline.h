/* For functions that must be compiled into each of their callers: their arguments are
 * constants there, and their vectors stay in registers. */
#ifndef PILLBOX_LIB_CPU_INLINE_H
#define PILLBOX_LIB_CPU_INLINE_H

#define INLINE static inline __attribute__((always_inline))

#endif
