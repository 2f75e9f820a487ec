/* A policy as compiled in: its text, for people, and its filters, for the kernel.
 * build/gen/filters.c defines one for each policies/NAME.policy but plain.policy, which
 * others include, and feed.policy, which is united with the others for runs with several
 * inputs. A policy whose runs never have several has no such union, and no filter that
 * could be loaded for one. */
#ifndef PILLBOX_CORE_POLICY_H
#define PILLBOX_CORE_POLICY_H

#include <linux/filter.h>
#include <stdbool.h>
#include <stddef.h>

#include "lib/bpf/disassemble.h"

struct filter {
	const struct sock_filter *code;
	unsigned short count; /* instructions */
};

struct policy {
	const char *name;         /* "wc", "wc-bytes" */
	const char *text;         /* the file, as it was compiled */
	const char *text_several; /* the union with feed.policy, one call a line; or NULL */
	struct filter one;        /* for none or one input */
	struct filter several;    /* the union, for several inputs; or no instructions */
};

/* Whether it has a filter for several inputs. */
static inline bool
policy_several(const struct policy *p)
{
	return p->several.count != 0;
}

extern const struct policy *const policies[]; /* sorted by name */
extern const size_t policy_count;

/* The architecture that the filters are for, and the calls that policies name. */
extern const struct machine policy_machine;

#endif
