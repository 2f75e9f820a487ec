/* The wall: after seal() the process can do what its filter lists, and nothing
 * else, whoever controls it. The only file that knows layers and filters.
 *
 * The layers stand in one table, in the order in which they are put up; after them
 * comes the last one, the filter: core/after/filter.c. Mandatory ones fail closed. The others
 * (close_range, MDWE, Landlock) are second walls that not every kernel has; none of
 * them is needed for the filter to hold. */
#include "core/seal.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/capability.h>
#include <sched.h>
#include <stdint.h>
#include <string.h>
#include <sys/auxv.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "core/after/enter.h"
#include "core/after/feed.h"
#include "core/after/in.h"
#include "core/after/sys.h"

/* Newer than the headers that Debian 12 has. */
#ifndef PR_SET_MDWE
#define PR_SET_MDWE 65
#define PR_MDWE_REFUSE_EXEC_GAIN 1
#endif

/* ---- what an outer filter may kill for ---------------------------------------- */

/* Calls that the seal can do without: a filter that stands before the kernel may know
 * some of them, and kill for those that it does not. systemd 252's @system-service knows
 * none of Landlock, and without @privileged no capset. */
enum optional { CAPGET, CAPSET, CLOSE_RANGE, LANDLOCK_CREATE, LANDLOCK_RESTRICT, OPTIONAL };
static const struct {
	long number, first; /* such that nothing is done; the other arguments are 0 */
} optional[] = {
    [CAPGET] = {SYS_capget, 0},
    [CAPSET] = {SYS_capset, 0},
    [CLOSE_RANGE] = {SYS_close_range, 1},
    [LANDLOCK_CREATE] = {SYS_landlock_create_ruleset, 0},
    [LANDLOCK_RESTRICT] = {SYS_landlock_restrict_self, -1},
};

struct trial {
	unsigned next, survived; /* a call, a set of calls */
};

/* In a child that has our memory, and nothing else of ours. */
static int
try_optional(void *arg)
{
	volatile struct trial *t = arg;

	for (; t->next < OPTIONAL; t->next++) {
		sys3(optional[t->next].number, optional[t->next].first, 0, 0);
		t->survived |= 1U << t->next;
	}
	return 0;
}

/* Only a child can tell what an outer filter kills for, while this process waits: 25 to
 * 45 us, and once more for each call that is killed for. Where none can be had, nothing
 * is survived. No signal tells of a child's end: it would be ours to have. */
static unsigned
survived_calls(void)
{
	_Alignas(16) char stack[1024];
	struct trial t = {0};
	int child;

	if (prctl(PR_GET_SECCOMP, 0, 0, 0, 0) == 0)
		return ~0U;
	for (; t.next < OPTIONAL; t.next++) {
		child = clone(try_optional, stack + sizeof(stack), CLONE_VM | CLONE_VFORK, &t);
		if (child < 0)
			break;
		waitpid(child, NULL, __WALL);
	}
	return t.survived;
}

/* Whether it is survived to make this call. Not to be asked before PR_SET_DUMPABLE: to
 * write a child's core, kernels before 5.16 kill whoever shares its memory. */
static bool
is_survived(enum optional call)
{
	static bool asked;
	static unsigned calls;

	if (!asked)
		calls = survived_calls();
	asked = true;
	return calls >> call & 1;
}

/* ---- layers ------------------------------------------------------------------- */

/* 0 for . and .., which are no descriptors. */
static int
number_of(const char *name)
{
	int n = 0;

	for (; *name >= '0' && *name <= '9'; name++)
		n = n * 10 + (*name - '0');
	return n;
}

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
			int fd = number_of(entry->d_name);
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

/* What the variables were, whoever takes over the process shall not read. All readers
 * have been here. The kernel lays the strings one behind the other. */
static int
forget_environment(const struct sealing *s)
{
	char *last = *environ;

	(void)s;
	for (char **e = environ; *e; e++)
		last = *e;
	if (last)
		memset(*environ, 0, (size_t)(last - *environ) + strlen(last));
	return 0;
}

