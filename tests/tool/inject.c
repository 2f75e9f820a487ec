/* inject WHAT OUTPUT COMMAND... - stands in for whoever has taken over an applet:
 * runs COMMAND, its standard output OUTPUT, until it is sealed, has it make calls
 * that it would not make by itself, and tells which of them it outlived. An
 * applet that was killed is replaced by another. WHAT is
 *
 *   syscall, x32, int80  every number from 0 to 600, by that way into the kernel;
 *                        prints three lines: how many were killed by the filter,
 *                        how many had no entry (a kernel without 32-bit calls),
 *                        and the names or numbers of those that lived
 *   arguments            the calls that policies name, one argument varied;
 *                        prints what lived, "lseek(*,0,1): 0", or "any" for all
 *   filter               no call: how many filters there were before the seal
 *                        and are now, and the newest, as policies/expected has it
 *
 * Status 2: it could not be done. For x86-64. */
#include <errno.h>
#include <fcntl.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/user.h>
#include <sys/wait.h>
#include <unistd.h>

/* Known to the kernel's <linux/ptrace.h>, which cannot be had besides the C library's. */
#ifndef PTRACE_SECCOMP_GET_FILTER
#define PTRACE_SECCOMP_GET_FILTER 0x420c
#endif

enum {
	ARGUMENTS = 4,
	LAST_NUMBER = 600,
	X32 = 0x40000000,
	SYSCALL_STOP = SIGTRAP | 0x80, /* by PTRACE_O_TRACESYSGOOD */
	PATIENCE = 10,                 /* seconds, for a call that blocks: it lived */
};

enum way { BY_SYSCALL, BY_X32, BY_INT80 };
enum fate { KILLED, NO_ENTRY, LIVED };

/* The calls that policies name, with arguments that some policy allows and that
 * do nothing; and which of the arguments a policy may pin, one bit each. */
static const struct call {
	const char *name;
	unsigned long number;
	unsigned long args[ARGUMENTS];
	unsigned pinned;
} known[] = {
    {"read", SYS_read, {0}, 1},
    {"write", SYS_write, {1}, 1},
    {"close", SYS_close, {0}, 1},
    {"lseek", SYS_lseek, {0, 0, SEEK_CUR}, 7},
    {"lseek", SYS_lseek, {0, 0, SEEK_SET}, 7},
    {"lseek", SYS_lseek, {1, 0, SEEK_END}, 7},
    {"recvmsg", SYS_recvmsg, {3, 0, MSG_CMSG_CLOEXEC}, 5},
    {"exit", SYS_exit, {0}, 0},
    {"ppoll", SYS_ppoll, {0, 1, 0, 0}, 14},
    /* Not of any policy: the kernel lets its own probes past every filter. */
    {"uretprobe", 335, {0}, 0},
    {"uprobe", 336, {0}, 0},
};
enum { KNOWN = sizeof(known) / sizeof(known[0]) };

/* A traced applet, stopped behind a call that it made sealed. */
struct sealed {
	char **command;
	const char *output;
	pid_t pid;            /* 0: there is none */
	unsigned long gadget; /* where the two instructions are */
	long filters_before;
	struct user_regs_struct regs;
};

_Noreturn static void
give_up(const char *what, int error)
{
	fprintf(stderr, "inject: %s: %s\n", what, strerror(error));
	exit(2);
}

/* Lets it run to its next stop or its end, and returns what wait tells of it. One
 * that does neither is ended. */
static int
step(pid_t pid)
{
	const struct timespec patience = {.tv_sec = PATIENCE};
	sigset_t child;
	int status;

	sigemptyset(&child);
	sigaddset(&child, SIGCHLD);
	if (ptrace(PTRACE_SYSCALL, pid, 0, 0) != 0)
		give_up("PTRACE_SYSCALL", errno);
	while (waitpid(pid, &status, WNOHANG) == 0) {
		if (sigtimedwait(&child, NULL, &patience) < 0 && errno == EAGAIN)
			kill(pid, SIGKILL);
	}
	return status;
}

static bool
at_call(int status)
{
	return WIFSTOPPED(status) && WSTOPSIG(status) == SYSCALL_STOP;
}

static void
get(const struct sealed *s, struct user_regs_struct *regs)
{
	if (ptrace(PTRACE_GETREGS, s->pid, 0, regs) != 0)
		give_up("PTRACE_GETREGS", errno);
}

static void
set(const struct sealed *s, const struct user_regs_struct *regs)
{
	if (ptrace(PTRACE_SETREGS, s->pid, 0, regs) != 0)
		give_up("PTRACE_SETREGS", errno);
}

static void
end(struct sealed *s)
{
	if (s->pid) {
		kill(s->pid, SIGKILL);
		waitpid(s->pid, NULL, 0);
	}
	s->pid = 0;
}

