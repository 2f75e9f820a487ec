/* The call numbers of one architecture, cut into spans: no rule of the policy and no test of
 * the program tells the numbers of a span apart. So each call is looked at once, and with the
 * few rules that can match it. */
#ifndef PILLBOX_LIB_PROVE_CALLS_H
#define PILLBOX_LIB_PROVE_CALLS_H

#include <linux/filter.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/arena.h"
#include "lib/prove/prove.h"

/* Lists of rules, in the policy's order. Each ends with a rule without tests, or with a link
 * that has no rule: there the policy's `otherwise` holds. Spans share their lists' ends. */
struct link {
	const struct prove_rule *rule;
	const struct link *next;
};

struct span {
	uint32_t first, last;
	const struct link *rules;
	bool away; /* free for the caller: false at first */
};

/* Most numbers are below this. */
enum { CALLS_SMALL = 512 };

struct calls {
	struct span *spans; /* in order; together all numbers */
	size_t count;
	uint16_t small[CALLS_SMALL]; /* the span of each of these numbers */
	struct link otherwise; /* the link without a rule */
};

/* `tests` says which instructions compare the number. False if the arena is too small. */
bool calls_build(struct calls *, const struct prove_arch *, const struct sock_filter *program,
    size_t count, const bool *tests, struct arena *);

/* The index of the span that has this number. */
size_t calls_find(const struct calls *, uint32_t number);

#endif
