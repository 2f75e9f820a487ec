/* The assembler against the meaning of a policy, read rule by rule, for calls at the edges
 * of every rule; by the interpreter, which is tried against the kernel's words here too. */
#include <linux/audit.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lib/bpf/assemble.h"
#include "lib/bpf/interpret.h"

enum { POLICIES = 3000, CALLS = 200, RULES = 400, TESTS = 6 };

static struct assembly assembly;
static struct sock_filter program[BPF_MAXINSNS];
static struct prove_test tests[2][RULES][TESTS];
static struct prove_rule rules[2][RULES];
static unsigned wrongs;
static size_t cases, longest;

static uint32_t
pseudo(uint32_t below)
{
	static uint64_t state = 88172645463325252ULL;

	state ^= state << 13;
	state ^= state >> 7;
	state ^= state << 17;
	return (uint32_t)(state >> 20) % below;
}

static uint64_t
any64(void)
{
	static const uint64_t often[] = {0, 1, 2, 0xffffffff, 0x100000000, UINT64_MAX, 0x5412};

	if (pseudo(3))
		return often[pseudo(sizeof(often) / sizeof(*often))];
	return (uint64_t)pseudo(UINT32_MAX) << 32 | pseudo(UINT32_MAX);
}

/* What a test compares. */
static __u64 *
compared(struct seccomp_data *data, const struct prove_test *t)
{
	return t->arg == PROVE_IP ? &data->instruction_pointer : &data->args[t->arg];
}

static uint32_t
any_result(void)
{
	static const uint32_t results[] = {SECCOMP_RET_ALLOW, SECCOMP_RET_KILL_PROCESS,
	    SECCOMP_RET_ERRNO | 1, SECCOMP_RET_ERRNO | 38};

	return results[pseudo(4)];
}

static void
make_rule(struct prove_rule *r, struct prove_test *t)
{
	r->first = r->last = pseudo(30) ? pseudo(480) : 0x40000000U + pseudo(9);
	if (!pseudo(8))
		r->last = pseudo(4) ? r->first + pseudo(300) : UINT32_MAX - pseudo(2);
	r->result = any_result();
	r->tests = t;
	r->count = pseudo(2) ? 0 : pseudo(TESTS + 1);
	for (size_t i = 0; i < r->count; i++) {
		t[i].arg = pseudo(PROVE_IP + 1);
		t[i].mask = pseudo(2) ? UINT64_MAX : any64();
		t[i].value = pseudo(9) ? any64() & t[i].mask : any64();
	}
}

static uint32_t
meant(const struct prove_policy *p, struct seccomp_data *data)
{
	for (size_t i = 0; i < p->count; i++) {
		const struct prove_arch *a = &p->archs[i];

		if (a->token != data->arch)
			continue;
		for (size_t r = 0; r < a->count; r++) {
			const struct prove_rule *rule = &a->rules[r];
			size_t t = 0;

			while (t < rule->count && (*compared(data, &rule->tests[t]) &
			                              rule->tests[t].mask) == rule->tests[t].value)
				t++;
			if (rule->first <= (uint32_t)data->nr && (uint32_t)data->nr <= rule->last &&
			    t == rule->count)
				return rule->result;
		}
		return a->otherwise;
	}
	return p->otherwise;
}

/* A call near a rule: at an edge of its numbers, with its tests held or missed by a bit. */
static struct seccomp_data
call_near(const struct prove_arch *a)
{
	struct seccomp_data data = {.arch = pseudo(20) ? a->token : pseudo(UINT32_MAX)};
	const struct prove_rule *r = &a->rules[a->count ? pseudo((uint32_t)a->count) : 0];

	for (size_t i = 0; i < 6; i++)
		data.args[i] = any64();
	data.instruction_pointer = any64();
	if (!a->count || !pseudo(10)) {
		data.nr = (int)pseudo(600);
		return data;
	}
	data.nr = (int)((pseudo(2) ? r->first : r->last) + pseudo(3) - 1);
	for (size_t i = 0; i < r->count; i++)
		*compared(&data, &r->tests[i]) = r->tests[i].value | (any64() & ~r->tests[i].mask);
	if (r->count && pseudo(2))
		*compared(&data, &r->tests[pseudo((uint32_t)r->count)]) ^= 1ULL << pseudo(64);
	return data;
}

