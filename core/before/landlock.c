/* See core/before/landlock.h. */
#include "core/before/landlock.h"

#include <errno.h>
#include <linux/landlock.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "core/before/outer.h"
#include "core/layer.h"

/* What Landlock can scope: connections to abstract sockets, and signals. */
enum { SCOPE_SOCKETS = 1, SCOPE_SIGNALS = 2 };

/* Makes a Landlock ruleset that handles everything this kernel knows and allows nothing.
 * Returns its descriptor, or -1. If there may be a feeder, signals are not scoped: it has
 * to die with the applet, and the kernel counts PR_SET_PDEATHSIG as a signal that the applet
 * sends (security/landlock/task.c). */
static int
deny_all(bool feeder)
{
	const uint64_t scoped = feeder ? SCOPE_SOCKETS : SCOPE_SOCKETS | SCOPE_SIGNALS;
	/* From the newest version on: a kernel refuses a ruleset with a field or a bit that
	 * it does not know. */
	const struct {
		uint64_t fs, net, scoped;
		size_t size;
	} versions[] = {
	    {(1ULL << 16) - 1, 3, scoped, 24},
	    {(1ULL << 16) - 1, 3, 0, 16},
	    {(1ULL << 15) - 1, 3, 0, 16},
	    {(1ULL << 15) - 1, 0, 0, 8},
	    {(1ULL << 14) - 1, 0, 0, 8},
	    {(1ULL << 13) - 1, 0, 0, 8},
	};
	long fd = -1;

	for (size_t i = 0; fd < 0 && i < sizeof(versions) / sizeof(versions[0]); i++)
		fd = syscall(SYS_landlock_create_ruleset, &versions[i], versions[i].size, 0);
	return (int)fd;
}

int
landlock_nothing(bool feeder)
{
	int fd, error;

	if (!is_survived(LANDLOCK_CREATE) || !is_survived(LANDLOCK_RESTRICT))
		return SEAL_KILLS;
	fd = deny_all(feeder);
	error = errno;
	if (fd < 0)
		return error;
	/* 0, 1 and 2 are open, so the kernel does not answer with these. */
	if (fd <= 2)
		return EPROTO;
	error = syscall(SYS_landlock_restrict_self, fd, 0) == 0 ? 0 : errno;
	close(fd);
	return error;
}

/* An outer filter may fake success. No ruleset is descriptor -1. */
static int
canary(void)
{
	if (syscall(SYS_landlock_add_rule, -1, LANDLOCK_RULE_PATH_BENEATH, NULL, 0) == 0 ||
	    syscall(SYS_landlock_restrict_self, -1, 0) == 0)
		return EPROTO;
	return errno == EBADF ? 0 : errno;
}

/* Not even standard error need be open here. */
int
landlock_beneath(int folder)
{
	const struct landlock_path_beneath_attr rule = {
	    .allowed_access = LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_READ_DIR,
	    .parent_fd = folder,
	};
	int fd, error;

	if (!is_survived(LANDLOCK_CREATE) || !is_survived(LANDLOCK_ADD) ||
	    !is_survived(LANDLOCK_RESTRICT))
		return SEAL_KILLS;
	error = canary();
	fd = error ? -1 : deny_all(false);
	if (fd < 0)
		return error ? error : errno;
	if (fd == folder)
		return EPROTO;
	error = 0;
	if (syscall(SYS_landlock_add_rule, fd, LANDLOCK_RULE_PATH_BENEATH, &rule, 0) != 0 ||
	    syscall(SYS_landlock_restrict_self, fd, 0) != 0)
		error = errno;
	close(fd);
	return error;
}
