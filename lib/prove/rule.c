#include "lib/prove/rule.h"

/* What is wrong with a rule; NULL if nothing. */
static const char *
find_fault(const struct prove_rule *rule)
{
	if (rule->first > rule->last)
		return "ends before it begins";
	if (!is_result(rule->result))
		return "has no result that the prover knows";
	for (size_t i = 0; i < rule->count; i++) {
		if (rule->tests[i].arg > PROVE_IP)
			return "tests an argument beyond the sixth";
	}
	return NULL;
}

static bool
are_rules(const struct prove_arch *arch, struct fault *fault)
{
	for (size_t i = 0; i < arch->count; i++) {
		fault->at = i;
		fault->reason = find_fault(&arch->rules[i]);
		if (fault->reason != NULL)
			return false;
	}
	fault->at = SIZE_MAX;
	fault->reason = "has no result that the prover knows for other calls";
	return is_result(arch->otherwise);
}

bool
is_policy(const struct prove_policy *policy, struct fault *fault, size_t *arch)
{
	for (size_t i = 0; i < policy->count; i++) {
		*arch = i;
		if (!are_rules(&policy->archs[i], fault))
			return false;
		fault->reason = "is an architecture that the policy has already";
		for (size_t j = 0; j < i; j++) {
			if (policy->archs[j].token == policy->archs[i].token)
				return false;
		}
	}
	*arch = policy->count;
	fault->at = SIZE_MAX;
	fault->reason = "has no result that the prover knows for other architectures";
	return is_result(policy->otherwise);
}

/* ---- a rule as a cube ---------------------------------------------------------------- */

/* The word that has the low half of what a test compares. */
static unsigned
low_word(const struct prove_test *test)
{
	return test->arg == PROVE_IP ? WORD_IP : WORD_ARGS + 2 * test->arg;
}

bool
rule_can_hold(const struct prove_rule *rule)
{
	for (size_t i = 0; i < rule->count; i++) {
		if ((rule->tests[i].value & ~rule->tests[i].mask) != 0)
			return false;
	}
	return true;
}

bool
rule_narrow(struct cube *cube, const struct prove_rule *rule)
{
	for (size_t i = 0; i < rule->count; i++) {
		const struct prove_test *test = &rule->tests[i];
		unsigned low = low_word(test);

		if (!cube_narrow(cube, low, (uint32_t)test->mask, (uint32_t)test->value) ||
		    !cube_narrow(
		        cube, low + 1, (uint32_t)(test->mask >> 32), (uint32_t)(test->value >> 32)))
			return false;
	}
	return true;
}

void
rule_exclude(struct excluded *excluded, const struct prove_rule *rule)
{
	for (size_t i = 0; i < rule->count; i++) {
		const struct prove_test *test = &rule->tests[i];
		unsigned low = low_word(test);

		exclude(excluded, low, (uint32_t)test->mask, (uint32_t)test->value, false);
		exclude(excluded, low + 1, (uint32_t)(test->mask >> 32),
		    (uint32_t)(test->value >> 32), i + 1 == rule->count);
	}
}
