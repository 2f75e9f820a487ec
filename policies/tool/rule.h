/* The rules of a policy: one for each line, that is for each system call. */
#ifndef PILLBOX_POLICIES_TOOL_RULE_H
#define PILLBOX_POLICIES_TOOL_RULE_H

#include <stddef.h>
#include <stdint.h>

enum { ARGUMENTS = 6 };

struct condition {
	const char *text; /* the value as written, inside the policy's text; NULL: any value */
	int length;       /* of text */
	uint64_t value;
};

/* A conjunction: args[N] is the condition on argN. */
struct alternative {
	struct condition args[ARGUMENTS];
};

/* A rule without alternatives allows its call with any arguments. */
struct rule {
	const char *name; /* the call's */
	int number;       /* on the architecture that the policy is compiled for */
	const char *path; /* the file that the line is in: the policy's or an included one */
	unsigned line;
	struct alternative *alternatives;
	size_t count;
};

enum relation {
	APART,   /* neither allows everything that the other allows */
	SAME,    /* both allow the same */
	COVERING /* one allows more than the other, and all of it */
};

/* How the alternative relates to the rule's: to the first that it is not APART from. */
enum relation relate(const struct rule *, const struct alternative *);

#endif
