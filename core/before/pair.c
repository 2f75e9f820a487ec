/* See core/before/pair.h. */
#include "core/before/pair.h"

#include <errno.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "core/applet.h"
#include "core/descriptors.h"

_Noreturn static void
cannot_queue(const char *call, int error)
{
	fail("cannot queue the inputs: %s: %m", call, error);
}

/* Finds out whether an outer filter refuses the calls that the inputs need, or fakes them:
 * after the seal it would be too late to say so. On descriptor -1 the kernel itself returns
 * EBADF. */
static void
try_calls(void)
{
	static const struct {
		char name[8];
		long number;
	} calls[] = {{"sendmsg", SYS_sendmsg}, {"recvmsg", SYS_recvmsg}, {"dup", SYS_dup}};
	char byte = 0;
	struct iovec iov = {&byte, 1};
	struct msghdr message = {.msg_iov = &iov, .msg_iovlen = 1};

	for (size_t i = 0; i < sizeof(calls) / sizeof(calls[0]); i++) {
		if (syscall(calls[i].number, -1L, &message, 0) == 0)
			cannot_queue(calls[i].name, EPROTO);
		if (errno != EBADF)
			cannot_queue(calls[i].name, errno);
	}
}

void
pair_make(int pair[2])
{
	pair[0] = -1;
	if (socketpair(AF_UNIX, SOCK_SEQPACKET, 0, pair) != 0)
		cannot_queue("socketpair", errno);
	if (pair[0] < 0)
		cannot_queue("socketpair", EPROTO);
	try_calls();
}

/* The seal closes its first number. */
void
pair_keep(const int pair[2])
{
	close(pair[1]);
	if (pair[0] == IN_PAIR)
		return;
	close(IN_PAIR);
	if (dup(pair[0]) != IN_PAIR)
		cannot_queue("dup", errno);
}
