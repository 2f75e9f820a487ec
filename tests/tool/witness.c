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
#include <elf.h>
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
#include <sys/uio.h>
#include <sys/user.h>
#include <sys/wait.h>
#include <unistd.h>

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
static const char *name;    /* of the applet */
static struct mode *modes;
static size_t mode_count;

/* Where the environment is: the strings, and the pointers to them. */
static unsigned long strings, strings_end, pointers, pointer_count;

/* The code of before the seal: core/layout.ld keeps it on pages of its own. Until the
 * applet is started these are addresses in the file. */
static unsigned long code_begin, code_end, entry;

static struct process {
	pid_t pid;               /* 0: a free place */
	const struct mode *mode; /* NULL: not sealed yet */
	bool loading;            /* in the call that loads the filter */
	bool hiding, hidden;     /* in the call that hides the code, and after it */
	bool used[BOXES];
	unsigned calls; /* sealed ones */
	struct user_regs_struct at_load;
} processes[PROCESSES];

/* By open(2): an outer filter, which stands before the witness too, may know openat(2). */
static int
open_file(const char *file, int flags)
{
	return (int)syscall(SYS_open, file, flags | O_CLOEXEC, 0666);
}

/* Appends a line in one write, so that no two are mixed. */
static void __attribute__((format(printf, 1, 2))) note(const char *format, ...)
{
	const int log = open_file(path, O_WRONLY | O_CREAT | O_APPEND);
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

/* ---- the environment ----------------------------------------------------------- */

static void
copy_memory(pid_t pid, void *ours, unsigned long theirs, size_t size)
{
	const struct iovec here = {ours, size};
	const struct iovec there = {(void *)theirs, size}; /* NOLINT(performance-no-int-to-ptr) */

	if (process_vm_readv(pid, &here, 1, &there, 1, 0) != (ssize_t)size)
		give_up("process_vm_readv", errno);
}

static unsigned long
word_at(pid_t pid, unsigned long address)
{
	unsigned long word = 0;

	copy_memory(pid, &word, address, sizeof(word));
	return word;
}

/* At its first instruction: argc, the arguments, NULL, the environment, NULL. Its
 * strings follow each other, and end where the program's name begins. */
static void
find_environment(pid_t pid, unsigned long stack)
{
	unsigned long at;
	char c = 0;

	pointers = stack + 8 * (word_at(pid, stack) + 2);
	strings = strings_end = word_at(pid, pointers);
	for (pointer_count = 0; (at = word_at(pid, pointers + 8 * pointer_count)) != 0;
	     pointer_count++)
		strings_end = at;
	if (pointer_count == 0)
		return;
	do
		copy_memory(pid, &c, strings_end++, 1);
	while (c != '\0');
}

static void
write_word(pid_t pid, unsigned long address, unsigned long word)
{
	if (ptrace(PTRACE_POKEDATA, pid, address, word) != 0)
		give_up("PTRACE_POKEDATA", errno);
}

/* Every byte of it has to be 0. */
static void
see_wiped(pid_t pid)
{
	static const char zeros[4096];
	char bytes[sizeof(zeros)];
	size_t size;

	for (unsigned long at = strings; at < strings_end; at += size) {
		size = strings_end - at < sizeof(bytes) ? strings_end - at : sizeof(bytes);
		copy_memory(pid, bytes, at, size);
		if (memcmp(bytes, zeros, size) != 0) {
			note("%s ! an environment that is not wiped\n", name);
			return;
		}
	}
	note("%s wiped %lu\n", name, pointer_count);
}

static void
spoil_environment(pid_t pid)
{
	for (unsigned long i = 0; i < pointer_count; i++)
		write_word(pid, pointers + 8 * i, 0xdead000000000000 + i);
}

/* ---- the code of before the seal ----------------------------------------------- */

/* The sections of code that are not .text, whole pages. */
static void
find_code(const char *file)
{
	const int fd = open_file(file, O_RDONLY);
	const off_t size = lseek(fd, 0, SEEK_END);
	const uint8_t *bytes = mmap(NULL, (size_t)size, PROT_READ, MAP_PRIVATE, fd, 0);
	const Elf64_Ehdr *elf = (const void *)bytes;

	if (fd < 0 || bytes == MAP_FAILED)
		give_up(file, errno);
	const Elf64_Shdr *sections = (const void *)(bytes + elf->e_shoff);
	const char *names = (const char *)bytes + sections[elf->e_shstrndx].sh_offset;
	for (size_t i = 0; i < elf->e_shnum; i++) {
		const Elf64_Shdr *s = &sections[i];
		if (!(s->sh_flags & SHF_EXECINSTR) || strcmp(names + s->sh_name, ".text") == 0)
			continue;
		if (code_begin == 0)
			code_begin = s->sh_addr;
		code_end = (s->sh_addr + s->sh_size + 4095) & ~4095UL;
	}
	if (code_begin == 0 || code_begin % 4096 != 0)
		give_up("code of before the seal, on pages of its own", ENOEXEC);
	entry = elf->e_entry;
	munmap((void *)(uintptr_t)bytes, (size_t)size);
	close(fd);
}

/* At its first instruction: where the file lies now. */
static void
move_code(unsigned long instruction)
{
	code_begin += instruction - entry;
	code_end += instruction - entry;
	entry = instruction;
}

/* At the entry of the call that loads the filter: another one is made in its place. */
static void
hide_code(struct process *p)
{
	struct user_regs_struct regs = get_registers(p->pid);

	p->at_load = regs;
	regs.orig_rax = SYS_mprotect;
	regs.rdi = code_begin;
	regs.rsi = code_end - code_begin;
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
		    memcmp(f->code, code, (size_t)n * sizeof(*code)) == 0)
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
		see_wiped(pid);
		spoil_environment(pid);
	}
}

static void
at_start(pid_t pid)
{
	const struct user_regs_struct regs = get_registers(pid);

	find_environment(pid, regs.rsp);
	move_code(regs.rip);
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
		find_code(pillbox);
		be_watched();
	}
	execv(pillbox, argv);
	return 126;
}
