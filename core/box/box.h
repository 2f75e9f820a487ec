/* What pillbox answers under its own name. */
#ifndef PILLBOX_CORE_BOX_H
#define PILLBOX_CORE_BOX_H

#include <stdbool.h>

#include "core/applet.h"

/* The applet of that name or alias, or NULL. */
const struct applet *box_find(const char *name);

/* Carries out one of the box's own options, which stands at args[0], or the
 * short usage for no argument at all; returns the exit status. */
int box_run(char **args);

/* pillbox --install [-s] [-f] [DIR], with args behind the first word. */
int box_install(char **args);

/* pillbox --policy [APPLET] */
int box_policy(char **args);

#endif
