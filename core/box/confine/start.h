/* The start of COMMAND: the one call that confine makes under its own filter. */
#ifndef PILLBOX_CORE_BOX_CONFINE_START_H
#define PILLBOX_CORE_BOX_CONFINE_START_H

#include <linux/seccomp.h>
#include <stdbool.h>

#include "core/box/confine/rules.h"
#include "core/box/confine/target.h"

/* A call of X86_64, ready to be made. */
struct start {
	struct seccomp_data call;
	bool is_pinned; /* it is permitted by a rule of its own, for these arguments alone */
	bool is_placed; /* and from an instruction in those pages alone */
};

/* execve, as any program starts another. */
struct start start_plainly(const struct target *, char **args);

/* execveat, with all that it points to in pages that confine maps where no image has any, and
 * made by code in them, unless somebody forbids to map code. The folder of COMMAND is an open
 * descriptor, which the new image does not have; but a script's interpreter must find the
 * script by its path. Ends the run with SEAL_FAILED where that
 * cannot be prepared. */
struct start start_pinned(const struct target *, char **args);

/* Adds the rule that permits the call. */
void start_permit(const struct start *, struct rules *);

/* Adds the rules that permit start_end(), where there are none. */
void start_permit_end(const struct start *, struct rules *);

/* Whether a program that these rules are for can map the pages, and repeat the call. */
bool start_is_repeatable(const struct start *, const struct rules *, enum entry);

/* Makes the call. Returns only where it fails, with the errno. */
int start_now(const struct start *);

/* Ends the run after that, with NOT_EXECUTABLE or NOT_FOUND. */
_Noreturn void start_end(const struct start *, int status);

#endif
