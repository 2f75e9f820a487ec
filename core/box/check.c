/* --check: whether the seal holds here, on this kernel and under any outer filter.
 * Answers of the kernel are not trusted: a child puts up each layer and tries what the
 * layer forbids; others are sealed with each filter and make one forbidden call. */
#include "core/box/check.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/capability.h>
#include <signal.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/personality.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/utsname.h>
#include <sys/wait.h>
#include <unistd.h>

#include "core/after/probe.h"
#include "core/applet.h"
#include "core/before/print.h"
#include "core/descriptors.h"
#include "core/policy.h"
#include "core/seal.h"
#include "core/status.h"

enum { SECRET = 9 };

/* A result of a layer, besides an errno and SEAL_KILLS. */
enum { EXCEPTS_ROOT = -2 };

static bool failed;

static void
holds(const char *name)
{
	print("holds    %s\n", name);
}

static void
fails(const char *name, const char *how)
{
	failed = true;
	print("FAILS    %s: %s\n", name, how);
}

/* A layer that runs can do without. */
static void
misses(const char *name, const char *why)
{
	print("missing  %s: %s (optional: runs go on without it)\n", name, why);
}

/* ---- layers --------------------------------------------------------------- */

static bool
gains_code(void)
{
	const size_t page = 4096;
	void *p = mmap(NULL, page, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	return p != MAP_FAILED && mprotect(p, page, PROT_READ | PROT_EXEC) == 0;
}

static bool
opens(const char *path)
{
	return open(path, O_RDONLY | O_DIRECTORY) >= 0;
}

static bool
has_capabilities(void)
{
	struct __user_cap_header_struct self = {.version = _LINUX_CAPABILITY_VERSION_3};
	struct __user_cap_data_struct sets[2] = {{.permitted = 1}};

	return syscall(SYS_capget, &self, sets) != 0 || sets[0].permitted || sets[1].permitted;
}

static bool
has_clock(void)
{
	int is = PR_TSC_ENABLE;

	return prctl(PR_GET_TSC, &is, 0, 0, 0) != 0 || is != PR_TSC_SIGSEGV;
}

/* Whether what a layer forbids is still possible after it was put up. */
static bool
is_ineffective(const char *layer)
{
	if (strcmp(layer, "environment") == 0)
		return *environ && **environ;
	if (strcmp(layer, "capabilities") == 0)
		return has_capabilities();
	if (strcmp(layer, "PR_SET_TSC") == 0)
		return has_clock();
	if (strcmp(layer, "close_range") == 0)
		return fcntl(SECRET, F_GETFD) >= 0;
	if (strcmp(layer, "PR_SET_MDWE") == 0)
		return gains_code();
	if (strcmp(layer, "Landlock") == 0)
		return opens("/");
	if (strcmp(layer, "RLIMIT_NOFILE") == 0)
		return dup(0) >= 0;
	return false; /* the layer has checked itself */
}

/* The limit binds neither root nor a process with CAP_SYS_ADMIN or CAP_SYS_RESOURCE. */
static bool
can_start_process(void)
{
	pid_t child = _Fork();

	if (child == 0)
		_exit(0);
	if (child > 0)
		waitpid(child, NULL, 0);
	return child > 0;
}

static void
tell(const struct seal_layer *layer, int error)
{
	if (!error && is_ineffective(layer->name))
		error = EPROTO;
	else if (!error && strcmp(layer->name, "RLIMIT_NPROC") == 0 && can_start_process())
		error = EXCEPTS_ROOT;
	probe_tell(layer, error);
}

_Noreturn static void
report_layers(const int pipe[2])
{
	dup2(0, SECRET);
	dup2(pipe[1], 1);
	seal_layers(&policies[0]->one, 0, tell, probe_tell);
}

static void
print_report(const struct probe_report *r)
{
	if (!r->error) {
		holds(r->layer->name);
	} else if (r->error == EXCEPTS_ROOT) {
		misses(r->layer->name, "it does not bind root");
	} else if (r->error == SEAL_KILLS) {
		misses(r->layer->name, "an outer filter kills for it");
	} else if (r->layer->mandatory) {
		failed = true;
		print("FAILS    %s: %m\n", r->layer->name, r->error);
	} else {
		print("missing  %s: %m (optional: runs go on without it)\n", r->layer->name,
		    r->error);
	}
}

static void
check_layers(void)
{
	struct probe_report r;
	size_t count = 0;
	int pipe_[2], status;
	pid_t child;

	if (pipe(pipe_) != 0 || (child = _Fork()) < 0)
		fail("cannot test the layers: %m", errno);
	if (child == 0)
		report_layers(pipe_);
	close(pipe_[1]);
	while (read(pipe_[0], &r, sizeof(r)) == sizeof(r)) {
		print_report(&r);
		count++;
	}
	close(pipe_[0]);
	while (waitpid(child, &status, 0) < 0 && errno == EINTR)
		;
	if (count == 0 || status != 0)
		fails("layers", "the test process was killed");
}

/* ---- filters ---------------------------------------------------------------- */

/* Seals this child, which then makes a forbidden call, or only exits. */
_Noreturn static void
be_sealed(const struct policy *p, bool several, bool forbidden)
{
	const struct filter *filter = several ? &p->several : &p->one;
	void (*run)(void) = forbidden ? probe_forbidden : probe_nothing;

	close(2); /* the status tells of a failure */
	if (strncmp(p->name, "feeder", 6) == 0)
		seal_feeder(filter, run);
	seal(filter, several ? 1U << IN_PAIR : 0, run);
}

/* The wait status of such a child. */
static int
wait_status(const struct policy *p, bool several, bool forbidden)
{
	int status;
	pid_t child = _Fork();

	if (child < 0)
		fail("cannot test %s: %m", p->name, errno);
	if (child == 0)
		be_sealed(p, several, forbidden);
	while (waitpid(child, &status, 0) < 0)
		if (errno != EINTR)
			fail("cannot test %s: %m", p->name, errno);
	return status;
}

/* NULL, or what is wrong. */
static const char *
wrong_with(const struct policy *p, bool several)
{
	int honest = wait_status(p, several, false);
	int forbidden = wait_status(p, several, true);

	if (WIFEXITED(honest) && honest != 0)
		return "cannot be sealed";
	if (honest != 0)
		return "killed without a forbidden call";
	if (!WIFSIGNALED(forbidden) || WTERMSIG(forbidden) != SIGSYS)
		return "not killed for a forbidden call";
	return NULL;
}

static void
check_policy(const struct policy *p)
{
	const char *wrong = wrong_with(p, false);
	bool several = policy_several(p);

	if (!wrong && several)
		wrong = wrong_with(p, true);
	if (wrong)
		fails(p->name, wrong);
	else
		print("holds    %s: sealed%s; killed for a forbidden call\n", p->name,
		    several ? ", with one input and with several" : "");
}

/* The setting is inherited. A child asks for it: an outer filter may kill for the call. */
static void
check_addresses(void)
{
	const char *name = "random addresses";
	int persona, status = -1;
	pid_t child = _Fork();

	if (child == 0) {
		persona = personality(0xffffffff);
		_exit(persona < 0 ? 2 : (persona & ADDR_NO_RANDOMIZE) != 0);
	}
	if (child > 0)
		waitpid(child, &status, 0);
	if (status == 0)
		holds(name);
	else if (WIFEXITED(status) && WEXITSTATUS(status) == 1)
		misses(name, "the parent has switched them off");
	else
		misses(name, "cannot tell whether they are on");
}

int
box_check(void)
{
	struct utsname kernel;

	if (uname(&kernel) != 0)
		fail("uname: %m", errno);
	signal(SIGCHLD, SIG_DFL);
	print("kernel   %s %s, %s\n", kernel.sysname, kernel.release, kernel.machine);
	holds("relocated data is read-only"); /* else main() would have ended the run */
	check_addresses();
	check_layers();
	for (size_t i = 0; i < policy_count; i++)
		check_policy(policies[i]);
	print_end();
	return failed ? SEAL_FAILED : 0;
}
