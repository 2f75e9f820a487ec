/* Landlock, for the seal: what a process may do with files and other processes by their names.
 * Both functions return 0, an errno, or SEAL_KILLS if an outer filter kills for a call. */
#ifndef PILLBOX_CORE_BEFORE_LANDLOCK_H
#define PILLBOX_CORE_BEFORE_LANDLOCK_H

#include <stdbool.h>

/* Denies everything that this kernel can deny, but no signals if there may be a feeder. */
int landlock_nothing(bool feeder);

/* Denies everything but to read what is in a folder, whose descriptor this is. */
int landlock_beneath(int folder);

#endif
