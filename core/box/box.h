/* What pillbox does under its own name. */
#ifndef PILLBOX_CORE_BOX_BOX_H
#define PILLBOX_CORE_BOX_BOX_H

/* Reports that there is no applet of that name. Returns the exit status. */
int box_not_found(const char *name);

/* Carries out one of the box's own options, args[0], or prints the short usage where
 * there is no argument at all. Returns the exit status. */
int box_run(char **args);

#endif
