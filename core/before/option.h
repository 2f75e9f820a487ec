/* The option table of an applet, with the options that all applets have. */
#ifndef PILLBOX_CORE_BEFORE_OPTION_H
#define PILLBOX_CORE_BEFORE_OPTION_H

#include "core/applet.h"

/* The i-th option, the common ones after the applet's own; NULL at the end. */
const struct opt *option_at(const struct applet *, size_t i);

#endif
