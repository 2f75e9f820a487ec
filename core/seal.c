/* After seal() the process can do what its filter lists, and nothing else, whoever
 * controls it.
 *
 * This file has all layers but the filter, in one table, in the order in which they are
 * set up. The filter comes last: core/after/filter.c. If a mandatory layer fails, the run
 * ends. The optional ones are second walls that not every kernel has; the filter holds
 * without them. */
#include "core/seal.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/capability.h>
#include <stdint.h>
#include <string.h>
#include <sys/auxv.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "core/after/enter.h"
#include "core/after/feed.h"
#include "core/before/landlock.h"
#include "core/before/outer.h"
#include "core/descriptors.h"
#include "lib/number/parse.h"

/* Missing from the headers of Debian 12. */
#ifndef PR_SET_MDWE
#define PR_SET_MDWE 65
#define PR_MDWE_REFUSE_EXEC_GAIN 1
#endif

/* For kernels and outer filters without close_range. */
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
			const char *name = entry->d_name;
			uint64_t fd; /* 0 for . and .., which are no descriptors */
			if (number_parse(&name, NULL, 10, &fd) && (int)fd >= from &&
			    (int)fd != folder)
				close((int)fd);
		}
	}
	close(folder);
}

/* Each layer is a function that returns 0 or an errno. keep is the set of the descriptors
 * above 2 that stay open. */

/* Wipes the environment: an attacker must not read it. Everything that needs it has run.
 * The kernel puts its strings one after the other. */
static int
forget_environment(unsigned keep)
{
	char *last = *environ;

	(void)keep;
	for (char **e = environ; *e; e++)
		last = *e;
	if (last)
		memset(*environ, 0, (size_t)(last - *environ) + strlen(last));
	return 0;
}

static int
close_rest(unsigned keep)
{
	int from = 3, error = EPROTO;

	for (; keep >> from; from++) {
		if (!(keep >> from & 1))
			close(from);
	}
	/* The first call is a canary: the kernel must refuse a range that ends before it begins. */
	if (!is_survived(CLOSE_RANGE)) {
		error = SEAL_KILLS;
	} else if (syscall(SYS_close_range, 1, 0, 0) != 0) {
		if (syscall(SYS_close_range, from, ~0U, 0) == 0)
			return 0;
		error = errno;
	}
	close_each(from);
	return error;
}

/* No limit is like this one. An outer filter may fake success, but cannot fill in the old
 * limit, so this stays. */
static const struct rlimit unfilled = {.rlim_cur = 1, .rlim_max = 0};

static int
limit(int resource, rlim_t most)
{
	const struct rlimit r = {most, most};
	struct rlimit old = unfilled;

	if (prlimit(0, resource, &r, &old) != 0)
		return errno;
	return old.rlim_cur > old.rlim_max ? EPROTO : 0;
}

/* Reading it back proves nothing: a faked answer is 0 too. The canary is a value that the
 * kernel must refuse. */
static int
not_dumpable(unsigned keep)
{
	(void)keep;
	if (prctl(PR_SET_DUMPABLE, -1L, 0, 0, 0) == 0)
		return EPROTO;
	return prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) == 0 ? 0 : errno;
}

static int
no_core(unsigned keep)
{
	(void)keep;
	return limit(RLIMIT_CORE, 0);
}

/* For the feeder, which stays dumpable. A core_pattern that is a pipe ignores a limit of 0,
 * but refuses at exactly 1 (fs/coredump.c), and 1 byte is too little for a core file. A hard
 * limit of 0 stays. */
static int
no_core_at_all(unsigned keep)
{
	const struct rlimit one = {1, 1};
	struct rlimit old = unfilled;

	(void)keep;
	if (prlimit(0, RLIMIT_CORE, &one, &old) != 0 || old.rlim_max == 0)
		return limit(RLIMIT_CORE, 0);
	return 0;
}

static int
no_process(unsigned keep)
{
	(void)keep;
	return limit(RLIMIT_NPROC, 0);
}

/* What the arguments and the environment take of the stack, up to the program's name, and
 * 1 MiB for the run. A lower limit stays. */
static int
small_stack(unsigned keep)
{
	const uintptr_t top = getauxval(AT_EXECFN), here = (uintptr_t)__builtin_frame_address(0);
	struct rlimit r = {top - here + (1 << 20), top - here + (1 << 20)};
	struct rlimit old = unfilled;
	int error;

	(void)keep;
	if (prlimit(0, RLIMIT_STACK, &r, &old) != 0) {
		error = errno;
		if (error != EPERM || prlimit(0, RLIMIT_STACK, NULL, &old) != 0)
			return error;
		return old.rlim_max < r.rlim_max ? 0 : error;
	}
	if (old.rlim_cur > old.rlim_max)
		return EPROTO;
	if (old.rlim_cur >= r.rlim_cur)
		return 0;
	r = (struct rlimit){old.rlim_cur, old.rlim_cur};
	return prlimit(0, RLIMIT_STACK, &r, NULL) == 0 ? 0 : errno;
}

/* A limit of one descriptor: ppoll needs that, and the next input is received as 0. */
static int
one_file(unsigned keep)
{
	(void)keep;
	return limit(RLIMIT_NOFILE, 1);
}

