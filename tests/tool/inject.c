/* inject WHAT MODE OUTPUT COMMAND... - stands in for whoever has taken over an
 * applet, or its feeder. COMMAND, its standard output OUTPUT, has to come to be
 * sealed in MODE: "cat", "wc-bytes+feed", "feeder". WHAT is
 *
 *   calls    makes it try every call from 0 to 600, by syscall, by x32 and by int
 *            0x80, and those that its policy permits with one argument varied. What
 *            the policy permits has to live, and everything else has to die: each
 *            call that does otherwise is said on standard error. Then one line:
 *            MODE, how many calls, how many lived, and how many the kernel itself
 *            let past its filters
 *   filter   no call: the filter that is in force has to be the one that the binary
 *            holds, and the only one that there was not before. Prints it, as
 *            policies/expected has it. For root
 *
 * Nothing of the seal is left out for it: the process is stopped where it sets its
 * first limit, and from there on copies of it seal themselves, one for each call
 * that kills. Status 1: something lived or died that must not. 2: it could not be
 * done. For x86-64. */
#include <errno.h>
#include <fcntl.h>
#include <linux/seccomp.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <sys/user.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tests/tool/lib/mode.h"

/* Known to the kernel's <linux/ptrace.h>, which cannot be had besides the C library's. */
#ifndef PTRACE_SECCOMP_GET_FILTER
#define PTRACE_SECCOMP_GET_FILTER 0x420c
#endif

enum {
	LAST_NUMBER = 600,
	X32 = 0x40000000,
	SYSCALL_STOP = SIGTRAP | 0x80, /* by PTRACE_O_TRACESYSGOOD */
	FORK_STOP = SIGTRAP | PTRACE_EVENT_FORK << 8,
	SYSCALL_LENGTH = 2, /* of the instruction */
	PATIENCE = 10,      /* seconds, for a call that blocks: it lived */
	COMPLAINTS = 20,
};

/* What is written over the first instructions, which are never run again. Behind a
 * call that lived stands an instruction that there is not; the last three are a
 * loop of calls, for the mould. */
static const union {
	unsigned char bytes[16];
	unsigned long words[2];
} code = {{0x0f, 0x05,        /* syscall */
    0x0f, 0x0b,               /* ud2 */
    0xcd, 0x80,               /* int 0x80 */
    0x0f, 0x0b,               /* ud2 */
    0x89, 0xd8,               /* mov %ebx, %eax */
    0x0f, 0x05,               /* syscall */
    0xeb, 0xfa, 0x0f, 0x0b}}; /* jmp -6; ud2 */
enum { AT_SYSCALL = 0, AT_INT80 = 4, AT_LOOP = 8 };

enum way { BY_SYSCALL, BY_X32, BY_INT80 };
enum fate { KILLED, NO_ENTRY, LIVED };

static const struct mode *mode;
static char **command;
static const char *output;

static pid_t mould;         /* stopped before its first limit; what is forked of it seals itself */
static unsigned long entry; /* where code is */
static struct user_regs_struct before, sealed; /* in the mould, and in a copy */
static long filters_before;
static pid_t copy; /* sealed, stopped between two calls; 0: there is none */

static size_t injected, lived, exempt, wrongs;

_Noreturn static void
give_up(const char *what, int error)
{
	fprintf(stderr, "inject: %s: %s: %s\n", mode ? mode->name : "mode", what, strerror(error));
	exit(2);
}

static void
tick(int signal)
{
	(void)signal;
}

/* What wait tells of its next stop or end. One that does neither is ended. */
static int
wait_for(pid_t pid)
{
	int status;

	for (int ticks = 0; waitpid(pid, &status, __WALL) < 0; ticks++) {
		if (errno != EINTR)
			give_up("waitpid", errno);
		if (ticks == PATIENCE)
			kill(pid, SIGKILL);
	}
	return status;
}

static int
resume(enum __ptrace_request how, pid_t pid, long signal)
{
	if (ptrace(how, pid, 0, signal) != 0)
		give_up("cannot go on", errno);
	return wait_for(pid);
}

static void
set(pid_t pid, const struct user_regs_struct *regs)
{
	if (ptrace(PTRACE_SETREGS, pid, 0, regs) != 0)
		give_up("PTRACE_SETREGS", errno);
}

static void
get(pid_t pid, struct user_regs_struct *regs)
{
	if (ptrace(PTRACE_GETREGS, pid, 0, regs) != 0)
		give_up("PTRACE_GETREGS", errno);
}

static struct __ptrace_syscall_info
call_at(pid_t pid)
{
	struct __ptrace_syscall_info info = {0};

	if (ptrace(PTRACE_GET_SYSCALL_INFO, pid, sizeof(info), &info) <= 0)
		give_up("PTRACE_GET_SYSCALL_INFO", errno);
	return info;
}

