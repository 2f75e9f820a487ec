/* witness - runs an applet as the process that it was started as, and watches it from
 * another one. OF/APPLET is a link to witness, and NAME a link to that; the applet is
 * ../pillbox beside it. witness
 *
 *   checks the first few thousand calls of the applet, and those of its feeder, after
 *   their seals against the policy of the filter that is in force. Before such a call is
 *   made, it adds a line to ../witness: "NAME MODE lseek(0,*,1)" for the alternative of
 *   the policy that permits it, or a line that says that none does;
 *
 *   checks that the environment is wiped when the filter is loaded, and spoils the
 *   pointers to it: code that looks at it later crashes;
 *
 *   makes the code of before the seal inaccessible, just before the filter is loaded:
 *   code that calls it later dies by SIGSEGV.
 *
 * So a suite that runs under witness passes only if sealed runs need neither.
 * witness --list prints all alternatives of all policies, "MODE lseek(0,*,1)". It needs
 * root, who alone may read filters, and x86-64. */
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <linux/seccomp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/auxv.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/user.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tests/tool/lib/before.h"
#include "tests/tool/lib/mode.h"
#include "tests/tool/lib/trace.h"

enum {
	PROCESSES = 4,
	BOXES = 256,
	CALLS = 4000, /* of one process; 20,000 inputs of a list would take too long */
	SYSCALL_STOP = SIGTRAP | 0x80, /* by PTRACE_O_TRACESYSGOOD */
};

static char path[PATH_MAX]; /* of the log */
static char pillbox[PATH_MAX];
static const char *name; /* of the applet */
static struct mode *modes;
static size_t mode_count;

static struct process {
	pid_t pid;               /* 0: a free place */
	const struct mode *mode; /* NULL: not sealed yet */
	bool loading;            /* in the call that loads the filter */
	bool hiding, hidden;     /* in the call that hides the code, and after it */
	bool used[BOXES];
	unsigned calls; /* sealed ones */
	struct user_regs_struct at_load;
} processes[PROCESSES];

/* Appends a line in one write, so that no two are mixed. */
static void __attribute__((format(printf, 1, 2))) note(const char *format, ...)
{
	const int log = old_open(path, O_WRONLY | O_CREAT | O_APPEND);
	char line[512];
	va_list args;
	int n;

	va_start(args, format);
	n = vsnprintf(line, sizeof(line), format, args);
	va_end(args);
	if (log < 0 || n < 0 || write(log, line, (size_t)n) != n)
		_exit(2);
	close(log);
}

static void
note_line(const char *line)
{
	note("%s", line);
}

static struct process *
process(pid_t pid)
{
	for (size_t i = 0; i < PROCESSES; i++) {
		if (processes[i].pid == pid)
			return &processes[i];
	}
	if (pid == 0)
		give_up("too many processes", EAGAIN);
	struct process *p = process(0);
	*p = (struct process){.pid = pid};
	return p;
}

/* ---- the code of before the seal ----------------------------------------------- */

/* At the entry of the call that loads the filter: another one is made in its place. */
static void
hide_code(struct process *p)
{
	struct user_regs_struct regs = get_registers(p->pid);

	p->at_load = regs;
	regs.orig_rax = SYS_mprotect;
	regs.rdi = before_code.begin;
	regs.rsi = before_code.end - before_code.begin;
	regs.rdx = PROT_NONE;
	set_registers(p->pid, &regs);
	p->hiding = true;
}

/* At its exit: back to the instruction that makes the call. */
static void
load_again(struct process *p, long result)
{
	if (result != 0)
		give_up("mprotect", (int)-result);
	p->at_load.rip -= 2;
	p->at_load.rax = p->at_load.orig_rax;
	set_registers(p->pid, &p->at_load);
	p->hiding = false;
	p->hidden = true;
}

/* ---- calls ----------------------------------------------------------------------- */

/* Whether a filter of this name can be that of the applet, or of its feeder. */
static bool
may_be(const struct mode *m, bool feeder)
{
	const size_t length = strlen(name);

	if (feeder || strncmp(m->name, "feeder", 6) == 0)
		return feeder && strncmp(m->name, "feeder", 6) == 0;
	return strncmp(m->name, name, length) == 0 && strchr("+-", m->name[length]);
}

/* The mode of the newest filter in force. */
static const struct mode *
mode_of(pid_t pid, bool feeder)
{
	static struct sock_filter code[BPF_MAXINSNS];
	const long n = ptrace(PTRACE_SECCOMP_GET_FILTER, pid, filters_of(pid) - 1, code);

	for (size_t i = 0; n > 0 && i < mode_count; i++) {
		const struct filter *f = modes[i].filter;
		if (may_be(&modes[i], feeder) && f->count == n &&
		    memcmp(filter_code(f), code, (size_t)n * sizeof(*code)) == 0)
			return &modes[i];
	}
	give_up("an unknown filter is in force", errno);
}

static void
at_entry(struct process *p, const struct __ptrace_syscall_info *call)
{
	const unsigned long *args = (const unsigned long *)call->entry.args;
	const struct box *box;
	char text[160];

	if (!p->mode) {
		p->loading =
		    (call->entry.nr == SYS_seccomp && args[0] == SECCOMP_SET_MODE_FILTER) ||
		    (call->entry.nr == SYS_prctl && args[0] == PR_SET_SECCOMP);
		if (p->loading && !p->hidden)
			hide_code(p);
		return;
	}
	p->calls++;
	box = mode_permits(p->mode, call->entry.nr, args);
	if (!box) {
		note("%s %s ! call %llu(%#lx, %#lx, %#lx, %#lx)\n", name, p->mode->name,
		    (unsigned long long)call->entry.nr, args[0], args[1], args[2], args[3]);
		return;
	}
	if (p->used[box - p->mode->permitted.boxes])
		return;
	p->used[box - p->mode->permitted.boxes] = true;
	box_print(text, sizeof(text), box);
	note("%s %s %s\n", name, p->mode->name, text);
}

