/* Loading a seccomp filter. */
#ifndef PILLBOX_CORE_AFTER_FILTER_H
#define PILLBOX_CORE_AFTER_FILTER_H

#include <linux/filter.h>

/* Loads the filter, for good; it is in force when this returns 0. Else returns an errno:
 * the kernel's, or EPROTO where somebody else answered for it. */
int load_filter(const struct sock_fprog *);

#endif
