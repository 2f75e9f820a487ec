/* The prover's own view of a policy and of a filter. Nothing here is shared
 * with the compiler, and nothing of libseccomp is used: what both agree on was
 * understood twice. */
#ifndef PILLBOX_PROVE_H
#define PILLBOX_PROVE_H

#include <linux/filter.h>
#include <linux/seccomp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A filter sees struct seccomp_data as 32-bit words. The low half of an
 * argument comes first: both x86-64 and AArch64 are little-endian. */
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
	uint32_t audit;           /* AUDIT_ARCH_*, what seccomp_data.arch must be */
	const struct name *calls; /* ends with a text of NULL */
};

extern const struct architecture x86_64;

/* One alternative of one call: the points that have these values in the pinned
 * words, whatever stands in the others. */
struct box {
	bool pinned[WORDS];
	uint32_t value[WORDS];
};

/* What a policy permits: the union of its boxes. */
struct permitted {
	const struct architecture *arch;
	struct box boxes[256];
	size_t count;
	size_t calls; /* different system calls in it */
};

/* Adds what the policy text permits to *permitted, whose arch is set by the
 * caller. Where the text is not in the syntax of "Policies" in the design, says
 * "FILE:LINE: what is wrong" on stderr and exits with status 1. */
void permit(struct permitted *permitted, const char *file, const char *text);

/* Proves that the program of count instructions accepts exactly what is
 * permitted, and is built as prove_paths.c demands. Returns whether it holds;
 * where it does not, says "NAME: what is wrong" on stderr. *paths is how many
 * ways lead from the first instruction to a result. */
bool proves(const char *name, const struct sock_filter *code, size_t count,
    const struct permitted *permitted, size_t *paths);

/* Whether every alternative is within what a policy of that name may permit at all: see
 * prove_pins.c. Where one is not, says "POLICY: what is wrong" on stderr. */
bool pins(const char *policy, const struct permitted *);

/* Says "SUBJECT: what is wrong" on stderr. */
void complain(const char *subject, const char *format, va_list list)
    __attribute__((format(printf, 2, 0)));

/* The name of a system call, or NULL where no policy could name it. */
const char *call_name(const struct architecture *arch, uint32_t number);

#endif
