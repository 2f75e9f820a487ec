/* Calls that an outer filter may kill for. */
#ifndef PILLBOX_CORE_BEFORE_OUTER_H
#define PILLBOX_CORE_BEFORE_OUTER_H

#include <stdbool.h>

/* Calls of the optional layers of the seal. An outer filter may kill for those that it does
 * not know: systemd 252's @system-service has no call of Landlock and, without @privileged,
 * no capset. */
enum optional {
	CAPGET,
	CAPSET,
	CLOSE_RANGE,
	LANDLOCK_CREATE,
	LANDLOCK_ADD,
	LANDLOCK_RESTRICT,
	OPTIONAL
};

/* Whether a process that makes this call survives. Ask only after PR_SET_DUMPABLE: to
 * write a child's core, kernels before 5.16 kill all processes that share its memory. */
bool is_survived(enum optional);

#endif
