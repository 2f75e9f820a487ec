/* What stands before the elements of the array of xxd -i, and after them. */
#ifndef PILLBOX_APPLETS_XXD_ARRAY_H
#define PILLBOX_APPLETS_XXD_ARRAY_H

#include <stdbool.h>

#include "lib/sink.h"

/* The name becomes an identifier of C, with capitals if these are wanted. */
void array_begin(struct sink *, const char *name, bool capitals);
void array_end(struct sink *, const char *name, bool capitals, uint64_t count);

#endif
