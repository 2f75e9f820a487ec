/* What pillbox answers under its own name. */
#ifndef PILLBOX_CORE_BOX_H
#define PILLBOX_CORE_BOX_H

#include <stdbool.h>

#include "core/applet.h"
#include "core/policy.h"

/* The applet of that name or alias, or NULL. */
const struct applet *box_find(const char *name);

/* Carries out one of the box's own options, which stands at args[0], or the
 * short usage for no argument at all; returns the exit status. */
int box_run(char **args);

/* pillbox --install [-s] [-f] [DIR], with args behind the first word. */
int box_install(char **args);

/* pillbox --policy [APPLET], or --policy --bpf NAME, with args behind the first word. */
int box_policy(char **args);

/* Whether the policy is the applet's own or that of one of its modes. */
bool policy_of(const struct policy *, const struct applet *);

/* Whether it is another one where there are several inputs. */
bool policy_several(const struct policy *);

/* pillbox --check */
int box_check(void);

#endif
