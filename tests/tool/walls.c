/* walls WHAT MODE OUTPUT COMMAND... - tests the walls other than the filter. COMMAND is a
 * command that is sealed in MODE, as for inject. WHAT is
 *
 *   tried    makes a copy with all layers but the filter. It tries what MDWE and Landlock
 *            forbid: to turn memory into code, to open a file, to bind and connect TCP,
 *            to connect to an abstract socket, to signal; as the feeder, what --beneath
 *            forbids. What this kernel is too old to forbid is left out. What succeeds is
 *            reported on standard error. Prints how many calls were refused
 *   guard    makes a sealed copy. In its first call, moves away the value that functions
 *            compare their stack's canary with: the copy must die when a function returns
 *   canary   prints the canary of the command before its seal
 *
 * Status 1: something was possible, or lived. 2: the test could not be made. For x86-64. */
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tests/tool/lib/copy.h"
#include "tests/tool/lib/registers.h"

enum {
	GET_MDWE = 66,        /* prctl; newer than the headers of Debian 12 */
	CREATE_RULESET = 444, /* Landlock */
	RULESET_VERSION = 1,
	WITH_TCP = 4, /* the versions that have these */
	WITH_SCOPES = 6,
	PAGE = 4096,
};

/* At the start of the command's input, a pipe or the file that its last word names, so
 * that a copy can read it where its memory is closed to us. */
static struct {
	char path[8], folder[8];
	struct sockaddr_in tcp;
	struct sockaddr_un abstract;
} texts = {.path = "/", .folder = "."};

static pid_t copy;
static struct user_regs_struct regs;
static unsigned refused, wrongs;

/* Lets the copy make a call, and returns what it returns. */
static long
call(long number, long a, long b, long c, long d)
{
	struct user_regs_struct r = regs;
	int status;

	r.orig_rax = ~0UL;
	r.rip = template_code + AT_SYSCALL;
	r.rax = (unsigned long)number;
	r.rdi = (unsigned long)a;
	r.rsi = (unsigned long)b;
	r.rdx = (unsigned long)c;
	r.r10 = (unsigned long)d;
	r.r8 = ~0UL;
	r.r9 = 0;
	set_registers(copy, &r);
	status = resume(PTRACE_CONT, copy, 0);
	if (!WIFSTOPPED(status) || WSTOPSIG(status) != SIGILL)
		give_up("a call", ECANCELED);
	return (long)get_registers(copy).rax;
}

static void
must_be(const char *what, long error, long result)
{
	refused += result == -error;
	if (result == -error)
		return;
	fprintf(stderr, "%s: %s\n", what, result >= 0 ? "is possible" : strerror((int)-result));
	wrongs++;
}

static long
map(long rights)
{
	return call(SYS_mmap, 0, PAGE, rights, MAP_PRIVATE | MAP_ANONYMOUS);
}

static void
try_code(void)
{
	const long page = map(PROT_READ | PROT_WRITE);

	if (prctl(GET_MDWE, 0, 0, 0, 0) < 0) {
		puts("skipped: this kernel has no PR_SET_MDWE");
		return;
	}
	must_be("memory that is written and run", EACCES, map(PROT_WRITE | PROT_EXEC));
	must_be("written memory that is to be run", EACCES,
	    call(SYS_mprotect, page, PAGE, PROT_READ | PROT_EXEC, 0));
	must_be("code that is to be written and run", EACCES,
	    call(SYS_mprotect, (long)(template_code & -(unsigned long)PAGE), PAGE,
	        PROT_READ | PROT_WRITE | PROT_EXEC, 0));
}

/* It may have only one descriptor: each socket becomes 0. */
static long
with_socket(int family, long number, long address, size_t size)
{
	long result;

	if (call(SYS_socket, family, SOCK_STREAM, 0, 0) != 0)
		give_up("socket", ECANCELED);
	result = call(number, 0, address, (long)size, 0);
	call(SYS_close, 0, 0, 0, 0);
	return result;
}

/* With several inputs there may be a feeder, which the applet's end has to signal. */
static void
try_landlock(bool several)
{
	const long version = syscall(CREATE_RULESET, NULL, 0L, RULESET_VERSION);
	const long page = map(PROT_READ | PROT_WRITE);

	if (version < 1) {
		puts("skipped: this kernel has no Landlock");
		return;
	}
	if (call(SYS_read, 0, page, sizeof(texts), 0) != sizeof(texts))
		give_up("its input", ECANCELED);
	call(SYS_close, 0, 0, 0, 0);
	must_be("to open a folder", EACCES,
	    call(SYS_openat, AT_FDCWD, page, O_RDONLY | O_DIRECTORY, 0));
	if (version >= WITH_TCP) {
		const long tcp = page + (long)offsetof(__typeof__(texts), tcp);
		must_be(
		    "to bind TCP", EACCES, with_socket(AF_INET, SYS_bind, tcp, sizeof(texts.tcp)));
		must_be("to connect TCP", EACCES,
		    with_socket(AF_INET, SYS_connect, tcp, sizeof(texts.tcp)));
	} else {
		puts("skipped: this kernel's Landlock has no TCP");
	}
	if (version >= WITH_SCOPES) {
		must_be("to connect to an abstract socket", EPERM,
		    with_socket(AF_UNIX, SYS_connect,
		        page + (long)offsetof(__typeof__(texts), abstract),
		        sizeof(sa_family_t) + 6));
		if (!several)
			must_be("to signal", EPERM, call(SYS_kill, getpid(), 0, 0, 0));
	} else {
		puts("skipped: this kernel's Landlock has no scopes");
	}
}

