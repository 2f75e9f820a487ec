#include "core/after/wait.h"

#include <errno.h>
#include <poll.h>

#include "core/after/sys.h"

/* A reader that shares its pipe with others may lose the race for its bytes some times in a
 * row, but not that many. */
enum { REFUSALS = 1000 };

long
wait_for(int fd, short events)
{
	struct pollfd p = {.fd = fd, .events = events};
	long n;

	do
		n = sys6(__NR_ppoll, (long)&p, 1, 0, 0, 0, 0);
	while (n == -EINTR);
	return n < 0 ? n : p.revents;
}

long
wait_again(int fd, short events, unsigned *refusals)
{
	return ++*refusals < REFUSALS ? wait_for(fd, events) : -EAGAIN;
}
