/* The wall: after seal() the process can do what its filter lists, and nothing
 * else, whoever controls it. The only file that knows layers and filters.
 *
 * The layers stand in one table, in the order in which they are put up; after them
 * come the last two, core/after/enter.c. Mandatory ones fail closed. The others
 * (close_range, MDWE, Landlock) are second walls that not every kernel has; none of
 * them is needed for the filter to hold. */
#include "core/seal.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "core/after/enter.h"
#include "core/after/feed.h"

/* Newer than the headers that Debian 12 has. */
#ifndef PR_SET_MDWE
#define PR_SET_MDWE 65
#define PR_MDWE_REFUSE_EXEC_GAIN 1
#endif

/* One descriptor after the other, where close_range is missing or refused. */
static void
close_each(int from)
{
	_Alignas(struct dirent) char entries[2048];
	int folder = open("/proc/self/fd", O_RDONLY | O_DIRECTORY);
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

/* What the layers need to know. */
struct sealing {
	unsigned keep; /* the descriptors above 2 that stay, a set */
};

static int
close_rest(const struct sealing *s)
{
	int from = 3, error = EPROTO;

	for (; s->keep >> from; from++) {
		if (!(s->keep >> from & 1))
			close(from);
	}
	/* The first must fail, from the kernel: its range is upside down. */
	if (syscall(SYS_close_range, 1, 0, 0) != 0) {
		if (syscall(SYS_close_range, from, ~0U, 0) == 0)
			return 0;
		error = errno;
	}
	close_each(from);
	return error;
}

/* Whoever stands between us and the kernel may claim a success that was none. It
 * would not fill in the old limit. */
static int
limit(int resource, rlim_t most)
{
	const struct rlimit r = {most, most};
	struct rlimit old = {.rlim_cur = 1, .rlim_max = 0}; /* no limit is like that */

	if (prlimit(0, resource, &r, &old) != 0)
		return errno;
	return old.rlim_cur > old.rlim_max ? EPROTO : 0;
}

/* To read it back shows nothing, for a false answer is 0 as well; a value that
 * there is not must be refused. */
static int
not_dumpable(const struct sealing *s)
{
	(void)s;
	if (prctl(PR_SET_DUMPABLE, -1L, 0, 0, 0) == 0)
		return EPROTO;
	return prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) == 0 ? 0 : errno;
}

static int
no_core(const struct sealing *s)
{
	(void)s;
	return limit(RLIMIT_CORE, 0);
}

static int
no_process(const struct sealing *s)
{
	(void)s;
	return limit(RLIMIT_NPROC, 0);
}

/* One descriptor is enough for ppoll, and for receiving the next input as 0. */
static int
one_file(const struct sealing *s)
{
	(void)s;
	return limit(RLIMIT_NOFILE, 1);
}

static int
no_new_code(const struct sealing *s)
{
	(void)s;
	return prctl(PR_SET_MDWE, PR_MDWE_REFUSE_EXEC_GAIN, 0, 0, 0) == 0 ? 0 : errno;
}

static int
no_new_privs(const struct sealing *s)
{
	(void)s;
	if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0)
		return errno;
	return prctl(PR_GET_NO_NEW_PRIVS, 0, 0, 0, 0) == 1 ? 0 : EPROTO;
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

static int
landlock(const struct sealing *s)
{
	int fd = deny_all();
	int error = errno;

	(void)s;
	if (fd < 0)
		return error;
	/* 0, 1 and 2 are taken: such an answer is not the kernel's. */
	if (fd <= 2)
		return EPROTO;
	error = syscall(SYS_landlock_restrict_self, fd, 0) == 0 ? 0 : errno;
	close(fd);
	return error;
}

static const struct layer {
	struct seal_layer is;
	bool of_feeder; /* which has to open files, and leaves what it inherited as it is */
	int (*put_up)(const struct sealing *); /* 0, or an errno */
} layers[] = {
    {{"close_range", false}, false, close_rest},
    {{"PR_SET_DUMPABLE", true}, false, not_dumpable},
    {{"RLIMIT_CORE", true}, true, no_core},
    {{"RLIMIT_NPROC", true}, true, no_process},
    {{"PR_SET_MDWE", false}, true, no_new_code},
    {{"PR_SET_NO_NEW_PRIVS", true}, true, no_new_privs},
    {{"Landlock", false}, false, landlock},
    /* Only now: a Landlock ruleset is a descriptor for a moment. Not in the feeder: its
     * limit is also that of the descriptors in flight of the whole user. */
    {{"RLIMIT_NOFILE", true}, false, one_file},
};
enum { LAYERS = sizeof(layers) / sizeof(layers[0]) };

void
seal(const struct filter *filter, unsigned keep, void (*run)(void))
{
	const struct sealing s = {keep};

	for (size_t i = 0; i < LAYERS; i++) {
		int error = layers[i].put_up(&s);
		if (error && layers[i].is.mandatory)
			seal_failed(layers[i].is.name, error);
	}
	enter_applet(filter, run);
}

void
seal_feeder(const struct filter *filter, void (*run)(void))
{
	const struct sealing s = {0};

	for (size_t i = 0; i < LAYERS; i++) {
		int error = layers[i].of_feeder ? layers[i].put_up(&s) : 0;
		if (error && layers[i].is.mandatory)
			feed_refused(error);
	}
	enter_feeder(filter, run);
}

void
seal_layers(const struct filter *filter, unsigned keep, seal_tell *tell, seal_tell *tell_last)
{
	const struct sealing s = {keep};

	for (size_t i = 0; i < LAYERS; i++)
		tell(&layers[i].is, layers[i].put_up(&s));
	enter_told(filter, tell_last);
}
