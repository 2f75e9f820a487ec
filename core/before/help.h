/* --help and --version of an applet. Both print to standard output and end the run. */
#ifndef PILLBOX_CORE_BEFORE_HELP_H
#define PILLBOX_CORE_BEFORE_HELP_H

#include "core/applet.h"

/* Usage, summary and options, for the name that the applet was called by. */
_Noreturn void help_applet(const struct applet *, const char *invoked);

/* "NAME (pillbox) VERSION" and the licence. */
_Noreturn void help_version(const struct applet *);

#endif
