/* Descriptors 0, 1 and 2 exist from here on. */
#include "core/before/std_fds.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "core/applet.h"

static bool missing[3];

/* Raw: musl asks a second time, by fcntl, which an outer filter may refuse. The kernel
 * looks at the descriptor first. */
static bool
is_closed(int fd)
{
	return syscall(SYS_fstat, (long)fd, NULL) != 0 && errno == EBADF;
}

void
fill_std_fds(void)
{
	struct pollfd p[3] = {{.fd = 0}, {.fd = 1}, {.fd = 2}};

	/* One call asks for all three. It may be refused (with a limit of fewer
	 * than three descriptors it is), and it calls O_PATH descriptors invalid:
	 * then each is asked for by itself. */
	bool answered = poll(p, 3, 0) >= 0;
	for (int fd = 0; fd < 3; fd++) {
		missing[fd] = (!answered || (p[fd].revents & POLLNVAL)) && is_closed(fd);
		/* An O_PATH descriptor needs no /dev. The lowest free number is
		 * this one, for those below are taken. No O_CLOEXEC: see open.c. */
		if (missing[fd] && open("/", O_PATH) != fd)
			fail("cannot open a placeholder for a closed standard descriptor");
	}
}

bool
was_missing(int fd)
{
	return missing[fd];
}
