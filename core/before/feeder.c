/* The start of the feeder: the fork, its descriptors and its own seal. It opens nothing
 * before it is sealed. */
#include "core/before/feeder.h"

#include <errno.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "core/descriptors.h"
#include "core/seal.h"
#include "policies.h"

/* Moves a descriptor to a number below which all are taken. Standard input is copied, not
 * moved. */
static bool
move(int from, int to)
{
	close(to);
	if (dup(from) != to)
		return false;
	if (from > FEED_OPENED)
		close(from);
	return true;
}

/* Puts the descriptors where the feeder's policy has them. What was inherited stays open, for
 * operands like /dev/fd/63. */
static bool
arrange(const int pair[2], int list)
{
	close(pair[0]);
	if (!move(pair[1], FEED_PAIR))
		return false;
	if (list >= 0 && list != FEED_LIST && !move(list, FEED_LIST))
		return false;
	close(FEED_OPENED);
	return true;
}

_Noreturn static void
run_feeder(const int pair[2], const struct feed_job *job, int list)
{
	if (!arrange(pair, list))
		_exit(1);
	/* The feeder is to die with the applet. If the applet is dead already, its end of the
	 * pair is closed, and sending the first message fails. */
	if (prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0) != 0)
		feed_refused(errno);
	feed_setup(job);
	seal_feeder(job->names ? &policy_feeder.one : &policy_feeder_list.one, feed);
}

bool
feeder_fork(const int pair[2], const struct feed_job *job, int list)
{
	/* The kernel's struct sigaction, with no flags and an empty mask. */
	static const struct {
		void (*handler)(int);
		unsigned long rest[3];
	} ignore = {.handler = SIG_IGN};
	long child;

	/* With SIGCHLD ignored, a feeder that ends first becomes no zombie. Both calls are raw:
	 * the C library's do more, for threads, and there are none. */
	syscall(SYS_rt_sigaction, SIGCHLD, &ignore, NULL, 8);
	child = syscall(SYS_clone, SIGCHLD, 0, 0, 0, 0);
	if (child == 0)
		run_feeder(pair, job, list);
	return child > 0;
}
