/* The one loop around read(2). */
#ifndef PILLBOX_CORE_AFTER_READ_H
#define PILLBOX_CORE_AFTER_READ_H

#include <stddef.h>

/* Reads at most n bytes of fd, and waits where it is non-blocking. Returns how many, 0 at
 * the end, or a negative errno. */
long read_some(int fd, void *bytes, size_t n);

#endif
