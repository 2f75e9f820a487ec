/* What the loader of shared libraries needs. */
#ifndef PILLBOX_CORE_BOX_CONFINE_LOADER_H
#define PILLBOX_CORE_BOX_CONFINE_LOADER_H

#include "core/box/confine/rules.h"
#include "core/box/confine/target.h"

/* Ends the run with SEAL_FAILED if COMMAND has a loader, and the rules refuse a call without
 * which it cannot load any library. */
void check_loader(const struct target *, const struct rules *);

#endif
