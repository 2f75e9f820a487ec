/* pillbox confine [OPTION]... [--] COMMAND [ARG]... */
#ifndef PILLBOX_CORE_BOX_CONFINE_CONFINE_H
#define PILLBOX_CORE_BOX_CONFINE_CONFINE_H

/* Runs a command under a filter: it then is COMMAND, or ends with COMMAND's status. args are
 * those after its own name, which is the link's or "confine". */
int confine(const char *name, char **args);

#endif
