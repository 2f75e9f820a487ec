/* The proof that a filter is its policy.
 *
 * prove() decides whether a classic BPF program answers, for each of the 2^512 values of
 * struct seccomp_data, exactly what a policy says. Nothing is sampled. It shares no code with
 * any assembler or compiler of filters, reads no policy text and knows no names: numbers in,
 * verdict out.
 *
 * It keeps all its state in memory that the caller gives, calls nothing, and ends after a
 * bounded amount of work. The program need not be trusted. */
#ifndef PILLBOX_LIB_PROVE_PROVE_H
#define PILLBOX_LIB_PROVE_PROVE_H

#include <linux/filter.h>
#include <linux/seccomp.h>
#include <stddef.h>
#include <stdint.h>

/* In the place of an argument: seccomp_data.instruction_pointer. */
enum { PROVE_IP = 6 };

/* Holds if (argument & mask) == value, all 64 bits wide. A mask without the high half compares
 * what the kernel takes as an int. A value with a bit outside of the mask never holds. */
struct prove_test {
	unsigned arg; /* 0 to 5, or PROVE_IP */
	uint64_t mask, value;
};

/* Matches a call whose number is from first to last, both included, and for which all tests
 * hold. The number is seccomp_data.nr as 32 bits without a sign: x32's start at 0x40000000. */
struct prove_rule {
	uint32_t first, last;
	const struct prove_test *tests;
	uint32_t count; /* of tests; 0 matches whatever the arguments are */
	uint32_t result;
};

/* The first rule that matches gives the result; if none does, it is `otherwise`.
 *
 * "Numbers that the table does not know" need no rule of their own: let the last rules give
 * the runs of known numbers their result, and `otherwise` that of all others. */
struct prove_arch {
	uint32_t token; /* AUDIT_ARCH_*, what seccomp_data.arch is */
	const struct prove_rule *rules;
	size_t count; /* of rules */
	uint32_t otherwise;
};

/* Each token stands once. `otherwise` is the result for all other architectures.
 *
 * A result is what the program must return, all 32 bits of it. Allowed are ALLOW, LOG,
 * KILL_PROCESS, KILL_THREAD and USER_NOTIF without data, ERRNO with 0 to 4095 (the kernel
 * would cut off a larger one), TRAP and TRACE with any data. Anything else is refused, in
 * the policy and in the program. */
struct prove_policy {
	const struct prove_arch *archs;
	size_t count; /* of archs */
	uint32_t otherwise;
};

enum prove_status {
	PROVE_EQUAL,     /* proved */
	PROVE_DIFFERS,   /* example says where */
	PROVE_FORM,      /* the program: an instruction that is not understood, or a bad one */
	PROVE_POLICY,    /* the policy is no policy, as said above */
	PROVE_MEMORY,    /* more memory is needed than was given */
	PROVE_INTRICATE, /* more work is needed than MOST_WORK in prove.c permits */
};

struct prove_outcome {
	enum prove_status status;
	/* FORM, POLICY: what is wrong, to be printed after "instruction N: " or "rule N: ", and
	 * N. A program that is wrong as a whole is so at its last instruction. A wrong policy
	 * also has the index of its architecture; where that is no rule's fault, N is
	 * SIZE_MAX. */
	const char *reason;
	size_t at, arch;
	/* DIFFERS: a call, what the program answers to it, and what the policy says. The same is
	 * true of each call that has the example's bits where those of `fixed` are set. */
	struct seccomp_data example, fixed;
	uint32_t answered, intended;
	/* How many paths from the first instruction to a result some call takes, and how many
	 * cubes (conjunctions of single bits) were shown to be empty. */
	size_t paths, cubes;
	/* EQUAL: the first instruction that no call reaches; if there is none, `count`. */
	size_t unreached;
};

/* Bytes of memory that do for any program of so many instructions, and any policy with so many
 * rules, if each number is matched by at most eight rules on average. What is not needed is
 * not touched. */
size_t prove_room(size_t instructions, size_t rules);

/* Compares the program of `count` instructions to the policy, using `size` bytes of memory
 * (at any alignment, with any content). Returns outcome->status.
 *
 * Understood are "ld" of any word of struct seccomp_data, "and" and the tests ==, >, >= and &
 * with a constant, jumps, and "ret" of a constant. The kernel accepts more (bpf_check_classic
 * in net/core/filter.c, seccomp_check_filter in kernel/seccomp.c); such programs are refused,
 * as are those that it refuses. Words are little-endian: the low half of an argument first. */
enum prove_status prove(const struct sock_filter *program, size_t count,
    const struct prove_policy *policy, void *memory, size_t size, struct prove_outcome *outcome);

#endif
