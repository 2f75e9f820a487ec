/* Policy files, parsed. */
#ifndef PILLBOX_POLICIES_TOOL_PARSE_H
#define PILLBOX_POLICIES_TOOL_PARSE_H

#include <stddef.h>

#include "policies/tool/architecture.h"
#include "policies/tool/rule.h"

struct source {
	const char *path; /* as given */
	char *name;       /* "wc-bytes" for policies/wc-bytes.policy; NULL: a wrong name */
	char *text;       /* with the included lines in the place of @include */
	size_t size;
	struct rule *rules; /* the included ones first */
	size_t count;
	const struct source *included; /* NULL: it includes none */
};

/* Parses the policy of that path. Everything outside the syntax is reported by wrong(), the
 * first such thing of each line; if there was any, the result is not to be used. What it
 * points to lives as long as the process. */
struct source parse(const char *path, const struct architecture *);

#endif
