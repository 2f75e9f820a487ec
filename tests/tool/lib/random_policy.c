#include "tests/tool/lib/random_policy.h"

#include <linux/audit.h>
#include <seccomp.h>

struct policy policy;
uint64_t random_state;

uint32_t
pseudo(uint32_t below)
{
	random_state ^= random_state << 13;
	random_state ^= random_state >> 7;
	random_state ^= random_state << 17;
	return (uint32_t)(random_state >> 20) % below;
}

uint64_t
any_value(void)
{
	static const uint64_t often[] = {0, 1, 2, 3, 0x5412, 0xffffffff, 0x100000000, UINT64_MAX};

	return pseudo(4) ? often[pseudo(8)]
	                 : (uint64_t)pseudo(UINT32_MAX) << 32 | pseudo(UINT32_MAX);
}

/* A call that both entries have, and that libseccomp does not multiplex. */
static int
any_call(void)
{
	for (;;) {
		const int call = (int)pseudo((uint32_t)calls_count);
		const char *name = call_name(call);

		if (seccomp_syscall_resolve_name_arch(SCMP_ARCH_X86_64, name) >= 0 &&
		    seccomp_syscall_resolve_name_arch(SCMP_ARCH_X86, name) >= 0)
			return call;
	}
}

static void
add_rule(enum entry e, int call, size_t tests, uint32_t result, bool masks)
{
	struct prove_arch *a = &policy.archs[e];
	struct prove_test *t = policy.tests[e][a->count];
	const uint32_t number = (uint32_t)call_number(e, call);
	const uint64_t seen = e == I386 ? UINT32_MAX : UINT64_MAX;

	for (size_t i = 0; i < tests; i++) {
		t[i].arg = (unsigned)i * 2 + pseudo(2);
		t[i].mask = (masks && pseudo(2) ? any_value() : UINT64_MAX) & seen;
		/* libseccomp has no word for a comparison with nothing. */
		if (!t[i].mask)
			t[i].mask = seen;
		t[i].value = any_value() & t[i].mask;
	}
	policy.call[e][a->count] = call;
	policy.rules[e][a->count++] = (struct prove_rule){number, number, t, tests, result};
}

static void
make_arch(enum entry e, uint32_t result, uint32_t otherwise, size_t calls, bool masks)
{
	struct prove_arch *a = &policy.archs[e];

	*a = (struct prove_arch){entry_token[e], policy.rules[e], 0, otherwise};
	for (size_t i = 0; i < calls; i++) {
		const int call = any_call();
		size_t alternatives = pseudo(3) ? 0 : 1 + pseudo(ALTERNATIVES);
		bool is_new = true;

		for (size_t r = 0; r < a->count; r++)
			is_new = is_new && policy.call[e][r] != call;
		if (!is_new)
			continue;
		if (!alternatives)
			add_rule(e, call, 0, result, false);
		while (alternatives-- > 0)
			add_rule(e, call, 1 + pseudo(TESTS), result, masks);
	}
}

void
make_policy(void)
{
	const bool allow_list = pseudo(2), masks = pseudo(2);
	const uint32_t error = SECCOMP_RET_ERRNO | (1 + pseudo(40));
	const uint32_t result = allow_list  ? SECCOMP_RET_ALLOW
	                        : pseudo(2) ? SECCOMP_RET_KILL_PROCESS
	                                    : error;
	const uint32_t otherwise = !allow_list ? SECCOMP_RET_ALLOW
	                           : pseudo(2) ? SECCOMP_RET_KILL_PROCESS
	                                       : error;
	const size_t calls = 1 + pseudo(pseudo(4) ? 12 : MOST_CALLS);

	policy.whole = (struct prove_policy){policy.archs, 1 + pseudo(2), SECCOMP_RET_KILL_PROCESS};
	for (enum entry e = 0; e < policy.whole.count; e++)
		make_arch(e, result, otherwise, calls, masks);
	policy.rules[X86_64][policy.archs[X86_64].count++] =
	    (struct prove_rule){0x40000000, UINT32_MAX - 1, NULL, 0, SECCOMP_RET_KILL_PROCESS};
}

uint32_t
meant(const struct seccomp_data *data)
{
	for (size_t i = 0; i < policy.whole.count; i++) {
		const struct prove_arch *a = &policy.archs[i];

		for (size_t r = 0; a->token == data->arch && r < a->count; r++) {
			const struct prove_rule *rule = &a->rules[r];
			size_t t = 0;

			while (t < rule->count && (data->args[rule->tests[t].arg] &
			                              rule->tests[t].mask) == rule->tests[t].value)
				t++;
			if (rule->first <= (uint32_t)data->nr && (uint32_t)data->nr <= rule->last &&
			    t == rule->count)
				return rule->result;
		}
		if (a->token == data->arch)
			return a->otherwise;
	}
	return policy.whole.otherwise;
}
