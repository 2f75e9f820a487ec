/* Messages side by side: the same digests as one after the other, with all numbers of them,
 * and with lengths that differ much. */
#include "lib/digest/digest.h"

#include "tests/engine.h"

enum { MESSAGES_MOST = 70, LENGTH = 3000, RUNS = 40 };

static uint8_t bytes[LENGTH];

/* A copy that ends where its memory ends, of bytes from anywhere. */
static struct digest_message
make(size_t n)
{
	uint8_t *copy = malloc(n ? n : 1);

	if (!copy)
		abort();
	memcpy(copy, bytes + random_below(LENGTH - n + 1), n);
	return (struct digest_message){copy, n};
}

static void
compare(enum digest digest, struct cpu cpu, const struct digest_message *messages, size_t count)
{
	static uint8_t outs[MESSAGES_MOST][DIGEST_MOST];
	uint8_t want[DIGEST_MOST];
	struct digest_state s;

	memset(outs, 0, sizeof(outs));
	digest_many(digest, 0, cpu, messages, count, outs);
	for (size_t i = 0; i < count; i++) {
		unsigned size;

		digest_start(&s, digest, 0, (struct cpu){CPU_PLAIN, 0});
		digest_update(&s, messages[i].bytes, messages[i].length);
		size = digest_finish(&s, want);
		if (fails(memcmp(outs[i], want, size) == 0))
			printf("%s, level %d+%u: message %zu of %zu, %zu bytes, is wrong\n",
			    digest_algorithms[digest].name, (int)cpu.level, cpu.also, i, count,
			    messages[i].length);
	}
}

/* Lengths of 0 to most, or each of about that length. */
static void
test_run(enum digest digest, struct cpu cpu, size_t count, size_t most, bool alike)
{
	struct digest_message messages[MESSAGES_MOST] = {{NULL, 0}};

	for (size_t i = 0; i < count; i++)
		messages[i] =
		    make(alike ? most - random_below(most / 8 + 1) : random_below(most + 1));
	compare(digest, cpu, messages, count);
	for (size_t i = 0; i < count; i++)
		free((void *)(uintptr_t)messages[i].bytes);
}

int
main(void)
{
	struct cpu cpus[CPUS_MOST];
	const unsigned cpu_count = find_cpus(cpus);

	for (size_t i = 0; i < LENGTH; i++)
		bytes[i] = (uint8_t)random64();
	for (unsigned i = 0; i < DIGESTS; i++)
		for (unsigned j = 0; j < cpu_count; j++) {
			const enum digest digest = (enum digest)i;

			for (size_t count = 0; count <= MESSAGES_MOST; count += 1 + count / 20)
				test_run(digest, cpus[j], count, 300, false);
			for (size_t n = 0; n <= 300; n += 1 + n / 150)
				test_run(digest, cpus[j], 18, n, true);
			for (unsigned run = 0; run < RUNS; run++)
				test_run(digest, cpus[j], random_below(40),
				    1 + random_below(LENGTH), false);
		}
	return finish();
}
