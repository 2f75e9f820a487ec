/* The filters that the kernel runs, as libseccomp makes them of rules. */
#ifndef PILLBOX_POLICIES_TOOL_PROGRAM_H
#define PILLBOX_POLICIES_TOOL_PROGRAM_H

#include <linux/filter.h>
#include <stdbool.h>
#include <stddef.h>

#include "policies/tool/architecture.h"
#include "policies/tool/parse.h"

struct program {
	struct sock_filter code[BPF_MAXINSNS];
	size_t count;
};

/* To be called first: the output must not depend on the kernel that the compiler runs on. */
void program_setup(void);

/* Compiles the source's rules. False if libseccomp made a comparison that may look at the
 * wrong field; any other failure ends the compiler. */
bool program_compile(struct program *, const struct source *, const struct architecture *);

#endif
