/* Filters on paper: one form for the files that people review and for what
 * `pillbox --policy` prints. */
#ifndef PILLBOX_LIB_BPF_DISASSEMBLE_H
#define PILLBOX_LIB_BPF_DISASSEMBLE_H

#include <linux/filter.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/text/text.h"

/* What numbers mean: those of an architecture's system calls that policies name. */
struct machine {
	const char *name;   /* "x86_64" */
	uint32_t token;     /* AUDIT_ARCH_X86_64 */
	const struct call_name {
		const char *name;
		uint32_t number;
	} *calls;
	size_t count; /* of calls */
};

/* Appends a line for each instruction: index, code, jt, jf and k, then two blanks
 * and the same in words. The raw numbers stand beside the words, so that neither
 * can lie about the other. count <= BPF_MAXINSNS; what no policy needs is shown
 * as "?". */
void disassemble(struct text *, const struct sock_filter *, size_t count, const struct machine *);

#endif
