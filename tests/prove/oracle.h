/* What a program answers and what a policy says of one call, by definition: the measure of
 * lib/prove, from which nothing is taken but the types. */
#ifndef PILLBOX_TESTS_PROVE_ORACLE_H
#define PILLBOX_TESTS_PROVE_ORACLE_H

#include "lib/prove/prove.h"
#include "tests/engine.h"

/* Runs a program of the instructions that the prover understands, as the kernel would. False if
 * it has another one, or runs out of its end. */
static inline bool
interpret(const struct sock_filter *program, size_t count, const struct seccomp_data *call,
    uint32_t *result)
{
	uint32_t a = 0;

	for (size_t pc = 0; pc < count; pc++) {
		const uint32_t k = program[pc].k;
		bool yes;

		switch (program[pc].code) {
		case 0x20: /* ld [k] */
			if (k > sizeof(*call) - sizeof(a) || k % sizeof(a) != 0)
				return false;
			memcpy(&a, (const char *)call + k, sizeof(a));
			continue;
		case 0x54: /* and #k */
			a &= k;
			continue;
		case 0x05: /* ja */
			if (k > count)
				return false;
			pc += k;
			continue;
		case 0x15:
			yes = a == k;
			break;
		case 0x25:
			yes = a > k;
			break;
		case 0x35:
			yes = a >= k;
			break;
		case 0x45:
			yes = (a & k) != 0;
			break;
		case 0x06: /* ret #k */
			*result = k;
			return true;
		default:
			return false;
		}
		pc += yes ? program[pc].jt : program[pc].jf;
	}
	return false;
}

static inline bool
matches(const struct prove_rule *rule, const struct seccomp_data *call)
{
	const uint32_t number = (uint32_t)call->nr;

	for (size_t i = 0; i < rule->count; i++) {
		const struct prove_test *test = &rule->tests[i];

		const uint64_t is =
		    test->arg == PROVE_IP ? call->instruction_pointer : call->args[test->arg];

		if ((is & test->mask) != test->value)
			return false;
	}
	return rule->first <= number && number <= rule->last;
}

static inline uint32_t
intend(const struct prove_policy *policy, const struct seccomp_data *call)
{
	for (size_t i = 0; i < policy->count; i++) {
		const struct prove_arch *arch = &policy->archs[i];

		if (arch->token != call->arch)
			continue;
		for (size_t r = 0; r < arch->count; r++) {
			if (matches(&arch->rules[r], call))
				return arch->rules[r].result;
		}
		return arch->otherwise;
	}
	return policy->otherwise;
}

/* Whether that call is answered and meant as the outcome says. */
static inline bool
is_example_here(const struct sock_filter *program, size_t count, const struct prove_policy *policy,
    const struct prove_outcome *outcome, const struct seccomp_data *call)
{
	uint32_t result;

	return interpret(program, count, call, &result) && result == outcome->answered &&
	       intend(policy, call) == outcome->intended && result != outcome->intended;
}

/* Whether a counterexample is one, and remains one where the bits that are not fixed are others. */
static inline bool
is_example(const struct sock_filter *program, size_t count, const struct prove_policy *policy,
    const struct prove_outcome *outcome)
{
	bool good = is_example_here(program, count, policy, outcome, &outcome->example);

	for (int n = 0; n < 8; n++) {
		uint32_t words[16], fixed[16];
		struct seccomp_data call;

		memcpy(words, &outcome->example, sizeof(words));
		memcpy(fixed, &outcome->fixed, sizeof(fixed));
		for (unsigned i = 0; i < 16; i++)
			words[i] ^= (uint32_t)(random64() >> 16) & ~fixed[i];
		memcpy(&call, words, sizeof(call));
		good &= is_example_here(program, count, policy, outcome, &call);
	}
	return good;
}

static inline void
print_program(const struct sock_filter *program, size_t count)
{
	for (size_t i = 0; i < count; i++)
		printf("%4zu: 0x%04x %3u %3u 0x%08x\n", i, program[i].code, program[i].jt,
		    program[i].jf, program[i].k);
}

static inline void
print_policy(const struct prove_policy *policy)
{
	for (size_t i = 0; i < policy->count; i++) {
		const struct prove_arch *arch = &policy->archs[i];

		printf("architecture %#x, otherwise %#x\n", arch->token, arch->otherwise);
		for (size_t r = 0; r < arch->count; r++) {
			const struct prove_rule *rule = &arch->rules[r];

			printf("  %#x-%#x", rule->first, rule->last);
			for (size_t t = 0; t < rule->count; t++)
				printf(" arg%u & %#llx == %#llx", rule->tests[t].arg,
				    (unsigned long long)rule->tests[t].mask,
				    (unsigned long long)rule->tests[t].value);
			printf(": %#x\n", rule->result);
		}
	}
	printf("others %#x\n", policy->otherwise);
}

#endif
