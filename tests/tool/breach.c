/* breach NUMBER COMMAND... - runs the command, and replaces the first system call after
 * its seal by the one of that number, as if its own code had called it; with "own" for
 * NUMBER it changes nothing. This process becomes the command; a child of it traces it,
 * and detaches afterwards. So its parent sees how the command itself ends. */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/syscall.h>
#include <sys/user.h>
#include <sys/wait.h>
#include <unistd.h>

#ifndef PR_SET_PTRACER
#define PR_SET_PTRACER 0x59616d61
#endif

_Noreturn static void
die(const char *what)
{
	perror(what);
	_exit(2);
}

static void
registers(int request, pid_t pid, struct user_regs_struct *r)
{
	if (ptrace(request, pid, NULL, r) != 0)
		die("breach: registers");
}

/* To the next entry into a system call, or the way back from one. */
static void
step(pid_t pid, struct user_regs_struct *r)
{
	int status;

	do {
		if (ptrace(PTRACE_SYSCALL, pid, NULL, NULL) != 0 ||
		    waitpid(pid, &status, __WALL) != pid)
			die("breach: step");
		if (!WIFSTOPPED(status))
			_exit(2);
	} while (WSTOPSIG(status) != (SIGTRAP | 0x80));
	registers(PTRACE_GETREGS, pid, r);
}

/* Whether that was the call that put the filter in force. */
static int
sealed(const struct user_regs_struct *r)
{
	return r->rax == 0 && r->rdx != 0 &&
	       (r->orig_rax == SYS_seccomp ||
	           (r->orig_rax == SYS_prctl && r->rdi == PR_SET_SECCOMP));
}

static void
pull_strings(pid_t pid, const char *number, int ready)
{
	struct user_regs_struct r;
	int status;

	if (ptrace(PTRACE_SEIZE, pid, NULL, (void *)PTRACE_O_TRACESYSGOOD) != 0 ||
	    ptrace(PTRACE_INTERRUPT, pid, NULL, NULL) != 0 || waitpid(pid, &status, __WALL) != pid)
		die("breach: attach");
	if (write(ready, "", 1) != 1)
		die("breach: start");
	close(ready);
	do
		step(pid,
		    &r); /* in and out alternate; before the seal rax is -ENOSYS on the way in */
	while (!sealed(&r));
	step(pid, &r);
	if (strcmp(number, "own") != 0)
		r.orig_rax = strtoull(number, NULL, 10);
	registers(PTRACE_SETREGS, pid, &r);
	ptrace(PTRACE_DETACH, pid, NULL, NULL);
	_exit(0);
}

int
main(int argc, char **argv)
{
	int ready[2];
	pid_t child;
	char byte;

	if (argc < 3 || pipe(ready) != 0)
		return 2;
	child = fork();
	if (child < 0)
		die("breach: fork");
	if (child == 0)
		pull_strings(getppid(), argv[1], ready[1]);
	prctl(PR_SET_PTRACER, (long)child, 0, 0, 0);
	close(ready[1]);
	if (read(ready[0], &byte, 1) != 1)
		return 2;
	close(ready[0]);
	execv(argv[2], argv + 2);
	die(argv[2]);
}
