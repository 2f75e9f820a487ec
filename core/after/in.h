/* The inputs of a sealed run, as they are prepared before the seal. */
#ifndef PILLBOX_CORE_AFTER_IN_H
#define PILLBOX_CORE_AFTER_IN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/after/feed.h"
#include "core/descriptors.h"

struct digest_rule;
struct input;

/* What is to be read, and where it comes from. */
struct in_plan {
	char *const *names;                /* operands; NULL: standard input, or a list of names */
	size_t count;                      /* of operands */
	const struct digest_rule *checked; /* struct operands' */
	const char *list;                  /* the name of the list of names, or NULL */
	const char *empty;                 /* struct operands' */
	const char *unopened;              /* the same */
	bool waits;               /* some may be no regular file, and block when they are opened
	                             or read; true for a list, until in_facts() */
	bool several;             /* they come through the pair */
	struct feed_message only; /* else: of the only one, which is descriptor 0 already */
};

/* Keeps the plan, which must stay where it is. Called before the seal. */
void in_setup(const struct in_plan *);

/* The next message of the pair. A descriptor comes with an opened input, with nothing else,
 * and becomes 0. */
struct feed_message in_receive(void);

/* Fills in what came with an opened input. */
void in_describe(struct input *, const char *name, const struct feed_message *);

/* Ends the run: the feeder is gone, or sent what makes no sense. */
_Noreturn void inputs_lost(void);

/* Keeps the plan, as in_setup() does, for core/after/checked.c. */
void checked_setup(const struct in_plan *);

#endif
