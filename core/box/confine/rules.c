#include "core/box/confine/rules.h"

#include <string.h>

#include "core/box/confine/memory.h"

enum { ARGUMENTS = 6 };

/* Makes room for more rules: for most policies at once. */
static void
grow(struct rules *r)
{
	const struct rules old = *r;

	r->room = old.room ? 2 * old.room : 256;
	/* NOLINTNEXTLINE(bugprone-sizeof-expression): pointers */
	r->why = memory_take(r->room * sizeof(*r->why));
	r->rules = memory_take(r->room * sizeof(*r->rules));
	for (size_t i = 0; i < old.count; i++) {
		r->rules[i] = old.rules[i];
		r->why[i] = old.why[i];
	}
}

void
rules_add(struct rules *r, uint32_t first, uint32_t last, const struct prove_test *tests,
    uint32_t count, uint32_t result, const char *why)
{
	struct prove_test *copy = NULL;

	if (count) {
		copy = memory_take(count * sizeof(*copy));
		memcpy(copy, tests, count * sizeof(*copy));
	}
	if (r->count == r->room)
		grow(r);
	r->rules[r->count] = (struct prove_rule){first, last, copy, count, result};
	r->why[r->count++] = why;
}

void
rules_move_to_front(struct rules *r)
{
	const size_t last = r->count - 1;
	const struct prove_rule rule = r->rules[last];
	const char *why = r->why[last];

	memmove(r->rules + 1, r->rules, last * sizeof(*r->rules));
	/* NOLINTNEXTLINE(bugprone-sizeof-expression): pointers */
	memmove(r->why + 1, r->why, last * sizeof(*r->why));
	r->rules[0] = rule;
	r->why[0] = why;
}

bool
rules_decide(const struct rules *r, uint32_t number)
{
	for (size_t i = 0; i < r->count; i++)
		if (r->rules[i].first == number && r->rules[i].last == number && !r->rules[i].count)
			return true;
	return false;
}

void
rules_add_known(struct rules *r, enum entry entry, uint32_t result)
{
	bool known[CALL_NUMBERS + 1] = {false};

	calls_mark(entry, known);
	for (uint32_t first = 0, last; first < CALL_NUMBERS; first = last + 1) {
		last = first;
		if (!known[first])
			continue;
		while (known[last + 1])
			last++;
		rules_add(r, first, last, NULL, 0, result, NULL);
	}
}

/* ---- two policies ---------------------------------------------------------------- */

/* The kernel's order: the lower action, taken as a signed number, is the stricter one. */
static uint32_t
stricter(uint32_t a, uint32_t b)
{
	const int32_t x = (int32_t)(a & SECCOMP_RET_ACTION_FULL);
	const int32_t y = (int32_t)(b & SECCOMP_RET_ACTION_FULL);

	return x < y ? a : b;
}

/* Adds a test to those that are there. False where both cannot hold. */
static bool
add_test(struct prove_test *tests, uint32_t *count, const struct prove_test *t)
{
	for (size_t i = 0; i < *count; i++) {
		if (tests[i].arg != t->arg)
			continue;
		if ((tests[i].value ^ t->value) & tests[i].mask & t->mask)
			return false;
		tests[i].mask |= t->mask;
		tests[i].value |= t->value;
		return true;
	}
	tests[(*count)++] = *t;
	return true;
}

/* Adds a rule for what both of these match. */
static void
add_common(struct rules *r, const struct prove_rule *a, const struct prove_rule *b, const char *why)
{
	const uint32_t first = a->first > b->first ? a->first : b->first;
	const uint32_t last = a->last < b->last ? a->last : b->last;
	struct prove_test tests[ARGUMENTS];
	uint32_t count = 0;

	if (first > last)
		return;
	for (size_t i = 0; i < a->count; i++)
		if (!add_test(tests, &count, &a->tests[i]))
			return;
	for (size_t i = 0; i < b->count; i++)
		if (!add_test(tests, &count, &b->tests[i]))
			return;
	rules_add(r, first, last, tests, count, stricter(a->result, b->result), why);
}

/* In the order of the first policy, and of the second one within each of its rules: so the
 * first that matches is of the first ones that match in either. */
struct rules
rules_both(const struct rules *a, const struct rules *b)
{
	struct rules r = {.otherwise = stricter(a->otherwise, b->otherwise)};
	const struct prove_rule rest_a = {0, UINT32_MAX, NULL, 0, a->otherwise};
	const struct prove_rule rest_b = {0, UINT32_MAX, NULL, 0, b->otherwise};

	for (size_t i = 0; i <= a->count; i++) {
		const struct prove_rule *x = i < a->count ? &a->rules[i] : &rest_a;

		for (size_t j = 0; j < b->count; j++)
			add_common(
			    &r, x, &b->rules[j], i < a->count && a->why[i] ? a->why[i] : b->why[j]);
		if (i < a->count)
			add_common(&r, x, &rest_b, a->why[i]);
	}
	return r;
}

static bool
holds(const struct prove_test *t, const struct seccomp_data *data)
{
	const uint64_t is = t->arg == PROVE_IP ? data->instruction_pointer : data->args[t->arg];

	return (is & t->mask) == t->value;
}

uint32_t
rules_answer(const struct rules *r, const struct seccomp_data *data)
{
	for (size_t i = 0; i < r->count; i++) {
		const struct prove_rule *rule = &r->rules[i];
		size_t t = 0;

		if ((uint32_t)data->nr < rule->first || (uint32_t)data->nr > rule->last)
			continue;
		while (t < rule->count && holds(&rule->tests[t], data))
			t++;
		if (t == rule->count)
			return rule->result;
	}
	return r->otherwise;
}
