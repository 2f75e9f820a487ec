/* The digests: published examples, and all lengths to 1,000, at each level and with each set
 * of instructions beside the levels. */
#include "lib/digest/digest.h"

#include "tests/digest/vectors.h"
#include "tests/engine.h"

enum { SPLITS = 20 };

static uint8_t million[MILLION], bytes[PATTERN];

static void
expect(
    const char *what, enum digest digest, struct cpu cpu, struct digest_state *s, const char *want)
{
	uint8_t out[DIGEST_MOST];
	char text[2 * DIGEST_MOST + 1] = "";
	const unsigned n = digest_finish(s, out);

	for (unsigned i = 0; i < n; i++)
		sprintf(text + 2 * (size_t)i, "%02x", out[i]);
	if (fails(strcmp(text, want) == 0))
		printf("%s of %s, level %d+%u: %s; should be %s\n", digest_algorithms[digest].name,
		    what, (int)cpu.level, cpu.also, text, want);
}

static void
test_message(
    const char *what, enum digest digest, struct cpu cpu, const void *p, size_t n, const char *want)
{
	struct digest_state s;

	digest_start(&s, digest, 0, cpu);
	digest_update(&s, p, n);
	expect(what, digest, cpu, &s, want);
}

static void
test_vectors(enum digest digest, struct cpu cpu)
{
	const struct vectors *v = &vectors[digest];

	test_message("nothing", digest, cpu, NULL, 0, v->empty);
	test_message("abc", digest, cpu, "abc", 3, v->abc);
	test_message("two blocks", digest, cpu, two_blocks, sizeof(two_blocks) - 1, v->two_blocks);
	test_message(
	    "four blocks", digest, cpu, four_blocks, sizeof(four_blocks) - 1, v->four_blocks);
	test_message("a million", digest, cpu, million, MILLION, v->million);
}

/* BLAKE2b of abc in all sizes; as for the pattern, the digest of these digests is known. */
static void
test_sizes(struct cpu cpu)
{
	struct digest_state s, all;
	uint8_t out[DIGEST_MOST];

	digest_start(&all, DIGEST_BLAKE2B, 0, cpu);
	for (unsigned size = 1; size <= DIGEST_MOST; size++) {
		digest_start(&s, DIGEST_BLAKE2B, size, cpu);
		digest_update(&s, (const uint8_t *)"abc", 3);
		digest_update(&all, out, digest_finish(&s, out));
	}
	expect("abc in all sizes", DIGEST_BLAKE2B, cpu, &all,
	    "eeb8878a3b7abe2e3f960a6f755f762fd34c2e8a3b4ff43259fa13a75622113c"
	    "df25de43d6a688d629314176bb07791ba1776d1f2786926c7e681b4fb5a4810e");
}

/* A copy that ends where its memory ends. */
static uint8_t *
exact(const uint8_t *p, size_t n)
{
	uint8_t *copy = malloc(n ? n : 1);

	if (!copy)
		abort();
	return memcpy(copy, p, n);
}

/* All lengths in one piece. */
static void
test_lengths(enum digest digest, struct cpu cpu)
{
	struct digest_state s, all;
	uint8_t out[DIGEST_MOST];

	digest_start(&all, digest, 0, cpu);
	for (size_t n = 0; n <= PATTERN; n++) {
		uint8_t *p = exact(bytes, n);

		digest_start(&s, digest, 0, cpu);
		digest_update(&s, p, n);
		digest_update(&all, out, digest_finish(&s, out));
		free(p);
	}
	expect("all lengths", digest, cpu, &all, vectors[digest].all);
}

/* All lengths, each cut at random into up to SPLITS pieces. */
static void
test_pieces(enum digest digest, struct cpu cpu)
{
	struct digest_state s, all;
	uint8_t out[DIGEST_MOST];

	digest_start(&all, digest, 0, cpu);
	for (size_t n = 0; n <= PATTERN; n++) {
		const uint32_t most = 1 + (uint32_t)n / (1 + random_below(SPLITS));
		size_t done = 0;

		digest_start(&s, digest, 0, cpu);
		while (done < n) {
			size_t piece = random_below(most + 1);

			piece = piece < n - done ? piece : n - done;
			digest_update(&s, bytes + done, piece);
			done += piece;
		}
		digest_update(&all, out, digest_finish(&s, out));
	}
	expect("all lengths in pieces", digest, cpu, &all, vectors[digest].all);
}

/* All splits of the longest pattern in two. */
static void
test_splits(enum digest digest, struct cpu cpu)
{
	struct digest_state s;
	uint8_t want[DIGEST_MOST], out[DIGEST_MOST];
	unsigned size;

	digest_start(&s, digest, 0, cpu);
	digest_update(&s, bytes, PATTERN);
	size = digest_finish(&s, want);
	for (size_t at = 0; at <= PATTERN; at++) {
		digest_start(&s, digest, 0, cpu);
		digest_update(&s, bytes, at);
		digest_update(&s, bytes + at, PATTERN - at);
		digest_finish(&s, out);
		if (fails(memcmp(out, want, size) == 0))
			printf("%s, level %d+%u: wrong where it is split at %zu\n",
			    digest_algorithms[digest].name, (int)cpu.level, cpu.also, at);
	}
}

int
main(void)
{
	struct cpu cpus[CPUS_MOST];
	const unsigned cpu_count = find_cpus(cpus);

	memset(million, 'a', MILLION);
	for (size_t i = 0; i < PATTERN; i++)
		bytes[i] = pattern(i);
	for (unsigned j = 0; j < cpu_count; j++)
		test_sizes(cpus[j]);
	for (unsigned i = 0; i < DIGESTS; i++)
		for (unsigned j = 0; j < cpu_count; j++) {
			const enum digest digest = (enum digest)i;

			test_vectors(digest, cpus[j]);
			test_lengths(digest, cpus[j]);
			test_pieces(digest, cpus[j]);
			test_splits(digest, cpus[j]);
		}
	return finish();
}
