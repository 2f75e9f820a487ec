/* inject WHAT MODE OUTPUT COMMAND... - plays an attacker who has taken over an applet or its
 * feeder. COMMAND, with standard output OUTPUT, is sealed in MODE: "cat", "wc-bytes+feed",
 * "feeder". WHAT is
 *
 *   calls    tries every call from 0 to 600, by each way into the kernel, and the calls
 *            that the policy permits with one argument varied. The ways are on x86-64
 *            syscall, an x32 number and int 0x80; on AArch64 svc, and svc with bits above
 *            the number, which the kernel does not look at. Permitted
 *            calls must live, and all others must die. Calls that do otherwise, and cores
 *            that an applet left, are reported on standard error. Then prints a line:
 *            MODE, how many calls, how many lived, and how many the kernel itself let
 *            past its filters
 *   filter   makes no call. The filter in force must be the one that the binary holds,
 *            and the only one that was added. Prints it in the form of policies/expected.
 *            Needs root
 *
 * Status 1: something lived or died that must not. 2: the test could not be made. */
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>

#include "tests/tool/lib/copy.h"
#include "tests/tool/lib/mode.h"
#include "tests/tool/lib/registers.h"

enum {
	LAST_NUMBER = 600,
	X32 = 0x40000000,
	COMPLAINTS = 20,
};

#ifdef __x86_64__
enum way { BY_SYSCALL, BY_X32, BY_INT80, WAYS };
static const char *const ways[] = {"syscall", "x32", "int 0x80"};
#else
enum way { BY_SYSCALL, BY_HIGH_BITS, WAYS };
static const char *const ways[] = {"svc", "svc with high bits"};
#endif
enum outcome { KILLED, NO_ENTRY, LIVED };

static const struct mode *mode;
static pid_t copy;                     /* stopped between two calls; 0: there is none */
static struct user_regs_struct sealed; /* of every copy, when its filter is loaded */
static size_t injected, lived, exempt, wrongs, cores;

static void
end_copy(void)
{
	if (copy)
		copy_end(copy);
	copy = 0;
}

/* ---- calls --------------------------------------------------------------------- */

#ifdef __x86_64__

static void
prepare(enum way way, unsigned long number, const unsigned long args[ARGS])
{
	struct user_regs_struct regs = sealed;

	if (way == BY_INT80) {
		registers_call(&regs, template_code + AT_INT80, number, args);
		regs.rbx = args[0];
		regs.rcx = args[1];
		regs.rdx = args[2];
		regs.rsi = args[3];
		regs.rdi = args[4];
		regs.rbp = args[5];
	} else {
		registers_call(
		    &regs, template_code + AT_SYSCALL, way == BY_X32 ? number | X32 : number, args);
	}
	set_registers(copy, &regs);
}

/* Whether such a call is of the interface that the policy names. */
static bool
is_own(enum way way)
{
	return way == BY_SYSCALL;
}

/* The kernel's own probes, which it lets past every filter. */
static bool
is_exempt(enum way way, unsigned long number)
{
	return way == BY_SYSCALL && (number == 335 || number == 336);
}

/* A kernel may have no entry for 32 bits. */
static bool
has_no_entry(enum way way, int signal)
{
	return way == BY_INT80 && signal == SIGSEGV;
}

#else

static void
prepare(enum way way, unsigned long number, const unsigned long args[ARGS])
{
	struct user_regs_struct regs = sealed;

	registers_call(&regs, template_code + AT_SYSCALL,
	    way == BY_HIGH_BITS ? number | 1UL << 32 : number, args);
	set_registers(copy, &regs);
}

static bool
is_own(enum way way)
{
	(void)way;
	return true;
}

static bool
is_exempt(enum way way, unsigned long number)
{
	(void)way;
	(void)number;
	return false;
}

static bool
has_no_entry(enum way way, int signal)
{
	(void)way;
	(void)signal;
	return false;
}

#endif