static int
close_rest(const struct sealing *s)
{
	int from = 3, error = EPROTO;

	for (; s->keep >> from; from++) {
		if (!(s->keep >> from & 1))
			close(from);
	}
	/* The first must fail, from the kernel: its range is upside down. */
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

/* Of a dumpable process, 0 would not keep a core from a program that gets them through a
 * pipe: 1 does, and is too little for a file. A hard limit of 0 stays. */
static int
no_core_at_all(const struct sealing *s)
{
	const struct rlimit one = {1, 1};
	struct rlimit old = {.rlim_cur = 1, .rlim_max = 0};

	(void)s;
	if (prlimit(0, RLIMIT_CORE, &one, &old) != 0 || old.rlim_max == 0)
		return limit(RLIMIT_CORE, 0);
	return 0;
}

static int
no_process(const struct sealing *s)
{
	(void)s;
	return limit(RLIMIT_NPROC, 0);
}

/* The arguments and the environment lie in the stack, up to the program's name; 1 MiB
 * more is for the run. A lower limit stays. */
static int
small_stack(const struct sealing *s)
{
	const uintptr_t top = getauxval(AT_EXECFN), here = (uintptr_t)__builtin_frame_address(0);
	struct rlimit r = {top - here + (1 << 20), top - here + (1 << 20)};
	struct rlimit old = {.rlim_cur = 1, .rlim_max = 0};
	int error;

	(void)s;
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

/* To drop what is not there costs more than to ask. */
static int
no_capabilities(const struct sealing *s)
{
	static const struct __user_cap_data_struct none[2];
	struct __user_cap_header_struct self = {.version = _LINUX_CAPABILITY_VERSION_3};
	struct __user_cap_data_struct had[2] = {{0}};

	(void)s;
	if (!is_survived(CAPGET) || !is_survived(CAPSET))
		return SEAL_KILLS;
	if (syscall(SYS_capget, &self, had) != 0)
		return errno;
	if (memcmp(had, none, sizeof(none)) == 0)
		return 0;
	return syscall(SYS_capset, &self, none) == 0 ? 0 : errno;
}

#ifdef __x86_64__
/* Who has no clock measures no side channel. Nothing sealed reads this one. */
static int
no_clock(const struct sealing *s)
{
	(void)s;
	return prctl(PR_SET_TSC, PR_TSC_SIGSEGV, 0, 0, 0) == 0 ? 0 : errno;
}
#endif

/* What Landlock can scope: connecting to abstract sockets, and signals. */
enum { SCOPE_SOCKETS = 1, SCOPE_SIGNALS = 2 };

/* A Landlock ruleset that handles all that this kernel knows and allows nothing; its
 * descriptor, or -1. Signals are left out where there may be a feeder: that one is to
 * die with the applet, and the kernel lets the applet send it that signal
 * (PR_SET_PDEATHSIG; security/landlock/task.c). */
static int
deny_all(bool feeder)
{
	const uint64_t scoped = feeder ? SCOPE_SOCKETS : SCOPE_SOCKETS | SCOPE_SIGNALS;
	/* All there is to handle, from the newest version on: a kernel that does
	 * not know a field or a bit of it refuses the whole. */
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

static int
landlock(const struct sealing *s)
{
	int fd, error;

	if (!is_survived(LANDLOCK_CREATE) || !is_survived(LANDLOCK_RESTRICT))
		return SEAL_KILLS;
	fd = deny_all(s->keep & 1U << IN_PAIR);
	error = errno;
	if (fd < 0)
		return error;
	/* 0, 1 and 2 are taken: such an answer is not the kernel's. */
	if (fd <= 2)
		return EPROTO;
	error = syscall(SYS_landlock_restrict_self, fd, 0) == 0 ? 0 : errno;
	close(fd);
	return error;
}

/* The feeder has to open files, and leaves what it inherited as it is. */
enum whose { APPLET = 1, FEEDER = 2, BOTH = APPLET | FEEDER };

static const struct layer {
	struct seal_layer is;
	enum whose whose;
	int (*put_up)(const struct sealing *); /* 0, or an errno */
} layers[] = {
    {{"environment", true}, BOTH, forget_environment},
    {{"PR_SET_DUMPABLE", true}, APPLET, not_dumpable},
    {{"RLIMIT_CORE", true}, APPLET, no_core},
    {{"RLIMIT_CORE", true}, FEEDER, no_core_at_all},
    {{"close_range", false}, APPLET, close_rest},
    {{"capabilities", false}, APPLET, no_capabilities},
    {{"RLIMIT_NPROC", true}, BOTH, no_process},
    {{"RLIMIT_STACK", true}, BOTH, small_stack},
    {{"PR_SET_MDWE", false}, BOTH, no_new_code},
    {{"PR_SET_NO_NEW_PRIVS", true}, BOTH, no_new_privs},
    {{"Landlock", false}, APPLET, landlock},
    /* Only now: a Landlock ruleset is a descriptor for a moment. Not in the feeder: its
     * limit is also that of the descriptors in flight of the whole user. */
    {{"RLIMIT_NOFILE", true}, APPLET, one_file},
#ifdef __x86_64__
    {{"PR_SET_TSC", false}, BOTH, no_clock},
#endif
};
enum { LAYERS = sizeof(layers) / sizeof(layers[0]) };

void
seal(const struct filter *filter, unsigned keep, void (*run)(void))
{
	const struct sealing s = {keep};

	for (size_t i = 0; i < LAYERS; i++) {
		int error = layers[i].whose & APPLET ? layers[i].put_up(&s) : 0;
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
		int error = layers[i].whose & FEEDER ? layers[i].put_up(&s) : 0;
		if (error && layers[i].is.mandatory)
			feed_refused(error);
	}
	enter_feeder(filter, run);
}

void
seal_layers(const struct filter *filter, unsigned keep, seal_tell *tell, seal_tell *tell_last)
{
	const struct sealing s = {keep};

	for (size_t i = 0; i < LAYERS; i++) {
		if (layers[i].whose & APPLET)
			tell(&layers[i].is, layers[i].put_up(&s));
	}
	enter_told(filter, tell_last);
}
