/* Programs for the kernel's seccomp filter, made from policies. */
#ifndef PILLBOX_LIB_BPF_ASSEMBLE_H
#define PILLBOX_LIB_BPF_ASSEMBLE_H

#include <linux/filter.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/prove/prove.h"

/* Room for one architecture of a policy: runs of numbers that get the same answer, and the
 * different answers. */
enum { ASSEMBLE_RUNS = 4608, ASSEMBLE_ANSWERS = 8192 };

/* What assemble() works in; it need not be set. */
struct assembly {
	struct sock_filter *program;
	size_t room, head; /* the program grows down from program + room to program + head */
	bool is_full;
	size_t run_count, answer_count;
	struct run {
		uint32_t first;
		uint16_t answer;
	} runs[ASSEMBLE_RUNS];
	struct answer {
		const struct prove_rule *rule; /* NULL: a result, whatever the arguments are */
		uint32_t result;
		uint16_t then, otherwise; /* the answers where the rule's tests hold, or fail */
		uint16_t place; /* of its code: how far before the program's end; 0: none */
		bool is_needed;
	} answers[ASSEMBLE_ANSWERS];
};

/* Writes the program that answers as the policy says, and returns how many instructions it
 * has. Returns 0 where it takes more than room, or than an assembly has room for. The policy
 * must be one as prove.h describes it.
 *
 * A number whose result is the same for all arguments is answered before any argument is
 * loaded, so that the kernel can know the result without running the program. Numbers are
 * found by a tree of comparisons. No jump is longer than a jump can be. */
size_t assemble(
    struct sock_filter *program, size_t room, const struct prove_policy *, struct assembly *);

#endif
