/* Step 5. */
#ifndef PILLBOX_CORE_SEAL_H
#define PILLBOX_CORE_SEAL_H

#include <stdbool.h>

#include "core/policy.h"

/* Puts up every layer, the filter last; keep is the highest descriptor that
 * stays. Returns only sealed: a mandatory layer that fails ends the run with
 * status 71, before any input byte was read. */
void seal(const struct filter *, int keep);

/* The same for the feeder, which has to open files and to leave descriptors that
 * it inherited as they are: fewer layers, the filter last. Returns 0, or the
 * errno of the mandatory layer that failed. */
int seal_feeder(const struct filter *);

/* Says which layer failed, and ends the run with status 71. */
_Noreturn void seal_failed(const char *layer, int error);

#endif
