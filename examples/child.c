/* child - forks, and confines the child: it can use what was open before, and open nothing.
 *
 *	cc -o child child.c && ./child          the forbidden call kills the child
 *	./child 13                               or it fails, with this errno (EACCES)
 *
 * Denied are open, openat, creat, socket and open_by_handle_at, and what can do the same:
 * openat2, and io_uring, whose calls no filter sees. That is a list of what is denied: all
 * that it does not name stays possible. A list of what is allowed is stronger: strict.c.
 *
 * The filters are what `pillbox confine` makes and proves for x86-64:
 *
 *	confine --deny=open,openat,creat,socket,open_by_handle_at --dump=FILE.c
 *
 * and the same with --errno=EACCES. */
#include <errno.h>
#include <fcntl.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#ifndef __x86_64__
#error "a filter is made for one machine: this one is for x86-64"
#endif

static struct sock_filter killing_code[] = {
	{0x0020, 0x00, 0x00, 0x00000004},
	{0x0015, 0x01, 0x00, 0xc000003e},
	{0x0006, 0x00, 0x00, 0x80000000},
	{0x0020, 0x00, 0x00, 0x00000000},
	{0x0035, 0x06, 0x00, 0x00000131},
	{0x0035, 0x02, 0x00, 0x00000055},
	{0x0015, 0x0d, 0x00, 0x00000002},
	{0x0015, 0x0c, 0x0d, 0x00000029},
	{0x0015, 0x0b, 0x00, 0x00000055},
	{0x0015, 0x0a, 0x00, 0x00000101},
	{0x0015, 0x09, 0x0a, 0x00000130},
	{0x0035, 0x04, 0x00, 0x000001b5},
	{0x0035, 0x01, 0x00, 0x000001a8},
	{0x0035, 0x08, 0x07, 0x00000151},
	{0x0035, 0x00, 0x06, 0x000001a9},
	{0x0035, 0x05, 0x04, 0x000001ac},
	{0x0035, 0x01, 0x00, 0x000001d9},
	{0x0015, 0x02, 0x03, 0x000001b5},
	{0x0035, 0x00, 0x03, 0x40000000},
	{0x0035, 0x02, 0x00, 0x80000000},
	{0x0006, 0x00, 0x00, 0x80000000},
	{0x0006, 0x00, 0x00, 0x7fff0000},
	{0x0006, 0x00, 0x00, 0x00050026},
};

static struct sock_filter failing_code[] = {
	{0x0020, 0x00, 0x00, 0x00000004},
	{0x0015, 0x01, 0x00, 0xc000003e},
	{0x0006, 0x00, 0x00, 0x80000000},
	{0x0020, 0x00, 0x00, 0x00000000},
	{0x0035, 0x06, 0x00, 0x00000131},
	{0x0035, 0x02, 0x00, 0x00000055},
	{0x0015, 0x0e, 0x00, 0x00000002},
	{0x0015, 0x0d, 0x0e, 0x00000029},
	{0x0015, 0x0c, 0x00, 0x00000055},
	{0x0015, 0x0b, 0x00, 0x00000101},
	{0x0015, 0x0a, 0x0b, 0x00000130},
	{0x0035, 0x04, 0x00, 0x000001b5},
	{0x0035, 0x01, 0x00, 0x000001a8},
	{0x0035, 0x09, 0x08, 0x00000151},
	{0x0035, 0x00, 0x07, 0x000001a9},
	{0x0035, 0x06, 0x05, 0x000001ac},
	{0x0035, 0x01, 0x00, 0x000001d9},
	{0x0015, 0x03, 0x04, 0x000001b5},
	{0x0035, 0x00, 0x04, 0x40000000},
	{0x0035, 0x03, 0x00, 0x80000000},
	{0x0006, 0x00, 0x00, 0x80000000},
	{0x0006, 0x00, 0x00, 0x0005000d},
	{0x0006, 0x00, 0x00, 0x7fff0000},
	{0x0006, 0x00, 0x00, 0x00050026},
};

/* Has denied calls fail with another errno than EACCES. */
static void
choose_errno(int error)
{
	for (size_t i = 0; i < sizeof(failing_code) / sizeof(*failing_code); i++)
		if (failing_code[i].code == (BPF_RET | BPF_K) &&
		    failing_code[i].k == (SECCOMP_RET_ERRNO | EACCES))
			failing_code[i].k = SECCOMP_RET_ERRNO | (error & SECCOMP_RET_DATA);
}

/* Puts the filter in force, for good. Returns 0, or -1 with errno. */
static int
confine(int error)
{
	struct sock_fprog program = {
	    sizeof(killing_code) / sizeof(*killing_code), killing_code};

	if (error) {
		choose_errno(error);
		program.len = sizeof(failing_code) / sizeof(*failing_code);
		program.filter = failing_code;
	}
	if (prctl(PR_SET_NO_NEW_PRIVS, 1L, 0L, 0L, 0L) != 0)
		return -1;
	return prctl(PR_SET_SECCOMP, (long)SECCOMP_MODE_FILTER, &program);
}

/* The child's work: what is open can be used, and nothing can be opened. */
static int
work(void)
{
	static const char message[] = "the child can write\n";

	if (write(1, message, sizeof(message) - 1) < 0)
		return 1;
	return open("/etc/passwd", O_RDONLY) >= 0 ? 0 : errno;
}

int
main(int argc, char **argv)
{
	const int error = argc > 1 ? atoi(argv[1]) : 0;
	const pid_t child = fork();
	int status;

	if (child == 0)
		_exit(confine(error) != 0 ? 71 : work());
	if (child < 0 || waitpid(child, &status, 0) < 0)
		return 1;
	if (WIFSIGNALED(status))
		printf("it was killed: %s\n", strsignal(WTERMSIG(status)));
	else
		printf("it could not open: %s\n", strerror(WEXITSTATUS(status)));
	return 0;
}
