/* The last step of the seal, for core/seal.c, and what is done sealed. */
#ifndef PILLBOX_CORE_AFTER_ENTER_H
#define PILLBOX_CORE_AFTER_ENTER_H

#include "core/policy.h"
#include "core/seal.h"

/* The last layer: the filter is loaded, or the run fails. Nothing of before the seal is
 * called from here on, so nothing returns there: run() and all that it calls are roots
 * of tools/sealed.c or reached from one. */

/* An applet: run(), then the end of the run. Where the filter cannot be loaded it says so. */
_Noreturn void enter_applet(const struct filter *, void (*run)(void));

/* The feeder: run(). Where the filter cannot be loaded it tells the applet. */
_Noreturn void enter_feeder(const struct filter *, void (*run)(void));

/* For --check: tells whether the filter was loaded. */
_Noreturn void enter_told(const struct filter *, seal_tell *);

#endif
