/* Loads the filter and starts what runs sealed, in one object with nothing of before the
 * seal in it: from the filter on, no code of before the seal is called (core/layout.ld
 * keeps it apart, tools/sealed.c sees to the references), and nothing returns there. */
#include "core/after/enter.h"

#include <errno.h>
#include <linux/seccomp.h>
#include <stdint.h>
#include <sys/prctl.h>

#include "core/after/diagnostic.h"
#include "core/after/feed.h"
#include "core/after/out.h"
#include "core/after/sys.h"
#include "core/applet.h"

static const struct seal_layer seccomp = {"seccomp", true};

static long
by_seccomp(const struct sock_fprog *program)
{
	return sys3(__NR_seccomp, SECCOMP_SET_MODE_FILTER, 0, (long)program);
}

static long
by_prctl(const struct sock_fprog *program)
{
	return sys6(__NR_prctl, PR_SET_SECCOMP, SECCOMP_MODE_FILTER, (long)program, 0, 0, 0);
}

/* Loads by one of the two ways in. First the canary: an empty program the kernel must
 * refuse with EINVAL. Success comes from somebody who stands between us and the
 * kernel. (NULL would be refused too, but by a page fault, which takes longer.) */
static int
load(long (*way)(const struct sock_fprog *), const struct sock_fprog *program)
{
	const struct sock_fprog empty = {.len = 0};
	const long canary = way(&empty);

	if (canary == 0)
		return EPROTO;
	if (canary != -EINVAL)
		return (int)-canary;
	return (int)-way(program);
}

/* By prctl(2) first: an outer filter may know that and kill for seccomp(2), which is
 * newer, as systemd's @system-service does. */
static int
filter_calls(const struct filter *filter)
{
	const struct sock_fprog program = {
	    .len = filter->count,
	    .filter = (struct sock_filter *)(uintptr_t)filter->code,
	};
	int first = load(by_prctl, &program), second;

	if (!first)
		return 0;
	second = load(by_seccomp, &program);
	/* That seccomp(2) is not there does not tell why prctl(2) failed. EINVAL does not
	 * either: the kernel has no filters. */
	return second == ENOSYS && first != EINVAL ? first : second;
}

_Noreturn void
enter_applet(const struct filter *filter, void (*run)(void))
{
	const int error = filter_calls(filter);

	if (error)
		seal_failed(seccomp.name, error);
	/* Nothing can be opened from here on. */
	run();
	end();
}

_Noreturn void
enter_feeder(const struct filter *filter, void (*run)(void))
{
	const int error = filter_calls(filter);

	if (error)
		feed_refused(error);
	/* Nothing but what its policy names from here on. */
	run();
	end_with(0);
}

_Noreturn void
enter_told(const struct filter *filter, seal_tell *tell)
{
	tell(&seccomp, filter_calls(filter));
	end_with(0);
}

_Noreturn void
seal_failed(const char *layer, int error)
{
	diagnose("cannot seal: %s: %m\n"
	          "no input was processed: the kernel, or what this runs in, has to allow seccomp "
	          "filters",
	    layer, error);
	end_with(SEAL_FAILED);
}