static int
no_new_code(unsigned keep)
{
	(void)keep;
	return prctl(PR_SET_MDWE, PR_MDWE_REFUSE_EXEC_GAIN, 0, 0, 0) == 0 ? 0 : errno;
}

static int
no_new_privs(unsigned keep)
{
	(void)keep;
	if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0)
		return errno;
	return prctl(PR_GET_NO_NEW_PRIVS, 0, 0, 0, 0) == 1 ? 0 : EPROTO;
}

/* Asks first: dropping nothing costs more than asking. */
static int
no_capabilities(unsigned keep)
{
	static const struct __user_cap_data_struct none[2];
	struct __user_cap_header_struct self = {.version = _LINUX_CAPABILITY_VERSION_3};
	struct __user_cap_data_struct had[2] = {{0}};

	(void)keep;
	if (!is_survived(CAPGET) || !is_survived(CAPSET))
		return SEAL_KILLS;
	if (syscall(SYS_capget, &self, had) != 0)
		return errno;
	if (memcmp(had, none, sizeof(none)) == 0)
		return 0;
	return syscall(SYS_capset, &self, none) == 0 ? 0 : errno;
}

#ifdef __x86_64__
/* Side channels are measured with a clock. Sealed code reads none. */
static int
no_clock(unsigned keep)
{
	(void)keep;
	return prctl(PR_SET_TSC, PR_TSC_SIGSEGV, 0, 0, 0) == 0 ? 0 : errno;
}
#endif

static int
landlock(unsigned keep)
{
	return landlock_nothing(keep & 1U << IN_PAIR);
}

static int
landlock_folder(unsigned keep)
{
	(void)keep;
	return landlock_beneath(STDIN_FILENO);
}

/* The feeder has fewer layers: it opens files, and leaves inherited descriptors open. One that
 * is only to open what is in a folder has some more. */
enum whose { APPLET = 1, FEEDER = 2, BENEATH = 4, BOTH = APPLET | FEEDER };

static const struct layer {
	struct seal_layer is;
	enum whose whose;
	int (*set_up)(unsigned keep);
} layers[] = {
    {{"environment", true}, BOTH, forget_environment},
    {{"PR_SET_DUMPABLE", true}, APPLET, not_dumpable},
    {{"RLIMIT_CORE", true}, APPLET, no_core},
    {{"RLIMIT_CORE", true}, FEEDER, no_core_at_all},
    {{"close_range", false}, APPLET | BENEATH, close_rest},
    {{"capabilities", false}, APPLET, no_capabilities},
    {{"RLIMIT_NPROC", true}, BOTH, no_process},
    {{"RLIMIT_STACK", true}, BOTH, small_stack},
    {{"PR_SET_MDWE", false}, BOTH, no_new_code},
    {{"PR_SET_NO_NEW_PRIVS", true}, BOTH, no_new_privs},
    {{"Landlock", false}, APPLET, landlock},
    {{"Landlock", true}, BENEATH, landlock_folder},
    /* After Landlock, whose ruleset needs a descriptor for a moment. Not in the feeder: the
     * kernel compares its limit with all descriptors in flight of the user. */
    {{"RLIMIT_NOFILE", true}, APPLET, one_file},
#ifdef __x86_64__
    {{"PR_SET_TSC", false}, BOTH, no_clock},
#endif
};
enum { LAYERS = sizeof(layers) / sizeof(layers[0]) };

void
seal(const struct filter *filter, unsigned keep, void (*run)(void))
{
	const struct sock_fprog program = filter_program(filter);

	for (size_t i = 0; i < LAYERS; i++) {
		int error = layers[i].whose & APPLET ? layers[i].set_up(keep) : 0;
		if (error && layers[i].is.mandatory)
			seal_failed(layers[i].is.name, error);
	}
	enter_applet(&program, run);
}

_Noreturn static void
seal_feeder_as(unsigned whose, const struct filter *filter, unsigned keep, void (*run)(void))
{
	const struct sock_fprog program = filter_program(filter);

	for (size_t i = 0; i < LAYERS; i++) {
		int error = layers[i].whose & whose ? layers[i].set_up(keep) : 0;
		if (error && layers[i].is.mandatory)
			feed_refused(layers[i].whose == BENEATH ? FEED_NO_LANDLOCK : FEED_SEALED,
			    error == SEAL_KILLS ? EPERM : error);
	}
	enter_feeder(&program, run);
}

void
seal_feeder(const struct filter *filter, void (*run)(void))
{
	seal_feeder_as(FEEDER, filter, 0, run);
}

void
seal_feeder_beneath(const struct filter *filter, unsigned keep, void (*run)(void))
{
	seal_feeder_as(FEEDER | BENEATH, filter, keep, run);
}

void
seal_layers(const struct filter *filter, unsigned keep, seal_tell *tell, seal_tell *tell_last)
{
	const struct sock_fprog program = filter_program(filter);

	for (size_t i = 0; i < LAYERS; i++) {
		if (layers[i].whose & APPLET)
			tell(&layers[i].is, layers[i].set_up(keep));
	}
	enter_told(&program, tell_last);
}
