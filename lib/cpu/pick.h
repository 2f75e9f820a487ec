/* The one way to choose an engine by level. NAME.c defines NAME_plain(), and the files
 * NAME_avx2.c and NAME_avx512.c define NAME_avx2() and NAME_avx512(). Other machines
 * do not build these two: no level is above CPU_PLAIN there, and the pick finds none. */
#ifndef PILLBOX_LIB_CPU_PICK_H
#define PILLBOX_LIB_CPU_PICK_H

#include <stddef.h>

#include "lib/cpu/cpu.h"

/* A function of a vector file; elsewhere a null pointer, never called. */
#ifdef __x86_64__
#define CPU_VECTOR(function) (&(function))
#else
#define CPU_VECTOR(function) ((__typeof__(&(function)))NULL)
#endif

/* A pointer to the function for that level. */
#define CPU_PICK(level, name) CPU_PICK_OR(level, name, name##_plain)

/* The same, but NULL for CPU_PLAIN: for what plain C has no use for. */
#define CPU_PICK_VECTOR(level, name) CPU_PICK_OR(level, name, NULL)

#define CPU_PICK_OR(level, name, plain)                                                            \
	((level) == CPU_AVX512    ? CPU_VECTOR(name##_avx512)                                      \
	    : (level) == CPU_AVX2 ? CPU_VECTOR(name##_avx2)                                        \
	                          : (plain))

#endif
