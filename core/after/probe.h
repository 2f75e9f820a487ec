/* What the children of pillbox --check do once the filter may be in force. */
#ifndef PILLBOX_CORE_AFTER_PROBE_H
#define PILLBOX_CORE_AFTER_PROBE_H

#include "core/layer.h"

/* A child's report of a layer. The pointer is good in the parent, whose memory the child
 * has a copy of. */
struct probe_report {
	const struct seal_layer *layer;
	int error;
};

/* Writes a report to standard output. */
void probe_tell(const struct seal_layer *, int error);

/* Makes no system call; makes one that no policy allows. */
void probe_nothing(void);
void probe_forbidden(void);

#endif
