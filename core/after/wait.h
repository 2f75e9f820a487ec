/* Waiting for a descriptor that somebody made non-blocking. */
#ifndef PILLBOX_CORE_AFTER_WAIT_H
#define PILLBOX_CORE_AFTER_WAIT_H

/* Blocks until fd is ready for events (POLLIN, POLLOUT), failed or hung up. Calls ppoll,
 * because the kernel would resume poll by another system call after SIGCONT. Returns
 * revents, or a negative errno where fd cannot be waited for. */
long wait_for(int fd, short events);

/* The same after a call on fd that returned EAGAIN. *refusals begins at 0 and counts how
 * often that happened in a row. ppoll reports a file that cannot be polled as ready at once
 * (fs/select.c: DEFAULT_POLLMASK), so too many in a row return -EAGAIN, an error like any
 * other. */
long wait_again(int fd, short events, unsigned *refusals);

#endif
