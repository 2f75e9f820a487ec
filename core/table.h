/* The applets that there are: build/gen/table.c, written by the Makefile from
 * the folders in applets/. */
#ifndef PILLBOX_CORE_TABLE_H
#define PILLBOX_CORE_TABLE_H

#include <stddef.h>

#include "core/applet.h"

extern const struct applet *const applets[]; /* sorted by name */
extern const size_t applet_count;

/* The applet of that name or alias, or NULL. */
const struct applet *table_find(const char *name);

#endif
