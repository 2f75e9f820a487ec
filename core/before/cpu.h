/* Which engines a run uses. */
#ifndef PILLBOX_CORE_BEFORE_CPU_H
#define PILLBOX_CORE_BEFORE_CPU_H

#include "core/applet.h"

/* Sets cpu_features() for these inputs. A PILLBOX_CPU that names no level ends the
 * run. */
void cpu_choose(const struct facts *);

#endif
