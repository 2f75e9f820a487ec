/* The last layer, the filter, and the entry to the code that runs under it. These never
 * return: from the filter on no code of before the seal is called. */
#ifndef PILLBOX_CORE_AFTER_ENTER_H
#define PILLBOX_CORE_AFTER_ENTER_H

#include <linux/filter.h>

#include "core/layer.h"

/* An applet: loads the filter, calls run(), and ends the run. If the filter cannot be loaded
 * it calls seal_failed(). */
_Noreturn void enter_applet(const struct sock_fprog *, void (*run)(void));

/* The feeder: loads the filter and calls run(). If the filter cannot be loaded it calls
 * feed_refused(). */
_Noreturn void enter_feeder(const struct sock_fprog *, void (*run)(void));

/* For pillbox --check: loads the filter, reports whether that worked, and ends. */
_Noreturn void enter_told(const struct sock_fprog *, seal_tell *);

/* Says which layer failed, and ends the run with status 71. */
_Noreturn void seal_failed(const char *layer, int error);

#endif
