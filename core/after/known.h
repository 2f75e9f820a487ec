/* What the steps before the seal found out: see utf8_locale(), cpu_level() and
 * reserved() in core/applet.h. */
#ifndef PILLBOX_CORE_AFTER_KNOWN_H
#define PILLBOX_CORE_AFTER_KNOWN_H

#include <stdbool.h>

#include "core/applet.h"

/* They are called before the seal; until then the answers are false, CPU_PLAIN, and
 * no memory. */
void utf8_setup(bool utf8);
void cpu_setup(enum cpu_level level);
void reserve_setup(struct memory);

#endif
