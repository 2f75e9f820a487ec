/* What the steps before the seal found out, and both sides may ask for: see
 * utf8_locale() and cpu_level() in core/applet.h. */
#ifndef PILLBOX_CORE_AFTER_KNOWN_H
#define PILLBOX_CORE_AFTER_KNOWN_H

#include <stdbool.h>

#include "lib/cpu.h"

/* Both are called before the seal; until then the answers are false and CPU_PLAIN. */
void utf8_setup(bool utf8);
void cpu_setup(enum cpu_level level);

#endif
