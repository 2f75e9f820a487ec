/* The template and its copies. Their seal is the whole seal of the product. */
#include "tests/tool/lib/copy.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/seccomp.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tests/tool/lib/registers.h"

enum {
	SYSCALL_STOP = SIGTRAP | 0x80, /* by PTRACE_O_TRACESYSGOOD */
	FORK_STOP = SIGTRAP | PTRACE_EVENT_FORK << 8,
	PATIENCE = 10, /* seconds */
};

unsigned long template_code;
const void *template_input;
size_t template_input_size;
static pid_t template;
static struct user_regs_struct before; /* at its call */
static long filters_before;

static void
tick(int signal)
{
	(void)signal;
}

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

int
resume(enum __ptrace_request how, pid_t pid, long signal)
{
	if (ptrace(how, pid, 0, signal) != 0)
		give_up("cannot go on", errno);
	return wait_for(pid);
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

/* Its input is a pipe of its own, so that a broken filter does no harm to others by
 * descriptor 0. */
_Noreturn static void
become(const char *output, char **command)
{
	int in[2];
	int out = open(output, O_RDWR); /* of a FIFO too, which nobody reads */
	int complaints = open("/dev/null", O_WRONLY);

	if (pipe(in) != 0 || write(in[1], template_input, template_input_size) < 0 || out < 0 ||
	    complaints < 0 || dup2(in[0], 0) < 0 || dup2(out, 1) < 0 || dup2(complaints, 2) < 0)
		_exit(2);
	close(in[0]);
	close(in[1]);
	close(out);
	close(complaints);
	if (ptrace(PTRACE_TRACEME, 0, 0, 0) == 0)
		execv(command[0], command);
	_exit(2);
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

/* Goes on to the fork of the feeder, and with it instead. The applet stays where it is, until the
 * tracer ends: it would wait for a word of the feeder for some seconds, and end both. */
static pid_t
go_to_feeder(pid_t pid)
{
	int status;

	trace_forks(pid);
	do {
		status = resume(PTRACE_CONT, pid, 0);
		if (!WIFSTOPPED(status))
			give_up("ended without a feeder", EPROTO);
	} while (status >> 8 != FORK_STOP);
	return child_of(pid);
}

/* Goes on to the entry of the call by which it gives up its right to fork: the last
 * moment to copy it. */
static void
go_to_limit(pid_t pid)
{
	struct __ptrace_syscall_info call;

	do {
		if (!at_call(resume(PTRACE_SYSCALL, pid, 0)))
			give_up("ended before it was sealed", EPROTO);
		call = call_at(pid);
	} while (call.op != PTRACE_SYSCALL_INFO_ENTRY || call.entry.nr != SYS_prlimit64 ||
	         call.entry.args[1] != RLIMIT_NPROC || call.entry.args[2] == 0);
}

/* Where its code begins, by the kernel's list: of its file the first that may be run. */
static unsigned long
code_of(pid_t pid)
{
	char path[32], line[512];
	unsigned long begin = 0;
	FILE *maps;

	snprintf(path, sizeof(path), "/proc/%d/maps", (int)pid);
	maps = fopen(path, "re");
	while (maps && !begin && fgets(line, sizeof(line), maps))
		begin = strstr(line, " r-xp ") ? strtoul(line, NULL, 16) : 0;
	if (maps)
		fclose(maps);
	if (!begin)
		give_up(path, errno);
	return begin;
}

/* Tracer and copy always wait for each other, fastest on one processor. */
static void
set_up(void)
{
	const struct itimerval second = {{1, 0}, {1, 0}};
	const struct sigaction action = {.sa_handler = tick};
	cpu_set_t here;

	CPU_ZERO(&here);
	CPU_SET((unsigned)sched_getcpu(), &here);
	sched_setaffinity(0, sizeof(here), &here);
	sigaction(SIGALRM, &action, NULL);
	setitimer(ITIMER_REAL, &second, NULL);
}

/* Makes a harmless call in the place of the one at whose entry the process stands, whose
 * registers these are, and stops it once more, after all calls: then they are all its own. */
static void
pass_call(pid_t pid, struct user_regs_struct *at_entry)
{
	struct user_regs_struct regs = *at_entry;

	if (registers_replace_call(pid, &regs, SYS_getpid) != 0)
		give_up("cannot replace a call", errno);
	if (!at_call(resume(PTRACE_SYSCALL, pid, 0)))
		give_up("the template", EPROTO);
	kill(pid, SIGSTOP);
	if (!WIFSTOPPED(resume(PTRACE_CONT, pid, 0)))
		give_up("the template", EPROTO);
#ifdef __aarch64__
	at_entry->regs[7] = get_registers(pid).regs[7];
#endif
}

void
template_make(const char *name, bool feeder, const char *output, char **command)
{
	/* The template is not told when a copy ends. */
	const unsigned long args[CALL_ARGS] = {CLONE_PARENT | SIGCHLD};
	struct user_regs_struct regs;
	pid_t pid;

	traced = name;
	set_up();
	pid = fork();
	if (pid == 0)
		become(output, command);
	if (pid < 0 || !WIFSTOPPED(wait_for(pid)))
		give_up(command[0], ECANCELED);
	if (ptrace(PTRACE_SETOPTIONS, pid, 0, PTRACE_O_TRACESYSGOOD | PTRACE_O_EXITKILL) != 0)
		give_up("PTRACE_SETOPTIONS", errno);
	filters_before = filters_of(pid);
	template_code = code_of(pid);
	/* At its first call. Later its memory is closed to us, and registers suffice. */
	resume(PTRACE_SYSCALL, pid, 0);
	/* In the place of an engine that the command does not run. */
	for (size_t i = 0; i < sizeof(registers_code) / 8; i++) {
		if (ptrace(PTRACE_POKEDATA, pid, template_code + 8 * i, registers_code.words[i]) !=
		    0)
			give_up("PTRACE_POKEDATA", errno);
	}
	if (feeder)
		pid = go_to_feeder(pid);
	go_to_limit(pid);
	before = get_registers(pid);

	trace_forks(pid);
	pass_call(pid, &before);
	regs = before;
	registers_loop(&regs, template_code + AT_LOOP, SYS_clone, args);
	set_registers(pid, &regs);
	template = pid;
}

/* Whether the call loads a filter; others only ask whether one could be loaded. */
static bool
loads(const struct __ptrace_syscall_info *call)
{
	const unsigned long long *args = (const unsigned long long *)call->entry.args;

	return ((call->entry.nr == SYS_seccomp && args[0] == SECCOMP_SET_MODE_FILTER) ||
	           (call->entry.nr == SYS_prctl && args[0] == PR_SET_SECCOMP)) &&
	       args[2] != 0;
}

/* A copy of the template, about to make the call at which the template was stopped. */
static pid_t
fork_template(void)
{
	struct user_regs_struct regs = before;

	if (resume(PTRACE_CONT, template, 0) >> 8 != FORK_STOP)
		give_up("cannot be copied", ECHILD);
	const pid_t copy = child_of(template);
	registers_rewind(&regs);
	set_registers(copy, &regs);
	return copy;
}

/* Goes on to the entry of the next call that loads a filter. */
static void
go_to_load(pid_t copy)
{
	struct __ptrace_syscall_info call;

	for (;;) {
		if (!at_call(resume(PTRACE_SYSCALL, copy, 0)))
			give_up("ended before it was sealed", EPROTO);
		call = call_at(copy);
		if (loads(&call))
			return;
		if (!at_call(resume(PTRACE_SYSCALL, copy, 0)))
			give_up("ended before it was sealed", EPROTO);
	}
}

pid_t
copy_make(struct user_regs_struct *sealed)
{
	const pid_t copy = fork_template();
	struct __ptrace_syscall_info result;

	do {
		go_to_load(copy);
		if (!at_call(resume(PTRACE_SYSCALL, copy, 0)))
			give_up("ended as soon as it was sealed", EPROTO);
		result = call_at(copy);
	} while (result.exit.is_error || result.exit.rval != 0);
	*sealed = get_registers(copy);
	return copy;
}

pid_t
copy_make_unfiltered(struct user_regs_struct *regs)
{
	const pid_t copy = fork_template();

	go_to_load(copy);
	*regs = get_registers(copy);
	if (registers_replace_call(copy, regs, SYS_getpid) != 0)
		give_up("cannot replace a call", errno);
	if (!at_call(resume(PTRACE_SYSCALL, copy, 0)))
		give_up("the copy", EPROTO);
	*regs = get_registers(copy);
	return copy;
}

long
template_filters(void)
{
	return filters_before;
}

void
copy_end(pid_t copy)
{
	kill(copy, SIGKILL);
	while (WIFSTOPPED(wait_for(copy)))
		kill(copy, SIGKILL);
}

void
template_end(void)
{
	kill(template, SIGKILL);
}
