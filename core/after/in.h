/* The inputs of a sealed run, as the steps before it leave them. */
#ifndef PILLBOX_CORE_AFTER_IN_H
#define PILLBOX_CORE_AFTER_IN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/after/feed.h"
#include "core/descriptors.h"

/* What is to be read. */
struct in_plan {
	char *const *names; /* operands; NULL: standard input, or a list */
	const char *list;   /* the name of the list of names, or NULL */
	const char *empty;  /* struct operands' */
	bool waits;         /* some may be no regular file: even to open that can take long; */
	                    /* of a list, until in_facts() */
	bool several;       /* they come through the pair; else the only one */
	                    /* is descriptor 0 already, and this is its message */
	struct feed_message only;
};

/* Called before the seal; the plan stays where it is. */
void in_setup(const struct in_plan *);

#endif
