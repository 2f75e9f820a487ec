/* fault [-f] CALL WHEN ACTION [and CALL WHEN ACTION]... COMMAND... - runs COMMAND
 * and, once it is sealed, makes its calls fail in ways that no kernel does on demand. No
 * byte is lost, and no call is added: a call that fails is given nothing to do, and a
 * short one is asked for less. With -f the feeder is the target, not the applet.
 *
 *   CALL    read, write, lseek, recvmsg and so on, or write@1: only those whose
 *           first argument is 1
 *   WHEN    3 is the third such call after the seal; every; odd, every other
 *   ACTION  an errno's name: the call fails (close: it closes, and then fails);
 *           short=K: it is for at most K bytes; as=K: its first argument is K; do=TEXT:
 *           the shell runs TEXT, with the caller's id in $CALLER, while the call waits to
 *           be made
 *
 * Its status is that of the command, 128 and more for a signal, as in a shell; 2 if a
 * fault did not happen. For x86-64. */
#include <errno.h>
#include <linux/seccomp.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/syscall.h>
#include <sys/user.h>
#include <sys/wait.h>
#include <unistd.h>

enum {
	NONE = -1,
	FAULTS = 4,
	PROCESSES = 4,
	SYSCALL_STOP = SIGTRAP | 0x80, /* by PTRACE_O_TRACESYSGOOD */
};

/* The calls that can fail, and which argument makes them fail, or do nothing, by
 * being 0; NONE where all are pinned by policies, and the call is made. */
static const struct call {
	const char *name;
	unsigned long long number;
	int argument;
} calls[] = {
    {"read", SYS_read, 2},
    {"write", SYS_write, 2},
    {"lseek", SYS_lseek, 1},
    {"recvmsg", SYS_recvmsg, 1},
    {"ppoll", SYS_ppoll, 0},
    {"sendmsg", SYS_sendmsg, 1},
    {"openat", SYS_openat, 1},
    {"fstat", SYS_fstat, 1},
    {"newfstatat", SYS_newfstatat, 1},
    {"splice", SYS_splice, 4},
    {"close", SYS_close, NONE},
};

static const struct {
	const char *name;
	int number;
} errors[] = {
    {"EINTR", EINTR},
    {"EAGAIN", EAGAIN},
    {"EIO", EIO},
    {"EPERM", EPERM},
    {"ENOSYS", ENOSYS},
    {"EINVAL", EINVAL},
    {"EISDIR", EISDIR},
    {"ENOSPC", ENOSPC},
    {"EPIPE", EPIPE},
    {"EDQUOT", EDQUOT},
    {"EFBIG", EFBIG},
    {"ESPIPE", ESPIPE},
    {"EMFILE", EMFILE},
    {"ETOOMANYREFS", ETOOMANYREFS},
};

static struct fault {
	const struct call *call;
	unsigned long long descriptor;
	unsigned long long most; /* 0: as many as were asked for */
	unsigned long long as;
	const char *deed;
	int error;            /* 0: none */
	unsigned first, step; /* step 0: only the first */
	unsigned met;
	bool one_descriptor;
	bool other; /* the first argument is as */
	bool happened;
} faults[FAULTS];
static size_t fault_count;

static struct process {
	pid_t pid; /* 0: a free place */
	bool sealed, inside;
	bool changed;                  /* the call it is in */
	int error;                     /* that this call will end with */
	struct user_regs_struct asked; /* how it was made */
} processes[PROCESSES];

_Noreturn static void
give_up(const char *what, const char *why)
{
	fprintf(stderr, "fault: %s: %s\n", what, why);
	exit(2);
}

/* ---- faults --------------------------------------------------------------- */

static void
parse_call(struct fault *f, const char *text)
{
	size_t length = strcspn(text, "@");

	for (size_t i = 0; i < sizeof(calls) / sizeof(calls[0]); i++) {
		if (strlen(calls[i].name) == length && strncmp(calls[i].name, text, length) == 0)
			f->call = &calls[i];
	}
	if (!f->call)
		give_up(text, "no such call");
	f->one_descriptor = text[length] == '@';
	if (f->one_descriptor)
		f->descriptor = strtoull(text + length + 1, NULL, 10);
}

static void
parse_when(struct fault *f, const char *text)
{
	f->first = 1;
	if (strcmp(text, "every") == 0)
		f->step = 1;
	else if (strcmp(text, "odd") == 0)
		f->step = 2;
	else if ((f->first = (unsigned)strtoul(text, NULL, 10)) == 0)
		give_up(text, "no such time");
}

static void
parse_action(struct fault *f, const char *text)
{
	if (strncmp(text, "short=", 6) == 0) {
		f->most = strtoull(text + 6, NULL, 10);
	} else if (strncmp(text, "do=", 3) == 0) {
		f->deed = text + 3;
	} else if (strncmp(text, "as=", 3) == 0) {
		f->other = true;
		f->as = strtoull(text + 3, NULL, 10);
	} else {
		for (size_t i = 0; i < sizeof(errors) / sizeof(errors[0]); i++) {
			if (strcmp(errors[i].name, text) == 0)
				f->error = errors[i].number;
		}
	}
	if (!f->most && !f->deed && !f->error && !f->other)
		give_up(text, "no such action");
}

/* Returns where the command begins. */
static char **
parse(char **words)
{
	for (;;) {
		struct fault *f = &faults[fault_count];

		if (fault_count == FAULTS || !words[0] || !words[1] || !words[2] || !words[3])
			give_up("usage", "fault [-f] CALL WHEN ACTION [and ...] COMMAND...");
		parse_call(f, words[0]);
		parse_when(f, words[1]);
		parse_action(f, words[2]);
		fault_count++;
		if (strcmp(words[3], "and") != 0)
			return words + 3;
		words += 4;
	}
}