static void
compare(const struct prove_policy *p, size_t count)
{
	for (size_t i = 0; i < CALLS; i++) {
		struct seccomp_data data = call_near(&p->archs[pseudo((uint32_t)p->count)]);
		const uint32_t is = interpret(program, count, &data), want = meant(p, &data);

		cases++;
		if (is != want && wrongs++ < 10)
			printf("number %u, arch %08x: %08x in the place of %08x\n",
			    (unsigned)data.nr, data.arch, is, want);
	}
}

/* Whether calls whose result no argument changes load none: as the kernel's
 * seccomp_is_const_allow sees it. */
static bool
is_constant(size_t count, uint32_t arch, uint32_t number)
{
	const uint32_t words[] = {number, arch};
	uint32_t a = 0;

	for (size_t i = 0; i < count; i++) {
		const struct sock_filter *in = &program[i];

		if (BPF_CLASS(in->code) == BPF_RET)
			return true;
		if (BPF_CLASS(in->code) == BPF_LD && in->k > 4)
			return false;
		if (BPF_CLASS(in->code) == BPF_LD)
			a = words[in->k / 4];
		else if (BPF_OP(in->code) == BPF_JA)
			i += in->k;
		else if (BPF_OP(in->code) == BPF_JEQ)
			i += a == in->k ? in->jt : in->jf;
		else
			i += a >= in->k ? in->jt : in->jf;
	}
	return false;
}

static void
check_constant(const struct prove_policy *p, size_t count)
{
	for (size_t i = 0; i < p->count; i++)
		for (uint32_t n = 0; n < 500; n += 1 + pseudo(9)) {
			size_t r = 0;

			while (r < p->archs[i].count &&
			       !(p->archs[i].rules[r].first <= n && n <= p->archs[i].rules[r].last))
				r++;
			if (r < p->archs[i].count && p->archs[i].rules[r].count)
				continue;
			cases++;
			if (!is_constant(count, p->archs[i].token, n) && wrongs++ < 10)
				printf("number %u loads an argument for nothing\n", n);
		}
}

static void
try_policy(size_t most)
{
	struct prove_arch archs[2] = {{.token = AUDIT_ARCH_X86_64}, {.token = AUDIT_ARCH_I386}};
	const struct prove_policy p = {archs, 1 + pseudo(2), any_result()};
	size_t count, at;

	for (size_t i = 0; i < p.count; i++) {
		archs[i].count = pseudo((uint32_t)most);
		archs[i].rules = rules[i];
		archs[i].otherwise = any_result();
		for (size_t r = 0; r < archs[i].count; r++)
			make_rule(&rules[i][r], tests[i][r]);
	}
	count = assemble(program, BPF_MAXINSNS, &p, &assembly);
	if (!count) {
		/* Four kilobytes of instructions are not enough for all of them. */
		if (archs[0].count + (p.count > 1 ? archs[1].count : 0) < 100 && wrongs++ < 10)
			printf("%zu rules do not fit\n", archs[0].count);
		return;
	}
	longest = count > longest ? count : longest;
	if (!interpret_accepts(program, count, &at) && wrongs++ < 10)
		printf("instruction %zu is refused\n", at);
	compare(&p, count);
	check_constant(&p, count);
	/* Into any less room it must say that it does not fit, and write nothing outside. */
	for (size_t room = 0; room < count && !wrongs; room += 1 + pseudo(50))
		if (assemble(program + BPF_MAXINSNS - room, room, &p, &assembly) && wrongs++ < 10)
			printf("%zu instructions fit into %zu\n", count, room);
}

/* What is known by heart: a list, and how much a rule takes. */
static void
try_known(void)
{
	static const struct prove_rule three[] = {
	    {2, 2, NULL, 0, SECCOMP_RET_KILL_PROCESS},
	    {257, 257, NULL, 0, SECCOMP_RET_KILL_PROCESS},
	};
	static const struct prove_arch arch = {AUDIT_ARCH_X86_64, three, 2, SECCOMP_RET_ALLOW};
	static const struct prove_policy p = {&arch, 1, SECCOMP_RET_KILL_PROCESS};
	const size_t count = assemble(program, BPF_MAXINSNS, &p, &assembly);

	cases++;
	if (count != 8) {
		wrongs++;
		printf("two calls take %zu instructions\n", count);
	}
}

int
main(void)
{
	try_known();
	for (unsigned i = 0; i < POLICIES; i++)
		try_policy(i % 10 ? 40 : RULES);
	printf("longest program: %zu\n", longest);
	printf("%zu passed, %u failed\n", cases - wrongs, wrongs);
	return wrongs != 0;
}
