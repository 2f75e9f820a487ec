/* A layer of the seal, as pillbox --check and diagnostics name it. */
#ifndef PILLBOX_CORE_LAYER_H
#define PILLBOX_CORE_LAYER_H

#include <stdbool.h>

struct seal_layer {
	const char *name;
	bool mandatory;
};

/* In place of an errno: the layer was left out, because an outer filter kills for one of its
 * calls. */
enum { SEAL_KILLS = -1 };

/* Reports a layer. error is 0 if it was set up, else an errno or SEAL_KILLS. */
typedef void seal_tell(const struct seal_layer *, int error);

#endif
