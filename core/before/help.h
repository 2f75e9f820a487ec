/* --help and --version of an applet. Both print to standard output and end the run. */
#ifndef PILLBOX_CORE_BEFORE_HELP_H
#define PILLBOX_CORE_BEFORE_HELP_H

#include "core/table.h"

/* Usage, summary and options. */
_Noreturn void help_applet(const struct spelling *);

/* "NAME (pillbox) VERSION" and the licence. */
_Noreturn void help_version(const struct spelling *);

#endif
