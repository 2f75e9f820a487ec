/* The part of a policy's line after the colon. */
#ifndef PILLBOX_POLICIES_TOOL_PARSE_BODY_H
#define PILLBOX_POLICIES_TOOL_PARSE_BODY_H

#include <stdbool.h>

#include "policies/tool/architecture.h"
#include "policies/tool/rule.h"
#include "policies/tool/token.h"

/* Parses "1", or alternatives, up to the end of the line, and adds the alternatives to the
 * rule. If that fails, it reports why and returns false. */
bool parse_body(struct tokens *, const struct architecture *, struct rule *);

#endif
