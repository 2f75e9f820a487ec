/* outer CALL[,CALL...] ERRNO COMMAND... - runs a command under a filter in the
 * manner of an old container profile: these system calls answer ERRNO; with 0
 * they claim success and do nothing. CALL is a number, or NUMBER@ARGUMENT for
 * those whose first argument is that one. */
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

enum { MOST = 16, EACH = 5 };

/* Unless the loaded word is this one, the next so many instructions are skipped. */
static struct sock_filter
unless(unsigned word, unsigned char skip)
{
	return (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, word, 0, skip);
}

static struct sock_filter
load(size_t offset)
{
	return (struct sock_filter)BPF_STMT(BPF_LD | BPF_W | BPF_ABS, (unsigned)offset);
}

static struct sock_filter
answer(unsigned action)
{
	return (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, action);
}

int
main(int argc, char **argv)
{
	struct sock_filter code[EACH * MOST + 1];
	unsigned short n = 0;
	unsigned error;
	char *end;

	if (argc < 4)
		return 2;
	error = (unsigned)strtoul(argv[2], NULL, 10);
	for (char *p = argv[1]; n <= EACH * (MOST - 1); p = end + 1) {
		unsigned number = (unsigned)strtoul(p, &end, 10);
		code[n++] = load(offsetof(struct seccomp_data, nr));
		code[n++] = unless(number, *end == '@' ? 3 : 1);
		if (*end == '@') {
			code[n++] = load(offsetof(struct seccomp_data, args[0]));
			code[n++] = unless((unsigned)strtoul(end + 1, &end, 10), 1);
		}
		code[n++] = answer(SECCOMP_RET_ERRNO | error);
		if (*end != ',')
			break;
	}
	code[n++] = answer(SECCOMP_RET_ALLOW);
	struct sock_fprog program = {.len = n, .filter = code};
	if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0 ||
	    syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, 0, &program) != 0) {
		perror("outer");
		return 2;
	}
	execvp(argv[3], argv + 3);
	perror(argv[3]);
	return 2;
}
