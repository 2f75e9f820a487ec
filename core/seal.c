/* The wall: after seal() the process can do what its filter lists, and nothing
 * else, whoever controls it. The only file that knows layers and filters.
 *
 * Mandatory layers fail closed. The others (close_range, MDWE, Landlock) are
 * second walls that not every kernel has; none of them is needed for the
 * filter to hold. */
#include "core/seal.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/seccomp.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "core/before/before.h"

/* Newer than the headers that Debian 12 has. */
#ifndef PR_SET_MDWE
#define PR_SET_MDWE 65
#define PR_MDWE_REFUSE_EXEC_GAIN 1
#endif

enum { SEAL_FAILED = 71 };

/* One descriptor after the other, where close_range is missing or refused. */
static void
close_each(int from)
{
	_Alignas(struct dirent) char entries[2048];
	int folder = open("/proc/self/fd", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	long n;

	if (folder < 0) {
		for (int fd = from; fd < 65536; fd++)
			close(fd);
		return;
	}
	while ((n = syscall(SYS_getdents64, folder, entries, sizeof(entries))) > 0) {
		const struct dirent *entry;
		for (long at = 0; at < n; at += entry->d_reclen) {
			entry = (const void *)(entries + at);
			int fd = (int)strtol(entry->d_name, NULL, 10); /* 0 for . and .. */
			if (fd >= from && fd != folder)
				close(fd);
		}
	}
	close(folder);
}

static void
close_from(int from)
{
	/* The first must fail, from the kernel: its range is upside down. */
	if (syscall(SYS_close_range, 1, 0, 0) == 0 || syscall(SYS_close_range, from, ~0U, 0) != 0)
		close_each(from);
}

/* A mandatory layer that could not be put up, and why. */
struct breach {
	const char *layer; /* NULL: none */
	int error;
};

/* Whoever stands between us and the kernel may claim a success that was none. It
 * would not fill in the old limit. */
static void
limit(int resource, rlim_t most, const char *layer, struct breach *b)
{
	const struct rlimit r = {most, most};
	struct rlimit old = {.rlim_cur = 1, .rlim_max = 0}; /* no limit is like that */

	if (b->layer)
		return;
	if (prlimit(0, resource, &r, &old) != 0)
		*b = (struct breach){layer, errno};
	else if (old.rlim_cur > old.rlim_max)
		*b = (struct breach){layer, EPROTO};
}

/* To read it back shows nothing, for a false answer is 0 as well; a value that
 * there is not must be refused. */
static void
not_dumpable(struct breach *b)
{
	if (prctl(PR_SET_DUMPABLE, -1L, 0, 0, 0) == 0)
		*b = (struct breach){"PR_SET_DUMPABLE", EPROTO};
	else if (prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) != 0)
		*b = (struct breach){"PR_SET_DUMPABLE", errno};
}

/* A Landlock ruleset that handles all that this kernel knows and allows nothing;
 * its descriptor, or -1. */
static int
deny_all(void)
{
	/* All there is to handle, from the newest version on: a kernel that does
	 * not know a field or a bit of it refuses the whole. */
	static const struct {
		uint64_t fs, net, scoped;
		size_t size;
	} versions[] = {
	    {(1ULL << 16) - 1, 3, 3, 24},
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

/* A second wall, where the kernel has it. */
static void
landlock(void)
{
	int fd = deny_all();

	/* 0, 1 and 2 are taken: such an answer is not the kernel's. */
	if (fd <= 2)
		return;
	syscall(SYS_landlock_restrict_self, fd, 0);
	close(fd);
}

static long
by_seccomp(const void *program)
{
	return syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, 0, program);
}

static long
by_prctl(const void *program)
{
	return prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, program, 0, 0);
}

/* Loads by one of the two ways in. First the canary: with no program at all
 * the kernel must say EFAULT. Any other answer, success above all, comes from
 * somebody who stands between us and the kernel. */
static int
load(long (*way)(const void *), const struct sock_fprog *program)
{
	if (way(NULL) == 0)
		return EPROTO;
	if (errno != EFAULT)
		return errno;
	return way(program) == 0 ? 0 : errno;
}

static void
no_new_privs(struct breach *b)
{
	if (b->layer)
		return;
	if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0)
		*b = (struct breach){"PR_SET_NO_NEW_PRIVS", errno};
	else if (prctl(PR_GET_NO_NEW_PRIVS, 0, 0, 0, 0) != 1)
		*b = (struct breach){"PR_SET_NO_NEW_PRIVS", EPROTO};
}

static void
filter_calls(const struct filter *filter, struct breach *b)
{
	struct sock_fprog program = {
	    .len = filter->count,
	    .filter = (struct sock_filter *)(uintptr_t)filter->code,
	};
	int error;

	if (b->layer)
		return;
	error = load(by_seccomp, &program);
	if (error && load(by_prctl, &program) != 0)
		*b = (struct breach){"seccomp", error};
}

void
seal(const struct filter *filter, int keep)
{
	struct breach b = {0};

	close_from(keep + 1);
	not_dumpable(&b);
	limit(RLIMIT_CORE, 0, "RLIMIT_CORE", &b);
	limit(RLIMIT_NPROC, 0, "RLIMIT_NPROC", &b);
	prctl(PR_SET_MDWE, PR_MDWE_REFUSE_EXEC_GAIN, 0, 0, 0);
	no_new_privs(&b);
	landlock();
	/* Only now: a Landlock ruleset is a descriptor for a moment. One is
	 * enough for ppoll, and for receiving the next input as descriptor 0. */
	limit(RLIMIT_NOFILE, 1, "RLIMIT_NOFILE", &b);
	filter_calls(filter, &b);
	if (b.layer)
		seal_failed(b.layer, b.error);
}

int
seal_feeder(const struct filter *filter)
{
	struct breach b = {0};

	limit(RLIMIT_CORE, 0, "RLIMIT_CORE", &b);
	limit(RLIMIT_NPROC, 0, "RLIMIT_NPROC", &b);
	/* What it opens becomes descriptor 2, and no other. */
	limit(RLIMIT_NOFILE, 3, "RLIMIT_NOFILE", &b);
	prctl(PR_SET_MDWE, PR_MDWE_REFUSE_EXEC_GAIN, 0, 0, 0);
	no_new_privs(&b);
	filter_calls(filter, &b);
	return b.error;
}

void
seal_failed(const char *layer, int error)
{
	fail_with(SEAL_FAILED,
	    "cannot seal: %s: %m\n"
	    "no input was read: the kernel, or what this runs in, has to allow seccomp filters",
	    layer, error);
}
