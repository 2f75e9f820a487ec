/* The most that any policy may permit. */
#ifndef PILLBOX_POLICIES_TOOL_PROVE_PINS_H
#define PILLBOX_POLICIES_TOOL_PROVE_PINS_H

#include <stdbool.h>

#include "policies/tool/prove_policy.h"
#include "policies/tool/prove_reason.h"

/* Whether a policy of that name may have this alternative: "wc", or "wc+feed" for several
 * inputs. */
bool prove_pinned(
    const char *policy, const struct architecture *, const struct box *, struct reason *);

#endif
