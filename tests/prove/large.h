/* Policies of some hundred calls for x86-64, with the numbers and conditions that real ones have,
 * and the programs that an assembler makes of them: a tree of comparisons, or a chain. */
#ifndef PILLBOX_TESTS_PROVE_LARGE_H
#define PILLBOX_TESTS_PROVE_LARGE_H

#include <linux/audit.h>

#include "tests/prove/oracle.h"

enum { MOST_CALLS = 400, MOST_LARGE = BPF_MAXINSNS, X32 = 0x40000000 };

struct large_policy {
	struct prove_policy policy;
	struct prove_arch arch;
	struct prove_rule rules[2 * MOST_CALLS];
	struct prove_test tests[2 * MOST_CALLS][2];
};

/* So many calls are denied, numbers 0, 1, 2, ...; every eighth only for two values of its second
 * argument, as an int. The numbers after them are allowed, those above 450 unknown. */
static inline void
make_large(struct large_policy *large, uint32_t calls, uint32_t result)
{
	size_t n = 0;

	for (uint32_t call = 0; call < calls; call++) {
		for (uint32_t value = 0; value < (call % 8 == 7 ? 2U : 1U); value++) {
			large->tests[n][0] = (struct prove_test){1, UINT32_MAX, 0x5412 + 9 * value};
			large->rules[n] =
			    (struct prove_rule){call, call, large->tests[n], call % 8 == 7, result};
			n++;
		}
	}
	large->rules[n++] = (struct prove_rule){0, 450, NULL, 0, SECCOMP_RET_ALLOW};
	large->rules[n++] = (struct prove_rule){X32, UINT32_MAX, NULL, 0, SECCOMP_RET_KILL_PROCESS};
	large->arch =
	    (struct prove_arch){AUDIT_ARCH_X86_64, large->rules, n, SECCOMP_RET_ERRNO | 38};
	large->policy = (struct prove_policy){&large->arch, 1, SECCOMP_RET_KILL_PROCESS};
}

struct large_program {
	struct sock_filter code[MOST_LARGE];
	size_t count;
	uint32_t calls, result;
};

static inline void
put(struct large_program *p, uint16_t code, uint8_t jt, uint8_t jf, uint32_t k)
{
	if (p->count < MOST_LARGE)
		p->code[p->count++] = (struct sock_filter){code, jt, jf, k};
}

/* The number was compared; this is the call's own result. */
static inline void
put_call(struct large_program *p, uint32_t call)
{
	if (call % 8 == 7) {
		put(p, 0x20, 0, 0, 24);
		put(p, 0x15, 1, 0, 0x5412);
		put(p, 0x15, 0, 1, 0x541B);
	}
	put(p, 0x06, 0, 0, p->result);
	if (call % 8 == 7)
		put(p, 0x06, 0, 0, SECCOMP_RET_ALLOW);
}

/* The numbers from first on, below end. */
static inline void
put_tree(struct large_program *p, uint32_t first, uint32_t end)
{
	size_t test = p->count;
	uint32_t middle = first + (end - first) / 2;

	if (end - first == 1) {
		put_call(p, first);
		return;
	}
	/* Too far away for an offset of 8 bits, so ja leads there. */
	put(p, 0x35, 0, 1, middle);
	put(p, 0x05, 0, 0, 0);
	put_tree(p, first, middle);
	p->code[test + 1].k = (uint32_t)(p->count - test - 2);
	put_tree(p, middle, end);
}

static inline void
put_chain(struct large_program *p)
{
	for (uint32_t i = 0; i < p->calls; i++) {
		/* In no order. */
		uint32_t call = p->calls % 7 != 0 ? i * 7 % p->calls : i;

		put(p, 0x15, 0, call % 8 == 7 ? 5 : 1, call);
		put_call(p, call);
	}
}

/* The start is what libseccomp makes: the architecture, then x32. */
static inline void
compile_large(struct large_program *p, uint32_t calls, uint32_t result, bool tree)
{
	size_t last;

	p->count = 0;
	p->calls = calls;
	p->result = result;
	put(p, 0x20, 0, 0, 4);
	put(p, 0x15, 1, 0, AUDIT_ARCH_X86_64);
	put(p, 0x06, 0, 0, SECCOMP_RET_KILL_PROCESS);
	put(p, 0x20, 0, 0, 0);
	put(p, 0x35, 0, 1, X32);
	put(p, 0x06, 0, 0, SECCOMP_RET_KILL_PROCESS);
	put(p, 0x25, 0, 1, 450);
	put(p, 0x06, 0, 0, SECCOMP_RET_ERRNO | 38);
	last = p->count + 1;
	put(p, 0x35, 0, 1, calls);
	put(p, 0x06, 0, 0, SECCOMP_RET_ALLOW);
	if (tree) {
		put_tree(p, 0, calls);
	} else {
		put_chain(p);
		put(p, 0x06, 0, 0, SECCOMP_RET_ALLOW);
		/* What is above reaches this end of the chain too. */
		p->code[last].code = 0x05;
		p->code[last].k = (uint32_t)(p->count - last - 2);
	}
}

#endif
