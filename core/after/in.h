/* The inputs of a sealed run, as they are prepared before the seal. */
#ifndef PILLBOX_CORE_AFTER_IN_H
#define PILLBOX_CORE_AFTER_IN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/after/feed.h"
#include "core/descriptors.h"

/* What is to be read, and where it comes from. */
struct in_plan {
	char *const *names;       /* operands; NULL: standard input, or a list */
	const char *list;         /* the name of the list of names, or NULL */
	const char *empty;        /* struct operands' */
	const char *unopened;     /* the same */
	bool waits;               /* some may be no regular file, and block when they are opened
	                             or read; true for a list, until in_facts() */
	bool several;             /* they come through the pair */
	struct feed_message only; /* else: of the only one, which is descriptor 0 already */
};

/* Keeps the plan, which must stay where it is. Called before the seal. */
void in_setup(const struct in_plan *);

#endif
