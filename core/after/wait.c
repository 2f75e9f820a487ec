/* The one wait there is. */
#include "core/after/wait.h"

#include <poll.h>

#include "core/after/sys.h"

void
wait_for(int fd, short events)
{
	struct pollfd p = {.fd = fd, .events = events};

	sys6(__NR_ppoll, (long)&p, 1, 0, 0, 0, 0);
}
