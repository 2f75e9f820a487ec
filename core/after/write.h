/* The one loop around write(2), before the seal and sealed. */
#ifndef PILLBOX_CORE_AFTER_WRITE_H
#define PILLBOX_CORE_AFTER_WRITE_H

#include <stddef.h>

/* Writes n bytes to fd, and waits where it is non-blocking. Returns 0, or the negative errno
 * of the first write that failed; what earlier writes took is written. */
long write_all(int fd, const void *bytes, size_t n);

#endif
