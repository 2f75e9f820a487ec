/* Waiting for a descriptor that somebody made non-blocking. */
#ifndef PILLBOX_CORE_AFTER_WAIT_H
#define PILLBOX_CORE_AFTER_WAIT_H

/* Blocks until fd is ready for events (POLLIN, POLLOUT), failed or hung up. By
 * ppoll with no timeout: poll would be restarted through another system call
 * after SIGCONT. Returns what it is (POLLHUP among them), or the negative errno of
 * what cannot be waited for. */
long wait_for(int fd, short events);

#endif
