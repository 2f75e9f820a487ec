/* Policies as confine means them: rules of both entries, the first that matches decides. */
#ifndef PILLBOX_CORE_BOX_CONFINE_RULES_H
#define PILLBOX_CORE_BOX_CONFINE_RULES_H

#include <linux/seccomp.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/box/confine/calls.h"
#include "lib/prove/prove.h"

enum { RESULT_ALLOW = SECCOMP_RET_ALLOW };

/* The result that makes a call fail with that errno. */
static inline uint32_t
result_errno(int error)
{
	return SECCOMP_RET_ERRNO | (uint32_t)error;
}

/* The rules of one entry. why[i] is why rules[i] is there, where nobody asked for it; or NULL.
 * The name of a call is why its siblings are there. */
struct rules {
	struct prove_rule *rules;
	const char **why;
	size_t count, room;
	uint32_t otherwise;
};

/* Adds a rule at the end; the tests are copied. */
void rules_add(struct rules *, uint32_t first, uint32_t last, const struct prove_test *,
    uint32_t count, uint32_t result, const char *why);

/* Makes the last rule the first. */
void rules_move_to_front(struct rules *);

/* Whether there is a rule for this one number that holds whatever the arguments are. */
bool rules_decide(const struct rules *, uint32_t number);

/* Adds a rule for each run of numbers that the table of calls has. */
void rules_add_known(struct rules *, enum entry, uint32_t result);

/* What both of them permit, as two filters would: of two results the stricter one. Where both
 * make a call fail, that of the second. */
struct rules rules_both(const struct rules *, const struct rules *);

/* The result for a call of this entry. */
uint32_t rules_answer(const struct rules *, const struct seccomp_data *);

#endif
