/* Policies as somebody wrote them, in a file or on the command line. */
#ifndef PILLBOX_CORE_BOX_CONFINE_POLICY_H
#define PILLBOX_CORE_BOX_CONFINE_POLICY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/box/confine/rules.h"

/* Stands for the result that denied calls have: to be killed, or what --errno says. No
 * filter returns it. */
enum { RESULT_DENY = 1 };

enum { ARGUMENTS = 6 };

/* An alternative of what was written, with the masks and values that were written. */
struct line {
	int call;        /* its index in the table; CALL_NONE: a number that it has not */
	uint32_t number; /* then */
	uint32_t result;
	unsigned at;                    /* in the file; 0: on the command line, or in a set */
	const char *file;               /* where it stands */
	const struct prove_test *tests; /* all must hold */
	uint32_t count;                 /* of them; 0: it holds whatever the arguments are */
};

/* The first line that holds decides. */
struct policy_written {
	struct line *lines;
	size_t count;
	uint32_t otherwise; /* of calls that no line names */
	bool has_siblings;  /* what denies a call denies those that can do the same */
};

/* Reads a policy's text. Its first mistake ends the run with SEAL_FAILED and a message that
 * names the file and the line. The text must stay. */
struct policy_written policy_parse(const char *file, const char *text, size_t size);

/* Adds a line; its tests must stay. */
void policy_add(struct policy_written *, const struct line *);

/* Whether the policy permits what it does not name. */
static inline bool
policy_is_deny_list(const struct policy_written *p)
{
	return p->otherwise == RESULT_ALLOW;
}

/* What the policy means for calls by this entry, where denied ones have that result. Ends the
 * run with SEAL_FAILED where a line cannot be kept. */
struct rules policy_mean(const struct policy_written *, enum entry, uint32_t denied);

#endif