static void
at_call(pid_t pid, pid_t applet)
{
	struct process *p = process(pid);
	struct __ptrace_syscall_info call;

	if (ptrace(PTRACE_GET_SYSCALL_INFO, pid, sizeof(call), &call) <= 0)
		return;
	if (call.op == PTRACE_SYSCALL_INFO_ENTRY) {
		at_entry(p, &call);
	} else if (p->hiding) {
		load_again(p, (long)call.exit.rval);
	} else if (p->loading && call.exit.rval == 0) {
		p->loading = false;
		p->mode = mode_of(pid, pid != applet);
		if (environment_is_wiped(pid))
			note("%s wiped %lu\n", name, environment_count());
		else
			note("%s ! an environment that is not wiped\n", name);
		environment_spoil(pid);
	}
}

static void
at_start(pid_t pid)
{
	const struct user_regs_struct regs = get_registers(pid);

	environment_find(pid, regs.rsp);
	before_code_move(regs.rip);
}

/* Answers one stop; returns the signal that it goes on with. */
static long
answer(pid_t pid, int status, pid_t applet, enum __ptrace_request *how)
{
	const int signal = WSTOPSIG(status), event = status >> 16;

	*how = process(pid)->calls < CALLS ? PTRACE_SYSCALL : PTRACE_DETACH;
	if (signal == SYSCALL_STOP)
		at_call(pid, applet);
	else if (event == PTRACE_EVENT_EXEC)
		at_start(pid);
	else if (event == PTRACE_EVENT_STOP && signal != SIGTRAP)
		*how = PTRACE_LISTEN; /* the whole process is stopped, until SIGCONT */
	else if (event == 0)
		return signal;
	return 0;
}

_Noreturn static void
watch(pid_t applet)
{
	const struct rlimit all = {RLIM_INFINITY, RLIM_INFINITY};
	int status;
	pid_t pid;

	/* Nobody shall wait for the end of a pipe that we hold, or miss a limit. */
	syscall(SYS_close_range, 0, ~0U, 0);
	setrlimit(RLIMIT_FSIZE, &all);
	setrlimit(RLIMIT_AS, &all);
	setrlimit(RLIMIT_DATA, &all);
	setrlimit(RLIMIT_NOFILE, &(struct rlimit){64, 64});
	setsid();
	mode_count = modes_load(&modes);
	if (ptrace(PTRACE_SEIZE, applet, 0,
	        PTRACE_O_TRACESYSGOOD | PTRACE_O_TRACEFORK | PTRACE_O_TRACEEXEC) != 0)
		note("%s unwatched\n", name); /* somebody else does */
	kill(applet, SIGUSR1);
	while ((pid = wait(&status)) > 0) {
		enum __ptrace_request how;
		if (!WIFSTOPPED(status)) {
			process(pid)->pid = 0;
			continue;
		}
		const long signal = answer(pid, status, applet, &how);
		ptrace(how, pid, 0, signal);
	}
	_exit(0);
}

/* Starts the watcher as nobody's child, and waits until it watches. */
static void
be_watched(void)
{
	const pid_t applet = getpid();
	sigset_t usr1, before;
	int signal;
	pid_t child;

	sigemptyset(&usr1);
	sigaddset(&usr1, SIGUSR1);
	sigprocmask(SIG_BLOCK, &usr1, &before);
	child = fork();
	if (child == 0) {
		if (fork() == 0)
			watch(applet);
		_exit(0);
	}
	if (child < 0)
		return;
	waitpid(child, NULL, 0);
	sigwait(&usr1, &signal);
	sigprocmask(SIG_SETMASK, &before, NULL);
}

/* All there is to be used, "MODE lseek(0,*,1)". */
static int
list(void)
{
	char text[160];

	mode_count = modes_load(&modes);
	for (size_t i = 0; i < mode_count; i++) {
		for (size_t j = 0; j < modes[i].permitted.count; j++) {
			box_print(text, sizeof(text), &modes[i].permitted.boxes[j]);
			printf("%s %s\n", modes[i].name, text);
		}
	}
	return 0;
}

int
main(int argc, char **argv)
{
	static char link[PATH_MAX];
	const char *self = (const char *)getauxval(AT_EXECFN);
	const char *slash = self ? strrchr(self, '/') : NULL;
	ssize_t n = readlink("/proc/self/exe", pillbox, sizeof(pillbox));

	if (argc == 2 && strcmp(argv[1], "--list") == 0)
		return list();
	if (!slash || argc < 1 || n < 0 || (size_t)n > sizeof(pillbox) - sizeof("/../pillbox") ||
	    snprintf(path, sizeof(path), "%.*s/../witness", (int)(slash - self), self) >=
	        PATH_MAX ||
	    readlink(self, link, sizeof(link) - 1) <= 0)
		return 126;
	strcpy(strrchr(pillbox, '/'), "/../pillbox");
	name = traced = strrchr(link, '/') + 1;
	trace_print = note_line;
	/* Under an outer filter, filters cannot be read. */
	if (prctl(PR_GET_SECCOMP, 0, 0, 0, 0) != 0) {
		note("%s unwatched\n", name);
	} else {
		before_code_find(pillbox);
		be_watched();
	}
	execv(pillbox, argv);
	return 126;
}
