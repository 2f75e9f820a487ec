/* The engines that skip lines, forwards and backwards: each level against a loop over
 * bytes, at all lengths, places and counts. */
#include "lib/lines/lines.h"

#include "lib/cpu/pick.h"
#include "tests/engine.h"

enum { LENGTH = 300, TWICE = 2 * LENGTH, LARGE_LENGTH = 5000 };

/* Up to and with the wanted-th end, forwards. */
static size_t
rightly_skip(const uint8_t *p, size_t n, uint8_t end, uint64_t *left)
{
	for (size_t i = 0; i < n; i++) {
		if (*left == 0)
			return i;
		*left -= p[i] == end;
	}
	return n;
}

static size_t
rightly_back(const uint8_t *p, size_t n, uint8_t end, uint64_t *left)
{
	for (size_t i = n; i > 0; i--) {
		if (*left == 0)
			return n;
		*left -= p[i - 1] == end;
		if (*left == 0)
			return i;
	}
	return *left == 0 ? n : 0;
}

static void
compare(const char *what, lines_skip *ours, lines_skip *right, const uint8_t *p, size_t n,
    uint8_t end, uint64_t count)
{
	uint64_t left = count, want_left = count;
	const size_t want = right(p, n, end, &want_left);
	const size_t got = ours(p, n, end, &left);

	if (fails(got == want && left == want_left))
		printf("%s of %zu bytes, %ju lines: %zu, %ju left; should be %zu, %ju\n", what, n,
		    (uintmax_t)count, got, (uintmax_t)left, want, (uintmax_t)want_left);
}

static void
both(const uint8_t *p, size_t n, uint8_t end, uint64_t count, enum cpu_level level)
{
	compare("skip", CPU_PICK(level, lines_skip), rightly_skip, p, n, end, count);
	compare("back", CPU_PICK(level, lines_back), rightly_back, p, n, end, count);
}

/* A copy that ends where its memory ends, with one end in each `each` bytes or so. */
static uint8_t *
make(size_t n, unsigned each, uint8_t end)
{
	uint8_t *p = malloc(n + 1);

	if (!p)
		abort();
	p = realloc(p, n ? n : 1);
	if (!p)
		abort();
	for (size_t i = 0; i < n; i++)
		p[i] = random_below(each) ? (uint8_t)(end + 1 + random_below(255)) : end;
	return p;
}

static void
test_lengths(enum cpu_level level)
{
	static const unsigned each[] = {1, 2, 7, 60, 1000};

	for (size_t n = 0; n <= LENGTH; n++) {
		for (size_t e = 0; e < sizeof(each) / sizeof(each[0]); e++) {
			const uint8_t end = e & 1 ? '\0' : '\n';
			uint8_t *p = make(n, each[e], end);

			for (uint64_t count = 0; count < 12; count++)
				both(p, n, end, count, level);
			both(p, n, end, n / each[e], level);
			both(p, n, end, n, level);
			both(p, n, end, UINT64_MAX, level);
			free(p);
		}
	}
}

/* All alignments, and both parts of all splits. */
static void
test_places(enum cpu_level level)
{
	uint8_t *p = make(TWICE, 5, '\n');

	for (size_t at = 0; at <= LENGTH; at++)
		for (uint64_t count = 0; count < 80; count += 1 + count / 4) {
			both(p + at, LENGTH, '\n', count, level);
			both(p, at, '\n', count, level);
			both(p + at, LENGTH - at, '\n', count, level);
		}
	free(p);
}

static void
test_large(enum cpu_level level)
{
	for (int i = 0; i < 300; i++) {
		const size_t n = random_below(LARGE_LENGTH);
		const unsigned each = 1 + random_below(i % 2 ? 5 : 300);
		uint8_t *p = make(n, each, '\n');

		for (int j = 0; j < 20; j++)
			both(p, n, '\n', random_below(n / each + 3), level);
		free(p);
	}
}

int
main(void)
{
	for (unsigned level = 0; level < find_levels(); level++) {
		test_lengths((enum cpu_level)level);
		test_places((enum cpu_level)level);
		test_large((enum cpu_level)level);
	}
	return finish();
}
