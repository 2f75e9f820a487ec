/* What the engine tests share: a count of cases, random numbers, and the levels that
 * they can try on this processor. */
#ifndef PILLBOX_TESTS_ENGINE_H
#define PILLBOX_TESTS_ENGINE_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#ifdef __x86_64__
#include <cpuid.h>
#endif

#include "lib/cpu/cpu.h"

enum { MESSAGES = 20 };

static unsigned long passed, failed;

/* Counts a case. Returns true if it is to be reported: it failed, and few have before. */
static inline bool
fails(bool good)
{
	if (good)
		passed++;
	else
		failed++;
	return !good && failed <= MESSAGES;
}

/* Prints the last line of a run, and returns its status. */
static inline int
finish(void)
{
	printf("%lu passed, %lu failed\n", passed, failed);
	return failed != 0;
}

/* Marsaglia's xorshift: the same numbers in each run. */
static uint64_t seed = 0x9E3779B97F4A7C15;

static inline uint64_t
random64(void)
{
	seed ^= seed << 13;
	seed ^= seed >> 7;
	seed ^= seed << 17;
	return seed;
}

/* A number of 0 to n - 1. */
static inline uint32_t
random_below(size_t n)
{
	return (uint32_t)((random64() >> 33) % n);
}

/* For tests that are fuzzers too, NAME_engine_test [SECONDS [SEED]]: whether another round is to
 * be run, of `rounds`, or as many as there is time for. */
static inline bool
another_round(int argc, char **argv, unsigned rounds)
{
	static unsigned round;
	static time_t end;

	if (round == 0 && argc > 1)
		end = time(NULL) + (time_t)strtol(argv[1], NULL, 10);
	if (round == 0 && argc > 2)
		seed ^= strtoull(argv[2], NULL, 10) * 0x9E3779B97F4A7C15;
	round++;
	return argc > 1 ? time(NULL) < end : round <= rounds;
}

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
	for (unsigned i = CPU_PLAIN; most && i < CPU_AVX512; i++)
		if (i + 1 < levels && strcmp(most, names[i]) == 0)
			levels = i + 1;
	for (unsigned i = levels; i <= CPU_AVX512; i++)
		printf("skipped: no %s to test the engines on\n", names[i]);
	return levels;
}

/* Which instructions beside the levels this processor has. */
static inline unsigned
supported_also(void)
{
	unsigned also = 0;

#ifdef __x86_64__
	unsigned eax, ebx = 0, ecx = 0, edx;

	if (!__builtin_cpu_supports("sse4.1"))
		return 0;
	if (__get_cpuid_count(7, 0, &eax, &ebx, &ecx, &edx) && ebx & bit_SHA)
		also |= CPU_SHA;
	if (__builtin_cpu_supports("pclmul"))
		also |= CPU_CLMUL;
	if (ecx & bit_VPCLMULQDQ && supported_levels() > CPU_AVX512)
		also |= CPU_VCLMUL;
#endif
	return also;
}

enum { CPUS_MOST = 3 * (CPU_AVX512 + 1) };

/* The same for the levels together with what is beside them: nothing, all of it, and
 * all but the widest. Returns how many there are. */
static inline unsigned
find_cpus(struct cpu cpus[CPUS_MOST])
{
	const unsigned also = supported_also(), without = also & ~(unsigned)CPU_VCLMUL;
	const char *most = getenv("PILLBOX_CPU");
	unsigned count = 0;

	for (unsigned i = 0; i < find_levels(); i++) {
		const enum cpu_level level = (enum cpu_level)i;

		cpus[count++] = (struct cpu){level, 0};
		if (most && strcmp(most, "plain") == 0)
			continue;
		if (without)
			cpus[count++] = (struct cpu){level, without};
		if (also != without && level == CPU_AVX512)
			cpus[count++] = (struct cpu){level, also};
	}
	return count;
}

#endif
