/* Random policies of the kind that confine has, such as libseccomp can make a filter of. */
#ifndef PILLBOX_TESTS_RANDOM_POLICY_H
#define PILLBOX_TESTS_RANDOM_POLICY_H

#include <linux/seccomp.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/box/confine/calls.h"
#include "lib/prove/prove.h"

enum { MOST_CALLS = 120, ALTERNATIVES = 3, TESTS = 3, RULES = MOST_CALLS * ALTERNATIVES + 2 };

struct policy {
	struct prove_arch archs[ENTRIES];
	struct prove_policy whole;
	struct prove_rule rules[ENTRIES][RULES];
	struct prove_test tests[ENTRIES][RULES][TESTS];
	int call[ENTRIES][RULES];
};

/* The one that make_policy() made. The last rule of x86-64 is libseccomp's answer to x32. */
extern struct policy policy;

/* Of the random numbers; not 0. */
extern uint64_t random_state;

/* From 0 to below - 1. */
uint32_t pseudo(uint32_t below);

/* Often one near which comparisons go wrong. */
uint64_t any_value(void);

void make_policy(void);

/* What the policy answers. */
uint32_t meant(const struct seccomp_data *);

#endif
