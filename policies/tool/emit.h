/* The compiled policies, written out: as C for the product, and as text for the people who
 * review a change of a filter. */
#ifndef PILLBOX_POLICIES_TOOL_EMIT_H
#define PILLBOX_POLICIES_TOOL_EMIT_H

#include <stdbool.h>
#include <stddef.h>

#include "lib/bpf/disassemble.h"
#include "policies/tool/parse.h"
#include "policies/tool/program.h"

struct compiled {
	struct source source; /* the policy, with what it includes */
	struct source united; /* and with feed.policy; unused if is_single */
	bool is_single;       /* for runs with no or one input only */
	struct program one, several;
};

/* Writes to that path the definitions of what core/policy.h declares. The policies are sorted
 * by name. Both functions end the compiler if they cannot write a file whole. */
void emit_c(const char *path, const struct compiled *, size_t count, const struct machine *);

/* Writes FOLDER/NAME.bpf and, unless the policy is single, FOLDER/NAME+feed.bpf: lines of
 * comment that begin with '#', then the disassembled filter. A policy that only includes
 * another one gets links to that one's files. */
void emit_text(const char *folder, const struct compiled *, const struct machine *);

#endif