static bool
at_call(int status)
{
	return WIFSTOPPED(status) && WSTOPSIG(status) == SYSCALL_STOP;
}

static void
end_copy(void)
{
	if (copy) {
		kill(copy, SIGKILL);
		while (WIFSTOPPED(wait_for(copy)))
			kill(copy, SIGKILL);
	}
	copy = 0;
}

/* ---- the mould --------------------------------------------------------------- */

/* Its input is an empty pipe of its own: nothing else is hurt by what a broken
 * filter lets it do to descriptor 0. */
_Noreturn static void
become(void)
{
	int in[2];
	int out = open(output, O_WRONLY | O_APPEND);
	int complaints = open("/dev/null", O_WRONLY);

	if (pipe(in) != 0 || out < 0 || dup2(in[0], 0) < 0 || dup2(out, 1) < 0 ||
	    dup2(complaints, 2) < 0)
		_exit(2);
	close(in[0]);
	close(in[1]);
	close(out);
	close(complaints);
	if (ptrace(PTRACE_TRACEME, 0, 0, 0) == 0)
		execv(command[0], command);
	_exit(2);
}

/* How many filters bind it; -1 where we may not know. */
static long
filters(pid_t pid)
{
	long n = 0;

	while (ptrace(PTRACE_SECCOMP_GET_FILTER, pid, n, 0) >= 0)
		n++;
	return errno == ENOENT || errno == EINVAL ? n : -1;
}

static void
trace_forks(pid_t pid)
{
	if (ptrace(PTRACE_SETOPTIONS, pid, 0,
	        PTRACE_O_TRACESYSGOOD | PTRACE_O_EXITKILL | PTRACE_O_TRACEFORK) != 0)
		give_up("PTRACE_SETOPTIONS", errno);
}

/* Of one that stands at a fork: the child, stopped before its first instruction. */
static pid_t
child_of(pid_t pid)
{
	unsigned long child;

	if (ptrace(PTRACE_GETEVENTMSG, pid, 0, &child) != 0)
		give_up("PTRACE_GETEVENTMSG", errno);
	if (!WIFSTOPPED(wait_for((pid_t)child)))
		give_up("a child that ended", ECHILD);
	return (pid_t)child;
}

/* Goes on to the fork of the feeder, and with it instead. */
static pid_t
go_to_feeder(pid_t pid)
{
	int status;
	pid_t feeder;

	trace_forks(pid);
	do {
		status = resume(PTRACE_CONT, pid, 0);
		if (!WIFSTOPPED(status))
			give_up("ended without a feeder", EPROTO);
	} while (status >> 8 != FORK_STOP);
	feeder = child_of(pid);
	ptrace(PTRACE_DETACH, pid, 0, 0);
	return feeder;
}

/* Goes on to the entry of the call by which it gives up its right to fork: the
 * last moment for us. */
static void
go_to_limit(pid_t pid)
{
	struct __ptrace_syscall_info call = {0};

	do {
		if (!at_call(resume(PTRACE_SYSCALL, pid, 0)))
			give_up("ended before it was sealed", EPROTO);
		call = call_at(pid);
	} while (call.op != PTRACE_SYSCALL_INFO_ENTRY || call.entry.nr != SYS_prlimit64 ||
	         call.entry.args[1] != RLIMIT_NPROC || call.entry.args[2] == 0);
}

static void
make_mould(void)
{
	struct user_regs_struct regs;
	pid_t pid = fork();

	if (pid == 0)
		become();
	if (pid < 0 || !WIFSTOPPED(wait_for(pid)))
		give_up(command[0], ECANCELED);
	if (ptrace(PTRACE_SETOPTIONS, pid, 0, PTRACE_O_TRACESYSGOOD | PTRACE_O_EXITKILL) != 0)
		give_up("PTRACE_SETOPTIONS", errno);
	filters_before = filters(pid);
	get(pid, &regs);
	entry = regs.rip;
	/* At its first call. Later its memory is closed to us, and registers suffice. */
	resume(PTRACE_SYSCALL, pid, 0);
	for (size_t i = 0; i < 2; i++) {
		if (ptrace(PTRACE_POKEDATA, pid, entry + 8 * i, code.words[i]) != 0)
			give_up("PTRACE_POKEDATA", errno);
	}
	if (strncmp(mode->name, "feeder", 6) == 0)
		pid = go_to_feeder(pid);
	go_to_limit(pid);
	get(pid, &before);

	/* The call is not made, but a harmless one in its stead; then it forks. */
	trace_forks(pid);
	regs = before;
	regs.orig_rax = SYS_getpid;
	set(pid, &regs);
	if (!at_call(resume(PTRACE_SYSCALL, pid, 0)))
		give_up("the mould", EPROTO);
	regs = before;
	regs.orig_rax = ~0UL;
	regs.rip = entry + AT_LOOP;
	regs.rbx = SYS_clone;
	regs.rdi = CLONE_PARENT | SIGCHLD; /* whose end it does not hear of */
	regs.rsi = regs.rdx = regs.r10 = regs.r8 = 0;
	set(pid, &regs);
	mould = pid;
}

