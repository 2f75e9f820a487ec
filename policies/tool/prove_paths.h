/* The proof that a filter is its policy. */
#ifndef PILLBOX_POLICIES_TOOL_PROVE_PATHS_H
#define PILLBOX_POLICIES_TOOL_PROVE_PATHS_H

#include <linux/filter.h>
#include <stdbool.h>
#include <stddef.h>

#include "policies/tool/prove_policy.h"
#include "policies/tool/prove_reason.h"

/* Whether the program accepts exactly what is permitted, and has the form that
 * prove_paths.c demands. Sets *paths to the number of paths from the first instruction to a
 * result. */
bool prove_program(const struct sock_filter *, size_t count, const struct permitted *,
    size_t *paths, struct reason *);

#endif
