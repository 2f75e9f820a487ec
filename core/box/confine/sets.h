/* The sets of confine: policies/sets, parsed by the build. */
#ifndef PILLBOX_CORE_BOX_CONFINE_SETS_H
#define PILLBOX_CORE_BOX_CONFINE_SETS_H

#include <stdbool.h>
#include <stdint.h>

#include "core/box/confine/policy.h"

/* build/gen/sets.c, which tools/sets.c writes. Of each set, in the order of their names: its
 * name and what it is for, each ended by a NUL; a line that has no call, with the result of calls
 * that the set does not name, and then its lines; the tests of all of these. The end is an empty
 * name and a line that has no call. */
struct set_line {
	int16_t call;
	uint16_t count; /* of tests */
	uint32_t result;
};

extern const char set_names[];
extern const struct set_line set_lines[];
extern const struct prove_test set_tests[];

struct set {
	const char *name, *about;
	const struct set_line *lines;
	const struct prove_test *tests;
};

/* Steps on to the next set; to the first one if the name is NULL. False at the end. */
bool set_next(struct set *);

/* The set's policy. */
struct policy_written set_policy(const struct set *);

/* Whether lists may name it: the sets "default", "no-net" and "strict" are options. */
bool set_is_option(const char *name);

#endif
