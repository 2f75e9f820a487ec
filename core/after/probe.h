/* What the children of pillbox --check do once the filter may be in force. */
#ifndef PILLBOX_CORE_AFTER_PROBE_H
#define PILLBOX_CORE_AFTER_PROBE_H

#include "core/seal.h"

/* What a child says of a layer. Its memory is a copy of its parent's. */
struct probe_report {
	const struct seal_layer *layer;
	int error;
};

/* Writes a report to standard output. */
void probe_tell(const struct seal_layer *, int error);

/* Makes no call; or one that no policy has. */
void probe_nothing(void);
void probe_forbidden(void);

#endif