/* Has the call that just returned loaded a filter? */
static bool
loads(const struct __ptrace_syscall_info *call)
{
	const unsigned long long *args = (const unsigned long long *)call->entry.args;

	return (call->entry.nr == SYS_seccomp && args[0] == SECCOMP_SET_MODE_FILTER) ||
	       (call->entry.nr == SYS_prctl && args[0] == PR_SET_SECCOMP);
}

/* A copy of the mould, which makes the call that the mould stands before, and all
 * that the seal makes after it. Stops it when the filter is loaded. */
static void
make_copy(void)
{
	struct __ptrace_syscall_info call, result = {0};
	struct user_regs_struct regs = before;

	if (resume(PTRACE_CONT, mould, 0) >> 8 != FORK_STOP)
		give_up("cannot be copied", ECHILD);
	copy = child_of(mould);
	regs.rip -= SYSCALL_LENGTH;
	regs.rax = before.orig_rax;
	regs.orig_rax = ~0UL;
	set(copy, &regs);
	do {
		if (!at_call(resume(PTRACE_SYSCALL, copy, 0)))
			give_up("ended before it was sealed", EPROTO);
		call = call_at(copy);
		if (!at_call(resume(PTRACE_SYSCALL, copy, 0)))
			give_up("ended as soon as it was sealed", EPROTO);
		if (loads(&call))
			result = call_at(copy);
	} while (!loads(&call) || result.exit.is_error || result.exit.rval != 0);
	get(copy, &sealed);
}

/* ---- calls --------------------------------------------------------------------- */

static void
prepare(enum way way, unsigned long number, const unsigned long args[ARGS])
{
	struct user_regs_struct regs = sealed;

	regs.orig_rax = ~0UL; /* no call is under way that could be begun again */
	regs.rax = way == BY_X32 ? number | X32 : number;
	regs.rip = entry + (way == BY_INT80 ? AT_INT80 : AT_SYSCALL);
	if (way == BY_INT80) {
		regs.rbx = args[0];
		regs.rcx = args[1];
		regs.rdx = args[2];
		regs.rsi = args[3];
		regs.rdi = args[4];
		regs.rbp = args[5];
	} else {
		regs.rdi = args[0];
		regs.rsi = args[1];
		regs.rdx = args[2];
		regs.r10 = args[3];
		regs.r8 = args[4];
		regs.r9 = args[5];
	}
	set(copy, &regs);
}

static enum fate
attempt(enum way way, unsigned long number, const unsigned long args[ARGS])
{
	int status;

	if (!copy)
		make_copy();
	prepare(way, number, args);
	status = resume(PTRACE_CONT, copy, 0);
	/* Some kernels stop once more with what they kill. */
	if (WIFSTOPPED(status) && WSTOPSIG(status) == SIGSYS)
		status = resume(PTRACE_CONT, copy, SIGSYS);
	if (!WIFSTOPPED(status)) {
		copy = 0;
		return WIFSIGNALED(status) && WTERMSIG(status) == SIGSYS ? KILLED : LIVED;
	}
	if (WSTOPSIG(status) == SIGILL)
		return LIVED;
	end_copy();
	return way == BY_INT80 && WSTOPSIG(status) == SIGSEGV ? NO_ENTRY : LIVED;
}

/* Makes the call, and holds its fate against the policy. */
static void
try_call(enum way way, unsigned long number, const unsigned long args[ARGS])
{
	static const char *const ways[] = {"syscall", "x32", "int 0x80"};
	const bool permitted = way == BY_SYSCALL && mode_permits(mode, number, args);
	const enum fate fate = attempt(way, number, args);

	injected++;
	lived += fate == LIVED && permitted;
	if ((fate == LIVED) == permitted)
		return;
	/* The kernel's own probes, which it lets past every filter. */
	if (way == BY_SYSCALL && (number == 335 || number == 336)) {
		exempt++;
	} else if (++wrongs <= COMPLAINTS) {
		fprintf(stderr, "%s: call %lu(%#lx, %#lx, %#lx, %#lx, %#lx, %#lx) by %s %s\n",
		    mode->name, number, args[0], args[1], args[2], args[3], args[4], args[5],
		    ways[way], permitted ? "was killed" : "lived");
	}
	if (!permitted)
		end_copy();
}

