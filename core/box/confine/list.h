/* The lists of --deny and --allow. */
#ifndef PILLBOX_CORE_BOX_CONFINE_LIST_H
#define PILLBOX_CORE_BOX_CONFINE_LIST_H

#include "core/box/confine/policy.h"

/* Texts as they were given, each a list joined by commas: names, numbers, @sets, NAME:ERRNO. */
struct list {
	const char **texts;
	size_t count;
	bool is_allow;
};

/* What the lists say. A mistake is a usage error. */
struct policy_written list_parse(const struct list *);

/* Finds the calls that were given by number, for this entry. */
void list_find_numbers(struct policy_written *, enum entry);

/* The policy of a set that is there; it ends the run where it is not. */
struct policy_written set_find(const char *name);

#endif
