/* What an assembly is made of: all numbers divided into runs that get the same answer, and the
 * different answers. */
#include "lib/bpf/runs.h"

#include <string.h>

/* Each number below this has a run of its own at first, at its place. */
enum { SMALL = 512 };

/* ---- numbers ------------------------------------------------------------------- */

static void
add_run(struct assembly *a, uint32_t first)
{
	size_t at = a->run_count;

	while (at && a->runs[at - 1].first > first)
		at--;
	if (at && a->runs[at - 1].first == first)
		return;
	if (a->run_count == ASSEMBLE_RUNS) {
		a->is_full = true;
		return;
	}
	memmove(&a->runs[at + 1], &a->runs[at], (a->run_count - at) * sizeof(*a->runs));
	a->runs[at] = (struct run){.first = first};
	a->run_count++;
}

/* Divides all numbers into runs to which the same rules apply. */
static void
find_runs(struct assembly *a, const struct prove_arch *arch)
{
	for (uint32_t n = 0; n < SMALL; n++)
		a->runs[n] = (struct run){.first = n};
	a->run_count = SMALL;
	add_run(a, SMALL);
	for (size_t i = 0; i < arch->count; i++) {
		const struct prove_rule *r = &arch->rules[i];

		if (r->first > SMALL)
			add_run(a, r->first);
		if (r->last >= SMALL && r->last < UINT32_MAX)
			add_run(a, r->last + 1);
	}
}

/* The first run that begins with the number or above it. */
static size_t
run_at(const struct assembly *a, uint32_t number)
{
	size_t low = SMALL, high = a->run_count;

	if (number < SMALL)
		return number;
	while (low < high) {
		const size_t middle = (low + high) / 2;

		if (a->runs[middle].first < number)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

/* ---- answers ------------------------------------------------------------------- */

static uint16_t
add_answer(struct assembly *a, struct answer answer)
{
	if (a->answer_count == ASSEMBLE_ANSWERS) {
		a->is_full = true;
		return 0;
	}
	a->answers[a->answer_count] = answer;
	return (uint16_t)a->answer_count++;
}

/* The answer that is this result, whatever the arguments are. */
static uint16_t
plain_answer(struct assembly *a, uint32_t result)
{
	for (size_t i = 0; i < a->answer_count; i++)
		if (!a->answers[i].rule && a->answers[i].result == result)
			return (uint16_t)i;
	return add_answer(a, (struct answer){.result = result});
}

static bool
can_hold(const struct prove_rule *r)
{
	for (size_t i = 0; i < r->count; i++)
		if (r->tests[i].value & ~r->tests[i].mask)
			return false;
	return true;
}

static bool
always_holds(const struct prove_rule *r)
{
	for (size_t i = 0; i < r->count; i++)
		if (r->tests[i].mask)
			return false;
	return true;
}

/* The rule comes before whatever the run's answer was so far. */
static void
apply(struct assembly *a, const struct prove_rule *r)
{
	const size_t end = r->last < UINT32_MAX ? run_at(a, r->last + 1) : a->run_count;
	const bool always = always_holds(r);
	const uint16_t plain = plain_answer(a, r->result);
	uint16_t before = 0, now = 0;

	for (size_t i = run_at(a, r->first); i < end; i++) {
		const uint16_t otherwise = a->runs[i].answer;

		if (always) {
			a->runs[i].answer = plain;
			continue;
		}
		if (otherwise == plain)
			continue;
		if (!now || before != otherwise)
			now = add_answer(
			    a, (struct answer){.rule = r, .then = plain, .otherwise = otherwise});
		before = otherwise;
		a->runs[i].answer = now;
	}
}

static void
find_answers(struct assembly *a, const struct prove_arch *arch)
{
	a->answer_count = 0;
	add_answer(a, (struct answer){.result = arch->otherwise});
	for (size_t i = arch->count; i-- > 0;)
		if (can_hold(&arch->rules[i]))
			apply(a, &arch->rules[i]);
}

/* Makes one run of neighbours that have the same answer. */
static void
join_runs(struct assembly *a)
{
	size_t kept = 0;

	for (size_t i = 0; i < a->run_count; i++)
		if (!kept || a->runs[kept - 1].answer != a->runs[i].answer)
			a->runs[kept++] = a->runs[i];
	a->run_count = kept;
}

void
runs_find(struct assembly *a, const struct prove_arch *arch)
{
	find_runs(a, arch);
	if (a->is_full)
		return;
	find_answers(a, arch);
	join_runs(a);
}
