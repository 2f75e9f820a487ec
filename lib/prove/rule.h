/* A policy's rules: whether they are any, and the arguments that they match as cubes. */
#ifndef PILLBOX_LIB_PROVE_RULE_H
#define PILLBOX_LIB_PROVE_RULE_H

#include <stdbool.h>
#include <stddef.h>

#include "lib/prove/cube.h"
#include "lib/prove/form.h"
#include "lib/prove/prove.h"

/* Whether the policy is one, as prove.h says. Otherwise the fault has the index of the rule, or
 * SIZE_MAX, and *arch is the index of the architecture. */
bool is_policy(const struct prove_policy *, struct fault *, size_t *arch);

/* False if a test has a value that its mask does not. */
bool rule_can_hold(const struct prove_rule *);

/* Narrows the cube to what the rule's tests match of it. False if that is nothing. */
bool rule_narrow(struct cube *, const struct prove_rule *);

/* Excludes what the rule's tests match; there is one at least, and they can hold. */
void rule_exclude(struct excluded *, const struct prove_rule *);

#endif
