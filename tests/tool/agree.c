/* agree POLICIES MUTATED SEED - makes random policies of the kind that confine has, and of each
 * two filters: our assembler's and libseccomp's. The prover must accept the first, and of the
 * second say the truth: it is the policy, or the call that it names is answered wrongly, which
 * the interpreter confirms. One example of each kind of disagreement is kept in the output.
 * Of some policies all mutants of our filter are tried too: what the prover refuses must be
 * wrong by the call that it names, what it accepts must be right by every call that is tried. */
#include <errno.h>
#include <linux/audit.h>
#include <seccomp.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "core/box/confine/calls.h"
#include "lib/bpf/assemble.h"
#include "lib/bpf/interpret.h"
#include "lib/prove/prove.h"
#include "tests/tool/lib/random_policy.h"

static const uint32_t architectures[ENTRIES] = {SCMP_ARCH_X86_64, SCMP_ARCH_X86};

static struct assembly assembly;
static struct sock_filter ours[BPF_MAXINSNS], theirs[BPF_MAXINSNS];
static void *memory;
static size_t memory_size;
static unsigned long passed, failed, right, wrong, unbuilt, mutants, equivalent;

static void
check(bool good, const char *what)
{
	passed += good;
	failed += !good;
	if (!good && failed < 20)
		printf("FAILED: %s\n", what);
}

/* ---- libseccomp --------------------------------------------------------------------- */

static uint32_t
action(uint32_t result)
{
	if ((result & SECCOMP_RET_ACTION_FULL) == SECCOMP_RET_ERRNO)
		return SCMP_ACT_ERRNO(result & SECCOMP_RET_DATA);
	return result == SECCOMP_RET_ALLOW ? SCMP_ACT_ALLOW : SCMP_ACT_KILL_PROCESS;
}

static bool
add_theirs(scmp_filter_ctx ctx, const struct prove_rule *r, int call)
{
	struct scmp_arg_cmp conditions[TESTS];

	for (size_t i = 0; i < r->count; i++) {
		const struct prove_test *t = &r->tests[i];
		const bool whole = t->mask == UINT64_MAX || t->mask == UINT32_MAX;

		conditions[i] = (struct scmp_arg_cmp){.arg = t->arg,
		    .op = whole && t->mask == UINT64_MAX ? SCMP_CMP_EQ : SCMP_CMP_MASKED_EQ,
		    .datum_a = whole && t->mask == UINT64_MAX ? t->value : t->mask,
		    .datum_b = whole && t->mask == UINT64_MAX ? 0 : t->value};
	}
	return seccomp_rule_add_exact_array(ctx, action(r->result),
	           seccomp_syscall_resolve_name(call_name(call)), (unsigned)r->count,
	           conditions) == 0;
}

static scmp_filter_ctx
build_theirs(enum entry e, int optimise)
{
	const struct prove_arch *a = &policy.archs[e];
	scmp_filter_ctx ctx = seccomp_init(action(a->otherwise));
	bool good = ctx != NULL;

	good = good && seccomp_attr_set(ctx, SCMP_FLTATR_ACT_BADARCH, SCMP_ACT_KILL_PROCESS) == 0;
	good = good && seccomp_attr_set(ctx, SCMP_FLTATR_CTL_OPTIMIZE, (uint32_t)optimise) == 0;
	if (e == I386)
		good = good && seccomp_arch_add(ctx, architectures[I386]) == 0 &&
		       seccomp_arch_remove(ctx, SCMP_ARCH_NATIVE) == 0;
	for (size_t i = 0; i < a->count && good; i++)
		if (a->rules[i].first == a->rules[i].last)
			good = add_theirs(ctx, &a->rules[i], policy.call[e][i]);
	if (good)
		return ctx;
	if (ctx)
		seccomp_release(ctx);
	return NULL;
}

/* Their program; 0 instructions where libseccomp refuses the policy. */
static size_t
make_theirs(int optimise)
{
	scmp_filter_ctx ctx = build_theirs(X86_64, optimise), more;
	const int fd = memfd_create("filter", MFD_CLOEXEC);
	ssize_t size = 0;

	if (ctx && policy.whole.count > 1) {
		more = build_theirs(I386, optimise);
		if (!more || seccomp_merge(ctx, more) != 0) {
			seccomp_release(ctx);
			if (more)
				seccomp_release(more);
			ctx = NULL;
		}
	}
	if (ctx && seccomp_export_bpf(ctx, fd) == 0)
		size = pread(fd, theirs, sizeof(theirs), 0);
	if (ctx)
		seccomp_release(ctx);
	close(fd);
	return size > 0 ? (size_t)size / sizeof(*theirs) : 0;
}

/* ---- verdicts ----------------------------------------------------------------------- */

static enum prove_status
verdict(const struct sock_filter *code, size_t count, struct prove_outcome *o)
{
	return prove(code, count, &policy.whole, memory, memory_size, o);
}

/* Whether the call that the prover names is answered as it says, and meant as it says. */
static bool
is_true(const struct sock_filter *code, size_t count, const struct prove_outcome *o)
{
	return interpret(code, count, &o->example) == o->answered &&
	       meant(&o->example) == o->intended && o->answered != o->intended;
}