/* The feeder of --beneath=. may open "." and not "/". Its standard input is its second list. */
static void
try_folder(void)
{
	const long page = map(PROT_READ | PROT_WRITE);

	if (call(SYS_read, 4, page, sizeof(texts), 0) != sizeof(texts))
		give_up("its list", ECANCELED);
	must_be("to open a folder above", EACCES,
	    call(SYS_openat, AT_FDCWD, page, O_RDONLY | O_DIRECTORY, 0));
	if (call(SYS_openat, AT_FDCWD, page + (long)offsetof(__typeof__(texts), folder),
	        O_RDONLY | O_DIRECTORY, 0) < 0)
		give_up("its folder", ECANCELED);
}

/* Fills in the addresses, of what is there to be connected to. */
static void
listen_here(void)
{
	const socklen_t length = sizeof(sa_family_t) + 6; /* the kernel's own choice of name */
	socklen_t size = sizeof(texts.tcp);
	int tcp = socket(AF_INET, SOCK_STREAM, 0), abstract = socket(AF_UNIX, SOCK_STREAM, 0);

	texts.tcp.sin_family = AF_INET;
	texts.tcp.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	if (tcp < 0 || bind(tcp, (const void *)&texts.tcp, size) != 0 || listen(tcp, 1) != 0 ||
	    getsockname(tcp, (void *)&texts.tcp, &size) != 0)
		give_up("TCP", errno);
	texts.abstract.sun_family = AF_UNIX;
	size = sizeof(texts.abstract);
	if (abstract < 0 ||
	    bind(abstract, (const void *)&texts.abstract, sizeof(sa_family_t)) != 0 ||
	    listen(abstract, 1) != 0 ||
	    getsockname(abstract, (void *)&texts.abstract, &size) != 0 || size != length)
		give_up("an abstract socket", errno);
}

static void
fill_input(const char *name)
{
	const int file = name ? open(name, O_WRONLY) : -1;

	if (file >= 0 && write(file, &texts, sizeof(texts)) != sizeof(texts))
		give_up(name, errno);
	template_input = &texts;
	template_input_size = sizeof(texts);
}

static int
tried(const char *mode)
{
	copy = copy_make_unfiltered(&regs);
	try_code();
	if (strcmp(mode, "feeder-beneath") == 0)
		try_folder();
	else if (strncmp(mode, "feeder", 6) != 0)
		try_landlock(strstr(mode, "+feed") != NULL);
	printf("%u\n", refused);
	return wrongs != 0;
}

/* fs is where the canary is found, 0x28 bytes on, and nothing else that is needed. */
static int
guard(const char *mode)
{
	int status;

	copy = copy_make(&regs);
	regs.fs_base += 8;
	set_registers(copy, &regs);
	do
		status = resume(PTRACE_CONT, copy, 0);
	while (WIFSTOPPED(status) && WSTOPSIG(status) != SIGSEGV);
	if (WIFSTOPPED(status))
		return 0;
	copy = 0;
	fprintf(stderr, "%s: lived on with another canary\n", mode);
	return 1;
}

static int
canary(char **command)
{
	const pid_t pid = fork();
	long value;

	if (pid == 0 && ptrace(PTRACE_TRACEME, 0, 0, 0) == 0)
		execv(command[0], command);
	if (pid <= 0)
		return 2;
	/* It is there when the first call of main() is made, that makes data read-only. */
	if (waitpid(pid, NULL, 0) != pid)
		return 2;
	do {
		if (!WIFSTOPPED(resume(PTRACE_SYSCALL, pid, 0)))
			return 2;
		regs = get_registers(pid);
	} while (regs.orig_rax != SYS_mprotect);
	errno = 0;
	value = ptrace(PTRACE_PEEKDATA, pid, regs.fs_base + 0x28, 0);
	kill(pid, SIGKILL);
	printf("%016lx\n", (unsigned long)value);
	return errno != 0;
}

int
main(int argc, char **argv)
{
	int status;

	if (argc < 5)
		return 2;
	if (strcmp(argv[1], "canary") == 0)
		return canary(argv + 4);
	if (strcmp(argv[1], "tried") == 0) {
		listen_here();
		fill_input(argc > 5 ? argv[argc - 1] : NULL);
	}
	template_make(argv[2], strncmp(argv[2], "feeder", 6) == 0, argv[3], argv + 4);
	if (strcmp(argv[1], "tried") == 0)
		status = tried(argv[2]);
	else
		status = guard(argv[2]);
	if (copy)
		copy_end(copy);
	template_end();
	return status;
}