/* ---- their calls ---------------------------------------------------------- */

/* Whether this call is one that the fault is for, and its time has come. */
static bool
due(struct fault *f, const struct user_regs_struct *regs)
{
	if (regs->orig_rax != f->call->number)
		return false;
	if (f->one_descriptor && regs->rdi != f->descriptor)
		return false;
	f->met++;
	if (f->met == f->first)
		return true;
	return f->step && f->met > f->first && (f->met - f->first) % f->step == 0;
}

static void
set(const struct process *p, const struct user_regs_struct *regs)
{
	if (ptrace(PTRACE_SETREGS, p->pid, 0, regs) != 0)
		give_up("PTRACE_SETREGS", strerror(errno));
}

static void
happen(struct fault *f, struct process *p, struct user_regs_struct *regs)
{
	unsigned long long *argument[] = {
	    &regs->rdi, &regs->rsi, &regs->rdx, &regs->r10, &regs->r8};
	unsigned long long pinned = 0;
	unsigned long long *length =
	    f->call->argument == NONE ? &pinned : argument[f->call->argument];
	char caller[16];

	f->happened = true;
	snprintf(caller, sizeof(caller), "%d", (int)p->pid);
	setenv("CALLER", caller, 1);
	if (f->deed && system(f->deed) != 0) /* NOLINT: a test's own words */
		give_up(f->deed, "failed");
	if (f->most && *length > f->most)
		*length = f->most;
	if (f->error) {
		*length = 0;
		p->error = f->error;
	}
	if (f->other)
		regs->rdi = f->as;
	p->changed = p->changed || f->most || f->error || f->other;
}

static void
enter(struct process *p, struct user_regs_struct *regs)
{
	p->asked = *regs;
	p->changed = false;
	p->error = 0;
	for (size_t i = 0; i < fault_count; i++) {
		if (due(&faults[i], regs))
			happen(&faults[i], p, regs);
	}
	if (p->changed)
		set(p, regs);
}

/* A caller relies on its argument registers being unchanged after the call. */
static void
leave(struct process *p, struct user_regs_struct *regs)
{
	if (p->changed) {
		regs->rdi = p->asked.rdi;
		regs->rsi = p->asked.rsi;
		regs->rdx = p->asked.rdx;
		regs->r10 = p->asked.r10;
		regs->r8 = p->asked.r8;
		if (p->error)
			regs->rax = (unsigned long long)-p->error;
		set(p, regs);
	}
	p->changed = false;
	if (regs->rax == 0 &&
	    ((regs->orig_rax == SYS_seccomp && regs->rdi == SECCOMP_SET_MODE_FILTER) ||
	        (regs->orig_rax == SYS_prctl && regs->rdi == PR_SET_SECCOMP)))
		p->sealed = true;
}

static void
at_call(struct process *p, bool chosen)
{
	struct user_regs_struct regs;

	if (ptrace(PTRACE_GETREGS, p->pid, 0, &regs) != 0)
		return; /* it was killed this instant */
	if (p->inside)
		leave(p, &regs);
	else if (p->sealed && chosen)
		enter(p, &regs);
	p->inside = !p->inside;
}

static struct process *
find(pid_t pid)
{
	for (size_t i = 0; i < PROCESSES; i++) {
		if (processes[i].pid == pid)
			return &processes[i];
	}
	for (size_t i = 0; i < PROCESSES; i++) {
		if (!processes[i].pid) {
			processes[i] = (struct process){.pid = pid};
			return &processes[i];
		}
	}
	give_up("processes", "too many");
}

/* The signal to deliver to a stopped process: its own, but none for ptrace's stops. */
static int
signal_of(int status)
{
	int signal = WSTOPSIG(status);

	return signal == SYSCALL_STOP || signal == SIGTRAP || signal == SIGSTOP ? 0 : signal;
}

/* Traces the applet, and the feeder if that is the target, until the applet ends, and
 * returns its status. */
static int
follow(pid_t applet, bool feeder)
{
	int status;
	pid_t pid;

	while ((pid = waitpid(-1, &status, __WALL)) > 0) {
		struct process *p = find(pid);

		if (!WIFSTOPPED(status)) {
			p->pid = 0;
			if (pid == applet)
				return status;
			continue;
		}
		if (WSTOPSIG(status) == SYSCALL_STOP)
			at_call(p, (pid != applet) == feeder);
		ptrace(PTRACE_SYSCALL, pid, 0, (long)signal_of(status));
	}
	give_up("wait", strerror(errno));
}

static pid_t
start(char **command, bool feeder)
{
	long options = PTRACE_O_TRACESYSGOOD | PTRACE_O_EXITKILL;
	pid_t pid = fork();
	int status;

	if (pid == 0) {
		if (ptrace(PTRACE_TRACEME, 0, 0, 0) == 0)
			execvp(command[0], command);
		_exit(127);
	}
	if (pid < 0 || waitpid(pid, &status, 0) != pid || !WIFSTOPPED(status))
		give_up(command[0], "cannot be run");
	if (feeder)
		options |= PTRACE_O_TRACEFORK;
	if (ptrace(PTRACE_SETOPTIONS, pid, 0, options) != 0)
		give_up("PTRACE_SETOPTIONS", strerror(errno));
	find(pid);
	ptrace(PTRACE_SYSCALL, pid, 0, 0);
	return pid;
}

int
main(int argc, char **argv)
{
	bool feeder = argc > 1 && strcmp(argv[1], "-f") == 0;
	char **command = parse(argv + 1 + feeder);
	int status = follow(start(command, feeder), feeder);

	for (size_t i = 0; i < fault_count; i++) {
		if (!faults[i].happened)
			give_up(faults[i].call->name, "nothing went wrong");
	}
	return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
}
