#include "core/after/read.h"

#include <errno.h>
#include <poll.h>

#include "core/after/sys.h"
#include "core/after/wait.h"

long
read_some(int fd, void *bytes, size_t n)
{
	unsigned refusals = 0;
	long got;

	do {
		got = sys3(__NR_read, fd, (long)bytes, (long)n);
		if (got != -EAGAIN)
			continue;
		got = wait_again(fd, POLLIN, &refusals);
		if (got > 0)
			got = -EINTR;
	} while (got == -EINTR);
	return got;
}
