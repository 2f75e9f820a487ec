/* Waiting for a descriptor that somebody made non-blocking. */
#ifndef PILLBOX_CORE_AFTER_WAIT_H
#define PILLBOX_CORE_AFTER_WAIT_H

/* Blocks until fd is ready for events (POLLIN, POLLOUT), failed or hung up. By
 * ppoll with no timeout: poll would be restarted through another system call
 * after SIGCONT. Returns what it is (POLLHUP among them), or the negative errno of
 * what cannot be waited for. */
long wait_for(int fd, short events);

/* The same for a call on fd that was refused with EAGAIN; *refusals counts how often
 * in a row, without a byte between, and begins at 0. ppoll calls what cannot be polled
 * ready at once (fs/select.c: DEFAULT_POLLMASK), so too many refusals are -EAGAIN, an
 * error like any other. */
long wait_again(int fd, short events, unsigned *refusals);

#endif
