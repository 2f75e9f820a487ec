#include "core/after/filter.h"

#include <errno.h>
#include <linux/seccomp.h>
#include <stdint.h>
#include <sys/prctl.h>

#include "core/after/sys.h"

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

/* Loads by one of the two calls. The canary is an empty program, which the kernel must
 * refuse with EINVAL: whoever reports success is not the kernel. (It would refuse NULL too,
 * but by a page fault, which takes longer.) */
static int
load_by(long (*way)(const struct sock_fprog *), const struct sock_fprog *program)
{
	const struct sock_fprog empty = {.len = 0};
	const long canary = way(&empty);

	if (canary == 0)
		return EPROTO;
	if (canary != -EINVAL)
		return (int)-canary;
	return (int)-way(program);
}

/* prctl(2) first: an outer filter may know it and kill for seccomp(2), which is newer, as
 * systemd's @system-service does. */
int
load_filter(const struct sock_fprog *program)
{
	int first = load_by(by_prctl, program), second;

	if (!first)
		return 0;
	second = load_by(by_seccomp, program);
	/* If seccomp(2) does not exist, the error of prctl(2) says more, unless that is EINVAL:
	 * then the kernel has no filters. */
	return second == ENOSYS && first != EINVAL ? first : second;
}
