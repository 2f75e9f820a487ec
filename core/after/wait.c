/* The one wait there is. */
#include "core/after/wait.h"

#include <errno.h>
#include <poll.h>

#include "core/after/sys.h"

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
