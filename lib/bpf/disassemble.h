/* Filters as text: the form that people review, and that `pillbox --policy` prints. */
#ifndef PILLBOX_LIB_BPF_DISASSEMBLE_H
#define PILLBOX_LIB_BPF_DISASSEMBLE_H

#include <linux/filter.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/text/text.h"

/* An architecture, and its system calls that policies name. */
struct machine {
	const char *name;   /* "x86_64" */
	uint32_t token;     /* AUDIT_ARCH_X86_64 */
	const struct call_name {
		const char *name;
		uint32_t number;
	} *calls;
	size_t count; /* of calls */
};

/* Appends a line for each of at most BPF_MAXINSNS instructions: index, code, jt, jf and k, two
 * blanks, and the same in words. A reviewer can check the words against the raw numbers. An
 * instruction that no policy needs is shown as "?". */
void disassemble(struct text *, const struct sock_filter *, size_t count, const struct machine *);

#endif
