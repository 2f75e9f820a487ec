/* What pillbox does under its own name. */
#ifndef PILLBOX_CORE_BOX_H
#define PILLBOX_CORE_BOX_H

#include <stdbool.h>

#include "core/applet.h"
#include "core/policy.h"

/* The applet of that name or alias, or NULL. */
const struct applet *box_find(const char *name);

/* Says that there is no applet of that name; returns the exit status. */
int box_not_found(const char *name);

/* Carries out one of the box's own options, args[0], or prints the short usage
 * where there is no argument at all; returns the exit status. */
int box_run(char **args);

/* pillbox --install [-c] [-s] [-f] [DIR]; args are those after the first word. */
int box_install(char **args);

/* pillbox --policy [NAME], or --policy --bpf NAME; args are those after the first word. */
int box_policy(char **args);

/* Whether the policy is the applet's own or that of one of its modes. */
bool policy_of(const struct policy *, const struct applet *);

/* Whether it is another one where there are several inputs. */
bool policy_several(const struct policy *);

/* pillbox --check */
int box_check(void);

#endif
