/* The modes that the release binary can be sealed in: one for each filter that it
 * holds, and what that filter's policy permits, as the prover reads its text. */
#ifndef PILLBOX_TESTS_MODE_H
#define PILLBOX_TESTS_MODE_H

#include <stdbool.h>
#include <stddef.h>

#include "core/policy.h"
#include "policies/tool/prove_policy.h"

struct mode {
	char *name; /* "wc-bytes", or "wc-bytes+feed" where there are several inputs */
	const struct filter *filter;
	struct permitted permitted;
};

/* Fills *modes with all modes, sorted by policy; returns their number. Exits with
 * status 1 if a policy cannot be parsed. */
size_t modes_load(struct mode **modes);

/* The value that a box pins an argument to; false if it may be any. */
bool box_argument(const struct box *, unsigned argument, unsigned long *value);

/* The call of a box. */
unsigned long box_call(const struct box *);

/* The first box of the mode that contains such a call, or NULL. */
const struct box *mode_permits(
    const struct mode *, unsigned long call, const unsigned long args[ARGS]);

/* Writes a box as "lseek(0,*,1)", with a star for an argument that may be any. */
void box_print(char *text, size_t size, const struct box *);

#endif
