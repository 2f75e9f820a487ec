/* How long a proof takes: bench/prove prints a line for each size and shape of a program. */
#include <stdlib.h>
#include <time.h>

#include "tests/prove/large.h"

enum { TIMES = 200 };

static double
now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec * 1e6 + (double)t.tv_nsec / 1e3;
}

static int
compare(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

/* In memory that was never touched, as at a start; and the median of many times. */
static int
measure(uint32_t calls, bool tree)
{
	static struct large_policy large;
	static struct large_program program;
	static double took[TIMES];
	const size_t size = prove_room(MOST_LARGE, sizeof(large.rules) / sizeof(*large.rules));
	struct prove_outcome o;

	make_large(&large, calls, SECCOMP_RET_ERRNO | 1);
	compile_large(&program, calls, SECCOMP_RET_ERRNO | 1, tree);
	for (int i = 0; i < TIMES; i++) {
		void *memory = aligned_alloc(4096, (size + 4095) / 4096 * 4096);
		double start = now();

		if (memory == NULL)
			return 1;
		prove(program.code, program.count, &large.policy, memory, size, &o);
		took[i] = now() - start;
		free(memory);
	}
	qsort(took, TIMES, sizeof(*took), compare);
	printf(
	    "%3u calls, %s: %4zu instructions, %4zu paths, %5zu cubes, status %d: median %.0f us, "
	    "best %.0f, worst %.0f\n",
	    calls, tree ? "tree " : "chain", program.count, o.paths, o.cubes, (int)o.status,
	    took[TIMES / 2], took[0], took[TIMES - 1]);
	return o.status != PROVE_EQUAL;
}

int
main(void)
{
	int bad = 0;

	for (uint32_t calls = 100; calls <= 400; calls += 100)
		bad |= measure(calls, true) | measure(calls, false);
	return bad;
}
