/* What the command line of confine asks for. */
#ifndef PILLBOX_CORE_BOX_CONFINE_REQUEST_H
#define PILLBOX_CORE_BOX_CONFINE_REQUEST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/applet.h"
#include "core/box/confine/list.h"
#include "core/box/confine/policy.h"

struct request {
	struct list list;
	struct policy_written listed; /* what the lists say */
	const char **policies;        /* files */
	struct policy_written *parsed;
	size_t policy_count;
	const char **programs; /* files */
	size_t program_count;
	uint32_t denied; /* the result of what a list denies */
	bool is_strict, has_no_net, is_for_both, is_verbose;
	bool prints, lists_sets, lists_calls;
	const char *dump; /* a file, or NULL */
};

extern const struct opt confine_options[];

/* Takes the options; a mistake is a usage error. Moves COMMAND and its arguments to the begin
 * of args, and sets *count to their number. Reads the policies. */
const struct request *request_parse(const char *name, char **args, size_t *count);

#endif