/* Its input is an empty pipe of its own: nothing else is hurt by what a broken
 * filter lets it do to descriptor 0. */
_Noreturn static void
become(const struct sealed *s)
{
	sigset_t none;
	int in[2];
	int out = open(s->output, O_WRONLY | O_APPEND);
	int complaints = open("/dev/null", O_WRONLY);

	sigemptyset(&none);
	sigprocmask(SIG_SETMASK, &none, NULL);
	if (pipe(in) != 0 || out < 0 || dup2(in[0], 0) < 0 || dup2(out, 1) < 0 ||
	    dup2(complaints, 2) < 0)
		_exit(2);
	close(in[0]);
	close(in[1]);
	close(out);
	close(complaints);
	if (ptrace(PTRACE_TRACEME, 0, 0, 0) == 0)
		execv(s->command[0], s->command);
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

/* Of a call that has just returned: has it loaded the filter? */
static bool
loaded(const struct user_regs_struct *regs)
{
	return regs->rax == 0 &&
	       ((regs->orig_rax == SYS_seccomp && regs->rdi == SECCOMP_SET_MODE_FILTER) ||
	           (regs->orig_rax == SYS_prctl && regs->rdi == PR_SET_SECCOMP));
}

/* Starts the command, and stops it behind its first call under the filter, which
 * was made to be a read of nothing. */
static void
start(struct sealed *s)
{
	/* syscall; ud2; int 0x80; ud2: a child that a call made would end there. */
	const unsigned long code = 0x0b0f80cd0b0f050f;
	struct user_regs_struct regs;
	int status;

	s->pid = fork();
	if (s->pid == 0)
		become(s);
	if (s->pid < 0 || waitpid(s->pid, &status, 0) < 0 || !WIFSTOPPED(status))
		give_up(s->command[0], ECANCELED);
	if (ptrace(PTRACE_SETOPTIONS, s->pid, 0, PTRACE_O_TRACESYSGOOD | PTRACE_O_EXITKILL) != 0)
		give_up("PTRACE_SETOPTIONS", errno);
	s->filters_before = filters(s->pid);
	get(s, &regs);
	s->gadget = regs.rip;
	status = step(s->pid);
	/* At its first call it is past its first instructions, which never run
	 * again. Sealed, its memory would be closed to us. */
	if (ptrace(PTRACE_POKEDATA, s->pid, s->gadget, code) != 0)
		give_up("PTRACE_POKEDATA", errno);
	do {
		status = at_call(status) ? step(s->pid) : status;
		if (!at_call(status))
			give_up("ended before it was sealed", EPROTO);
		get(s, &regs);
		status = step(s->pid);
	} while (!loaded(&regs));
	if (!at_call(status))
		give_up("ended as soon as it was sealed", EPROTO);
	get(s, &regs);
	regs.orig_rax = SYS_read;
	regs.rdi = regs.rsi = regs.rdx = 0;
	set(s, &regs);
	if (!at_call(step(s->pid)))
		give_up("may not read", EPROTO);
	get(s, &s->regs);
}

static void
prepare(const struct sealed *s, enum way way, unsigned long number, const unsigned long *args)
{
	struct user_regs_struct regs = s->regs;

	regs.orig_rax = ~0UL; /* no call is under way that could be begun again */
	regs.rax = way == BY_X32 ? number | X32 : number;
	regs.rip = s->gadget + (way == BY_INT80 ? 4 : 0);
	if (way == BY_INT80) {
		regs.rbx = args[0];
		regs.rcx = args[1];
		regs.rdx = args[2];
		regs.rsi = args[3];
	} else {
		regs.rdi = args[0];
		regs.rsi = args[1];
		regs.rdx = args[2];
		regs.r10 = args[3];
	}
	set(s, &regs);
}

/* One call. What the filter kills stops once more behind the call, as if nothing
 * were wrong: whether it lives is seen by its coming to another call. */
static enum fate
attempt(struct sealed *s, enum way way, unsigned long number, const unsigned long *args)
{
	static const unsigned long nothing[ARGUMENTS];
	enum fate fate = LIVED;
	int status;

	if (!s->pid)
		start(s);
	prepare(s, way, number, args);
	status = step(s->pid);
	if (WIFSTOPPED(status) && WSTOPSIG(status) == SIGSEGV) {
		end(s);
		return NO_ENTRY;
	}
	if (at_call(status))
		status = step(s->pid);
	if (at_call(status)) {
		prepare(s, BY_SYSCALL, SYS_read, nothing);
		status = step(s->pid);
		if (at_call(status))
			status = step(s->pid);
		if (at_call(status))
			return LIVED;
	}
	if (WIFSIGNALED(status) && WTERMSIG(status) == SIGSYS)
		fate = KILLED;
	if (!WIFSTOPPED(status))
		s->pid = 0;
	end(s);
	return fate;
}

static const struct call *
find(unsigned long number)
{
	for (size_t i = 0; i < KNOWN; i++) {
		if (known[i].number == number)
			return &known[i];
	}
	return NULL;
}

static void
try_numbers(struct sealed *s, enum way way)
{
	/* Such that a call that lives does the least harm: fchmod of the pipe, no
	 * sethostname, no signal. */
	static const unsigned long harmless[ARGUMENTS] = {0, ~0UL, ~0UL, ~0UL};
	static enum fate fate[LAST_NUMBER + 1];
	int count[LIVED + 1] = {0};

	for (unsigned long n = 0; n <= LAST_NUMBER; n++) {
		const struct call *call = find(n);
		fate[n] = attempt(s, way, n, call ? call->args : harmless);
		count[fate[n]]++;
	}
	printf("killed: %d\nno entry: %d\nlived:", count[KILLED], count[NO_ENTRY]);
	for (unsigned long n = 0; n <= LAST_NUMBER; n++) {
		const struct call *call = way == BY_INT80 ? NULL : find(n);
		if (fate[n] == LIVED && call)
			printf(" %s", call->name);
		else if (fate[n] == LIVED)
			printf(" %lu", n);
	}
	printf("\n");
}

/* The call, its argument at hole replaced by a star. */
static void
print_call(const struct call *call, unsigned hole)
{
	printf("%s", call->name);
	for (unsigned i = 0; i < ARGUMENTS && call->pinned >> i; i++) {
		printf("%c", i ? ',' : '(');
		if (i == hole)
			printf("*");
		else
			printf(call->args[i] > 70 ? "%#lx" : "%lu", call->args[i]);
	}
	printf("):");
}

/* What an argument that ought to be good is replaced by: all small descriptors,
 * those that are small in their low half alone, and good but for one bit. */
static size_t
values(unsigned long good, unsigned long *value)
{
	size_t n = 0;

	while (n <= 70) {
		value[n] = n;
		n++;
	}
	if (good > 70)
		value[n++] = good;
	for (unsigned long low = 0; low < 4; low++)
		value[n++] = 0x100000000 | low;
	value[n++] = ~0UL;
	for (unsigned bit = 0; bit < 64; bit++) {
		if ((good ^ 1UL << bit) > 70)
			value[n++] = good ^ 1UL << bit;
	}
	return n;
}

static void
try_argument(struct sealed *s, const struct call *call, unsigned hole)
{
	struct call varied = *call;
	unsigned long value[71 + 6 + 64];
	bool lived[sizeof(value) / sizeof(value[0])];
	size_t count = values(call->args[hole], value);
	size_t survivals = 0;

	for (size_t i = 0; i < count; i++) {
		varied.args[hole] = value[i];
		lived[i] = attempt(s, BY_SYSCALL, call->number, varied.args) != KILLED;
		survivals += lived[i];
	}
	if (!survivals)
		return;
	print_call(call, hole);
	for (size_t i = 0; i < count && survivals < count; i++) {
		if (lived[i])
			printf(value[i] > 70 ? " %#lx" : " %lu", value[i]);
	}
	printf(survivals == count ? " any\n" : "\n");
}

static void
try_arguments(struct sealed *s)
{
	for (size_t i = 0; i < KNOWN; i++) {
		for (unsigned hole = 0; hole < ARGUMENTS; hole++) {
			if (known[i].pinned >> hole & 1)
				try_argument(s, &known[i], hole);
		}
	}
}

static void
show_filter(struct sealed *s)
{
	struct sock_filter code[BPF_MAXINSNS];
	long now, n;

	start(s);
	now = filters(s->pid);
	n = ptrace(PTRACE_SECCOMP_GET_FILTER, s->pid, now - 1, code);
	if (n < 0)
		give_up("PTRACE_SECCOMP_GET_FILTER", errno);
	printf("filters: %ld, %ld\n", s->filters_before, now);
	for (long i = 0; i < n; i++)
		printf("%4ld: 0x%04x %3u %3u 0x%08x\n", i, code[i].code, code[i].jt, code[i].jf,
		    code[i].k);
}

int
main(int argc, char **argv)
{
	static const char *const ways[] = {"syscall", "x32", "int80"};
	struct sealed s;
	sigset_t child;

	if (argc < 4)
		return 2;
	s = (struct sealed){.command = argv + 3, .output = argv[2]};
	sigemptyset(&child);
	sigaddset(&child, SIGCHLD);
	sigprocmask(SIG_BLOCK, &child, NULL);
	for (enum way way = BY_SYSCALL; way <= BY_INT80; way++) {
		if (strcmp(argv[1], ways[way]) == 0)
			try_numbers(&s, way);
	}
	if (strcmp(argv[1], "arguments") == 0)
		try_arguments(&s);
	if (strcmp(argv[1], "filter") == 0)
		show_filter(&s);
	end(&s);
	return 0;
}
