/* An applet's table of options, with those that all applets have. */
#ifndef PILLBOX_CORE_BEFORE_OPTION_H
#define PILLBOX_CORE_BEFORE_OPTION_H

#include "core/applet.h"

/* The i-th option, the common ones after the applet's own, if it has any. NULL after the
 * last. */
const struct opt *option_at(const struct opt *options, size_t i);

#endif