static struct seccomp_data
any_data(void)
{
	const struct prove_arch *a = &policy.archs[pseudo((uint32_t)policy.whole.count)];
	const struct prove_rule *r = &a->rules[pseudo((uint32_t)a->count)];
	struct seccomp_data data = {.arch = pseudo(20) ? a->token : pseudo(UINT32_MAX)};

	data.nr = (int)(pseudo(8) ? r->first + pseudo(3) - 1 : pseudo(600));
	for (size_t i = 0; i < 6; i++)
		data.args[i] = any_value();
	for (size_t i = 0; i < r->count; i++)
		data.args[r->tests[i].arg] = r->tests[i].value | (any_value() & ~r->tests[i].mask);
	if (r->count && pseudo(2))
		data.args[r->tests[pseudo((uint32_t)r->count)].arg] ^= 1ULL << pseudo(64);
	return data;
}

/* Whether the program answers so many calls as is meant. */
static bool
seems_right(const struct sock_filter *code, size_t count, unsigned tries)
{
	while (tries-- > 0) {
		const struct seccomp_data data = any_data();

		if (interpret(code, count, &data) != meant(&data))
			return false;
	}
	return true;
}

/* One example of each kind. */
static void
count_wrong(int optimise, const struct prove_outcome *o)
{
	static unsigned long seen[2][2];
	const bool permits = o->answered == SECCOMP_RET_ALLOW;

	wrong++;
	if (!seen[optimise - 1][permits]++)
		printf("libseccomp, optimised %d, %s: call %d of %08x is answered %08x, not %08x\n",
		    optimise, permits ? "permits what is denied" : "denies what is permitted",
		    o->example.nr, o->example.arch, o->answered, o->intended);
}

static void
try_theirs(int optimise)
{
	const size_t count = make_theirs(optimise);
	struct prove_outcome o;
	enum prove_status status;

	if (!count) {
		unbuilt++;
		return;
	}
	status = verdict(theirs, count, &o);
	if (status == PROVE_EQUAL) {
		right++;
		check(seems_right(theirs, count, 50), "an accepted program of libseccomp is wrong");
		return;
	}
	check(status == PROVE_DIFFERS && is_true(theirs, count, &o),
	    "a program of libseccomp is refused for no good reason");
	if (status == PROVE_DIFFERS)
		count_wrong(optimise, &o);
	if (status != PROVE_DIFFERS && failed < 5)
		printf("status %d: %s at %zu\n", status, o.reason ? o.reason : "", o.at);
}

static void
try_mutant(const struct sock_filter *code, size_t count)
{
	struct prove_outcome o;
	size_t at;
	const enum prove_status status = verdict(code, count, &o);

	mutants++;
	if (status == PROVE_EQUAL) {
		equivalent++;
		check(seems_right(code, count, 300), "an accepted mutant is wrong");
	} else if (status == PROVE_DIFFERS) {
		check(is_true(code, count, &o), "a refused mutant is right");
	} else {
		/* Its form: either the kernel refuses it too, or nothing here needs it. */
		check(status == PROVE_FORM,
		    interpret_accepts(code, count, &at) ? "a mutant is too much" : "a mutant");
	}
}

static void
try_mutants(size_t count)
{
	static const uint32_t flips[] = {1, 0x10000, 0x80000000};

	for (size_t i = 0; i < count; i++) {
		const struct sock_filter is = ours[i];

		for (size_t f = 0; f < 3; f++) {
			ours[i].k ^= flips[f];
			try_mutant(ours, count);
			ours[i] = is;
		}
		for (int by = -1; by <= 1; by += 2) {
			ours[i].jt = (uint8_t)(is.jt + by);
			try_mutant(ours, count);
			ours[i] = is;
			ours[i].jf = (uint8_t)(is.jf + by);
			try_mutant(ours, count);
			ours[i] = is;
		}
		for (unsigned bit = 0; bit < 8; bit++) {
			ours[i].code ^= (uint16_t)(1U << bit);
			try_mutant(ours, count);
			ours[i] = is;
		}
	}
}

int
main(int argc, char **argv)
{
	const unsigned long policies = argc > 1 ? strtoul(argv[1], NULL, 10) : 1000;
	const unsigned long mutated = argc > 2 ? strtoul(argv[2], NULL, 10) : 10;

	random_state = argc > 3 ? strtoull(argv[3], NULL, 10) | 1 : 88172645463325252ULL;
	memory_size = prove_room(BPF_MAXINSNS, 2 * (size_t)RULES);
	memory = malloc(memory_size);
	if (!memory)
		return 2;
	seccomp_api_set(3);
	for (unsigned long i = 0; i < policies; i++) {
		struct prove_outcome o;
		size_t count;

		make_policy();
		count = assemble(ours, BPF_MAXINSNS, &policy.whole, &assembly);
		check(count && verdict(ours, count, &o) == PROVE_EQUAL, "our own is refused");
		if (!count)
			continue;
		check(seems_right(ours, count, 20), "our own is wrong");
		try_theirs(1 + (int)(i % 2));
		if (i < mutated)
			try_mutants(count);
	}
	printf("%lu policies; libseccomp: %lu right, %lu wrong, %lu it cannot make; %lu mutants, "
	       "%lu of them equivalent\n",
	    policies, right, wrong, unbuilt, mutants, equivalent);
	printf("%lu passed, %lu failed\n", passed, failed);
	return failed != 0;
}