/* What the box pins, and zeros: nothing to be read, written or waited for. */
static void
arguments_of(const struct box *box, unsigned long args[ARGS])
{
	for (unsigned i = 0; i < ARGS; i++) {
		if (!box_argument(box, i, &args[i]))
			args[i] = 0;
	}
}

static void
try_numbers(enum way way)
{
	for (unsigned long number = 0; number <= LAST_NUMBER; number++) {
		/* Such that a call that lives does the least harm: fchmod of the
		 * pipe, no sethostname, no signal. */
		unsigned long args[ARGS] = {0, ~0UL, ~0UL, ~0UL};

		for (size_t i = 0; i < mode->permitted.count; i++) {
			if (box_call(&mode->permitted.boxes[i]) == number)
				arguments_of(&mode->permitted.boxes[i], args);
		}
		try_call(way, number, args);
	}
}

/* An argument in all small descriptors and one that is not, those that are small in
 * their low half alone, and good but for one bit. */
static void
try_argument(const struct box *box, unsigned hole)
{
	unsigned long args[ARGS];

	arguments_of(box, args);
	const unsigned long good = args[hole];
	for (args[hole] = 0; args[hole] <= 70; args[hole]++)
		try_call(BY_SYSCALL, box_call(box), args);
	for (args[hole] = 0x100000000; args[hole] < 0x100000004; args[hole]++)
		try_call(BY_SYSCALL, box_call(box), args);
	for (unsigned bit = 0; bit < 64; bit++) {
		args[hole] = good ^ 1UL << bit;
		try_call(BY_SYSCALL, box_call(box), args);
	}
	args[hole] = 200;
	try_call(BY_SYSCALL, box_call(box), args);
	args[hole] = ~0UL;
	try_call(BY_SYSCALL, box_call(box), args);
	args[hole] = good;
	try_call(BY_SYSCALL, box_call(box), args);
}

static void
try_arguments(const struct box *box)
{
	unsigned long value;

	for (unsigned hole = 0; hole < ARGS; hole++) {
		bool pinned = false;

		for (size_t i = 0; i < mode->permitted.count; i++) {
			const struct box *other = &mode->permitted.boxes[i];
			pinned |=
			    box_call(other) == box_call(box) && box_argument(other, hole, &value);
		}
		if (pinned)
			try_argument(box, hole);
	}
}

static int
calls(void)
{
	for (enum way way = BY_SYSCALL; way <= BY_INT80; way++)
		try_numbers(way);
	for (size_t i = 0; i < mode->permitted.count; i++)
		try_arguments(&mode->permitted.boxes[i]);
	printf("%s %zu %zu %zu\n", mode->name, injected, lived, exempt);
	return wrongs != 0;
}

/* ---- the filter ------------------------------------------------------------------ */

static int
filter(void)
{
	static struct sock_filter there[BPF_MAXINSNS];
	const struct filter *ours = mode->filter;
	long now, n;

	make_copy();
	now = filters(copy);
	/* The first is the oldest; with none before, it is also the newest. */
	n = ptrace(PTRACE_SECCOMP_GET_FILTER, copy, filters_before, there);
	if (n < 0)
		give_up("PTRACE_SECCOMP_GET_FILTER", errno);
	for (long i = 0; i < n; i++)
		printf("%4ld: 0x%04x %3u %3u 0x%08x\n", i, there[i].code, there[i].jt, there[i].jf,
		    there[i].k);
	if (now != filters_before + 1)
		fprintf(
		    stderr, "%s: %ld filters, and %ld before\n", mode->name, now, filters_before);
	else if (n != ours->count || memcmp(there, ours->code, sizeof(*there) * (size_t)n) != 0)
		fprintf(stderr, "%s: the filter in force is not that of the binary\n", mode->name);
	else
		return 0;
	return 1;
}

int
main(int argc, char **argv)
{
	const struct itimerval second = {{1, 0}, {1, 0}};
	const struct sigaction action = {.sa_handler = tick};
	struct mode *modes;
	cpu_set_t here;
	int status;
	size_t count;

	if (argc < 5)
		return 2;
	count = modes_load(&modes);
	for (size_t i = 0; i < count; i++) {
		if (strcmp(modes[i].name, argv[2]) == 0)
			mode = &modes[i];
	}
	if (!mode)
		give_up(argv[2], ENOENT);
	output = argv[3];
	command = argv + 4;
	/* On one processor with what it traces: each waits for the other anyway. */
	CPU_ZERO(&here);
	CPU_SET((unsigned)sched_getcpu(), &here);
	sched_setaffinity(0, sizeof(here), &here);
	sigaction(SIGALRM, &action, NULL);
	setitimer(ITIMER_REAL, &second, NULL);
	make_mould();
	status = strcmp(argv[1], "filter") == 0 ? filter() : calls();
	end_copy();
	kill(mould, SIGKILL);
	return status;
}
