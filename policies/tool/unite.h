/* The union of a policy with feed.policy, for runs with several inputs. */
#ifndef PILLBOX_POLICIES_TOOL_UNITE_H
#define PILLBOX_POLICIES_TOOL_UNITE_H

#include "policies/tool/parse.h"

/* The policy's rules in their order, with the feed's alternatives for the same calls, then
 * the feed's other rules. Overlaps that are not equal are reported by wrong(). */
struct source unite(const struct source *policy, const struct source *feed);

#endif