static enum outcome
attempt(enum way way, unsigned long number, const unsigned long args[ARGS])
{
	int status;

	if (!copy)
		copy = copy_make(&sealed);
	prepare(way, number, args);
	status = resume(PTRACE_CONT, copy, 0);
	/* Some kernels stop the process once more before they kill it. */
	if (WIFSTOPPED(status) && WSTOPSIG(status) == SIGSYS)
		status = resume(PTRACE_CONT, copy, SIGSYS);
	if (!WIFSTOPPED(status)) {
		copy = 0;
		cores += WCOREDUMP(status) && strncmp(mode->name, "feeder", 6) != 0;
		return WIFSIGNALED(status) && WTERMSIG(status) == SIGSYS ? KILLED : LIVED;
	}
	if (WSTOPSIG(status) == SIGILL)
		return LIVED;
	end_copy();
	return has_no_entry(way, WSTOPSIG(status)) ? NO_ENTRY : LIVED;
}

/* Makes the call, and compares its outcome with the policy. */
static void
try_call(enum way way, unsigned long number, const unsigned long args[ARGS])
{
	const bool permitted = is_own(way) && mode_permits(mode, number, args);
	const enum outcome outcome = attempt(way, number, args);

	injected++;
	lived += outcome == LIVED && permitted;
	if ((outcome == LIVED) == permitted)
		return;
	if (is_exempt(way, number)) {
		exempt++;
	} else if (++wrongs <= COMPLAINTS) {
		fprintf(stderr, "%s: call %lu(%#lx, %#lx, %#lx, %#lx, %#lx, %#lx) by %s %s\n",
		    mode->name, number, args[0], args[1], args[2], args[3], args[4], args[5],
		    ways[way], permitted ? "was killed" : "lived");
	}
	if (!permitted)
		end_copy();
}

/* The values that the box pins, else zeros: nothing is read, written or waited for. */
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

/* An argument with the value of each small descriptor, of a larger one, of those that are
 * small only in their low half, and with one bit of the permitted value changed. */
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
	for (enum way way = BY_SYSCALL; way < WAYS; way++)
		try_numbers(way);
	for (size_t i = 0; i < mode->permitted.count; i++)
		try_arguments(&mode->permitted.boxes[i]);
	if (cores)
		fprintf(
		    stderr, "%s: %zu of those that were killed left a core\n", mode->name, cores);
	printf("%s %zu %zu %zu\n", mode->name, injected, lived, exempt);
	return wrongs != 0 || cores != 0;
}

/* ---- the filter ------------------------------------------------------------------ */

static int
filter(void)
{
	static struct sock_filter there[BPF_MAXINSNS];
	const struct filter *ours = mode->filter;
	long now, n;

	copy = copy_make(&sealed);
	now = filters_of(copy);
	/* The first is the oldest; with none before, it is also the newest. */
	n = ptrace(PTRACE_SECCOMP_GET_FILTER, copy, template_filters(), there);
	if (n < 0)
		give_up("PTRACE_SECCOMP_GET_FILTER", errno);
	for (long i = 0; i < n; i++)
		printf("%4ld: 0x%04x %3u %3u 0x%08x\n", i, there[i].code, there[i].jt, there[i].jf,
		    there[i].k);
	if (now != template_filters() + 1)
		fprintf(stderr, "%s: %ld filters, and %ld before\n", mode->name, now,
		    template_filters());
	else if (n != ours->count ||
	         memcmp(there, filter_code(ours), sizeof(*there) * (size_t)n) != 0)
		fprintf(stderr, "%s: the filter in force is not that of the binary\n", mode->name);
	else
		return 0;
	return 1;
}

int
main(int argc, char **argv)
{
	struct mode *modes;
	int status;
	size_t count;

	if (argc < 5)
		return 2;
	count = modes_load(&modes);
	for (size_t i = 0; i < count; i++) {
		if (strcmp(modes[i].name, argv[2]) == 0)
			mode = &modes[i];
	}
	if (!mode) {
		fprintf(stderr, "%s: there is no such mode\n", argv[2]);
		return 2;
	}
	template_make(mode->name, strncmp(mode->name, "feeder", 6) == 0, argv[3], argv + 4);
	status = strcmp(argv[1], "filter") == 0 ? filter() : calls();
	end_copy();
	template_end();
	return status;
}
