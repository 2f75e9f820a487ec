/* Descriptors 0, 1 and 2, which the caller may have left closed. */
#ifndef PILLBOX_CORE_BEFORE_STD_FDS_H
#define PILLBOX_CORE_BEFORE_STD_FDS_H

#include <stdbool.h>

/* Fills those that are closed with a placeholder, which answers read and write with
 * EBADF and keeps an input from landing there. */
void fill_std_fds(void);

/* Whether the descriptor, 0 to 2, was closed when the run began. */
bool was_missing(int fd);

#endif
