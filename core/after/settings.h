/* What a run keeps from before the seal: called_as(), utf8_locale(), cpu_level(),
 * cpu_features() and reserved() of core/applet.h. */
#ifndef PILLBOX_CORE_AFTER_SETTINGS_H
#define PILLBOX_CORE_AFTER_SETTINGS_H

#include <stdbool.h>

#include "core/applet.h"

/* Called before the seal. Until then the answers are the first name, false,
 * CPU_PLAIN, and no memory. */
void called_setup(struct called);
void utf8_setup(bool utf8);
void cpu_setup(struct cpu features);
void reserve_setup(struct memory);

#endif
