#include "core/after/write.h"

#include <errno.h>
#include <poll.h>

#include "core/after/sys.h"
#include "core/after/wait.h"

long
write_all(int fd, const void *bytes, size_t n)
{
	const char *at = bytes;
	unsigned refusals = 0;

	while (n) {
		long done = sys3(__NR_write, fd, (long)at, (long)n);
		if (done == 0)
			done = -ENOSPC; /* of an odd device: trying again might never end */
		if (done == -EAGAIN)
			done = wait_again(fd, POLLOUT, &refusals) > 0 ? -EINTR : -EAGAIN;
		if (done > 0) {
			at += done;
			n -= (size_t)done;
			refusals = 0;
		} else if (done != -EINTR) {
			return done;
		}
	}
	return 0;
}
