/* Filters: made, proved, loaded. What fails ends the run with SEAL_FAILED. */
#ifndef PILLBOX_CORE_BOX_CONFINE_FILTER_H
#define PILLBOX_CORE_BOX_CONFINE_FILTER_H

#include <linux/filter.h>
#include <stddef.h>

#include "lib/prove/prove.h"

struct compiled {
	const char *name; /* of its file; NULL: it was made here, and is proved */
	const struct sock_filter *code;
	size_t count;
};

/* Makes the program that the policy means, and proves that it is that. */
struct compiled filter_make(const struct prove_policy *);

/* Reads a program, as pillbox --policy --bpf and enosys --dump write it, and checks that the
 * kernel will take it. */
struct compiled filter_read(const char *path);

/* Whether the program permits the call. */
_Bool filter_permits(const struct compiled *, const struct seccomp_data *);

/* Gives up new privileges, for good. Has the kernel say that it kills processes. */
void filters_prepare(void);

void filter_put_in_force(const struct compiled *);

#endif
