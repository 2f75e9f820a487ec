/* The start of the feeder: the fork, its descriptors and its own seal. It opens nothing
 * before it is sealed. */
#include "core/before/feeder.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "core/after/enter.h"
#include "core/before/fail.h"
#include "core/before/pair.h"
#include "core/descriptors.h"
#include "core/seal.h"
#include "core/status.h"
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
 * operands like /dev/fd/63; but where the policy allows to read a list, there is one or
 * nothing. Leaves in *keep the set of the lists. */
static bool
arrange(
    const int pair[2], const struct feed_job *job, const int *lists, unsigned count, unsigned *keep)
{
	int next = FEED_LIST;

	close(pair[0]);
	if (!move(pair[1], FEED_PAIR))
		return false;
	/* The folder takes the place of standard input, which is then no input. */
	if (job->checked && job->checked->beneath && !move(job->checked->folder, STDIN_FILENO))
		return false;
	/* The lists were opened in this order, so none of them is below its new number. */
	for (unsigned i = 0; i < count; i++) {
		if (lists[i] < 0)
			continue;
		if (lists[i] != next && !move(lists[i], next))
			return false;
		*keep |= 1U << next++;
	}
	for (; job->checked && next < FEED_LIST + CHECKED_MOST; next++)
		close(next);
	close(FEED_OPENED);
	return true;
}

static const struct filter *
filter_of(const struct feed_job *job)
{
	if (job->names)
		return &policy_feeder.one;
	if (!job->checked)
		return &policy_feeder_list.one;
	return job->checked->beneath ? &policy_feeder_beneath.one : &policy_feeder_check.one;
}

_Noreturn static void
run_feeder(const int pair[2], const struct feed_job *job, const int *lists, unsigned count)
{
	unsigned keep = 0;

	if (!arrange(pair, job, lists, count, &keep))
		_exit(1);
	/* The feeder is to die with the applet. If the applet is dead already, its end of the
	 * pair is closed, and sending the first message fails. */
	if (prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0) != 0)
		feed_refused(FEED_SEALED, errno);
	feed_setup(job);
	if (job->checked && job->checked->beneath)
		seal_feeder_beneath(filter_of(job), keep, feed);
	seal_feeder(filter_of(job), feed);
}

static bool
fork_feeder(const int pair[2], const struct feed_job *job, const int *lists, unsigned count)
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
		run_feeder(pair, job, lists, count);
	return child > 0;
}

/* Whether the feeder sends anything within 30 seconds. They are waited for one by one: if both
 * processes are stopped and continued, that counts as one second at most. */
static bool
feeder_answers(void)
{
	enum { SECONDS = 30 };
	struct pollfd p = {.fd = IN_PAIR, .events = POLLIN};
	int n;

	for (int i = 0; i < SECONDS; i++) {
		n = poll(&p, 1, 1000);
		/* Where poll fails, feed_receive() will find out. */
		if (n > 0 || (n < 0 && errno != EINTR))
			return true;
	}
	return false;
}

bool
feeder_start(const struct feed_job *job, const int *lists, unsigned count)
{
	struct feed_message m;
	int pair[2], fd;

	pair_make(pair);
	if (!fork_feeder(pair, job, lists, count)) {
		close(pair[0]);
		close(pair[1]);
		return false;
	}
	pair_keep(pair);
	if (!feeder_answers())
		fail_with(SEAL_FAILED, "cannot seal: the feeder did not answer within 30 seconds\n"
		                       "no input was processed");
	if (!feed_receive(IN_PAIR, &m, &fd))
		seal_failed("the feeder", EPIPE);
	if (m.kind == FEED_NO_LANDLOCK)
		fail_with(SEAL_FAILED,
		    "cannot seal: Landlock: %m\n"
		    "no input was processed: --beneath needs a kernel that has Landlock, and "
		    "whatever "
		    "this runs in has to allow it",
		    m.error);
	if (m.kind != FEED_SEALED)
		seal_failed("the feeder", EPIPE);
	if (m.error)
		seal_failed("the feeder", m.error);
	return true;
}
