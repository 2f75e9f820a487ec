/* Step 5. */
#ifndef PILLBOX_CORE_SEAL_H
#define PILLBOX_CORE_SEAL_H

#include <stdbool.h>

#include "core/policy.h"

/* Puts up every layer, the filter last; keep is the highest descriptor that
 * stays. Returns only sealed: a mandatory layer that fails ends the run with
 * status 71, before any input byte was read. */
void seal(const struct filter *, int keep);

#endif
