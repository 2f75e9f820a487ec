#include "core/before/std_fds.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "core/applet.h"

static bool missing[3];

/* A raw call: musl adds a fcntl, which an outer filter may refuse. The kernel checks the
 * descriptor before the address. */
static bool
is_closed(int fd)
{
	return syscall(SYS_fstat, (long)fd, NULL) != 0 && errno == EBADF;
}

void
fill_std_fds(void)
{
	struct pollfd p[3] = {{.fd = 0}, {.fd = 1}, {.fd = 2}};

	/* One poll asks for all three. With a limit of fewer than three descriptors it fails,
	 * and it reports O_PATH descriptors as invalid; then each is asked for by itself. */
	bool answered = poll(p, 3, 0) >= 0;
	for (int fd = 0; fd < 3; fd++) {
		missing[fd] = (!answered || (p[fd].revents & POLLNVAL)) && is_closed(fd);
		/* An O_PATH descriptor needs no /dev. This is the lowest free number, since
		 * those below are taken. Without O_CLOEXEC: open.c says why. */
		if (missing[fd] && open("/", O_PATH) != fd)
			fail("cannot open a placeholder for a closed standard descriptor");
	}
}

bool
was_missing(int fd)
{
	return missing[fd];
}
