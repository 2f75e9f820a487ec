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
#include <stdint.h>

#include "lib/bpf/disassemble.h"

/* Places, not pointers: each pointer would be relocated at the start of every applet. */
struct filter {
	uint32_t at;    /* in policy_code */
	uint16_t count; /* instructions */
};

struct policy {
	char name[24];         /* "wc", "wc-bytes" */
	uint32_t text;         /* in policy_texts: the file, as it was compiled */
	uint32_t text_several; /* the union with feed.policy, one call a line, if there is one */
	struct filter one;     /* for none or one input */
	struct filter several; /* the union, for several inputs; or no instructions */
};

extern const struct sock_filter policy_code[]; /* of all filters */
extern const char policy_texts[];              /* each ended by a NUL */

static inline const struct sock_filter *
filter_code(const struct filter *f)
{
	return policy_code + f->at;
}

/* As the kernel takes it. */
static inline struct sock_fprog
filter_program(const struct filter *f)
{
	return (struct sock_fprog){f->count, (struct sock_filter *)(uintptr_t)filter_code(f)};
}

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
