/* What a policy permits, as the prover reads it. The prover shares nothing with the compiler
 * and uses nothing of libseccomp: what both agree on was understood twice. */
#ifndef PILLBOX_POLICIES_TOOL_PROVE_POLICY_H
#define PILLBOX_POLICIES_TOOL_PROVE_POLICY_H

#include <linux/seccomp.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "policies/tool/prove_reason.h"

/* A filter sees struct seccomp_data as 32-bit words. The low half of an argument comes
 * first: both x86-64 and AArch64 are little-endian. */
enum {
	WORD_NUMBER = offsetof(struct seccomp_data, nr) / 4,
	WORD_ARCH = offsetof(struct seccomp_data, arch) / 4,
	WORD_IP = offsetof(struct seccomp_data, instruction_pointer) / 4,
	WORD_ARGS = offsetof(struct seccomp_data, args) / 4,
	WORDS = sizeof(struct seccomp_data) / 4,
	ARGS = 6,
};

struct name {
	const char *text;
	uint64_t value;
};

struct architecture {
	const char *name; /* as `uname -m` prints it */
	uint32_t audit;   /* AUDIT_ARCH_*, what seccomp_data.arch must be */
	/* All calls, NO_CALL for those that only others have, and the constants that differ
	 * between architectures; the last of each has a NULL text. */
	const struct name *calls, *constants;
};

#define NO_CALL UINT64_MAX

/* NULL if there is none of that name. */
const struct architecture *architecture_find(const char *name);

/* One alternative of one call: all points of struct seccomp_data that have these values in
 * the pinned words, and any values in the others. */
struct box {
	bool pinned[WORDS];
	uint32_t value[WORDS];
};

/* What a policy permits: the union of its boxes. */
struct permitted {
	const struct architecture *arch;
	struct box boxes[256];
	size_t count;
	size_t calls; /* how many different system calls the boxes have */
};

/* Adds what the text permits to *permitted, whose arch the caller has set. If the text is
 * not wholly in the syntax of policies, returns false; the reason is then
 * "FILE:LINE: WHAT IS WRONG". */
bool permit(struct permitted *, const char *file, const char *text, struct reason *);

/* The name of a system call; NULL if it has none. */
const char *call_name(const struct architecture *, uint32_t number);

#endif
