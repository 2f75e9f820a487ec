/* What the engine tests share: the levels that they can try here. */
#ifndef PILLBOX_TESTS_ENGINE_H
#define PILLBOX_TESTS_ENGINE_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lib/cpu/cpu.h"

/* How many levels this processor has, as core/before/cpu.c asks. */
static inline unsigned
supported_levels(void)
{
#ifdef __x86_64__
	if (!__builtin_cpu_supports("avx2") || !__builtin_cpu_supports("bmi") ||
	    !__builtin_cpu_supports("bmi2") || !__builtin_cpu_supports("popcnt"))
		return CPU_PLAIN + 1;
	if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
	    __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512vl") &&
	    __builtin_cpu_supports("avx512vbmi") && __builtin_cpu_supports("avx512vbmi2"))
		return CPU_AVX512 + 1;
	return CPU_AVX2 + 1;
#else
	return CPU_PLAIN + 1;
#endif
}

/* How many levels there are to test: those that this processor has, and of them no
 * more than PILLBOX_CPU allows. Says which are left out. */
static inline unsigned
find_levels(void)
{
	static const char *const names[] = {"plain", "avx2", "avx512"};
	static unsigned levels;
	const char *most = getenv("PILLBOX_CPU");

	if (levels)
		return levels;
	levels = supported_levels();
	for (unsigned i = CPU_PLAIN; most && i + 1 < levels; i++)
		if (strcmp(most, names[i]) == 0)
			levels = i + 1;
	for (unsigned i = levels; i <= CPU_AVX512; i++)
		printf("skipped: no %s to test the engines on\n", names[i]);
	return levels;
}

#endif
