/* outer NUMBER[,NUMBER...] ERRNO COMMAND... - runs a command under a filter in
 * the manner of an old container profile: the system calls of these numbers
 * answer ERRNO; with 0 they claim success and do nothing. */
#include <errno.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

enum { MOST = 16 };

int
main(int argc, char **argv)
{
	struct sock_filter code[2 + 2 * MOST] = {
	    BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
	};
	unsigned short n = 1;
	char *end;

	if (argc < 4)
		return 2;
	for (char *p = argv[1]; n < 2 * MOST; p = end + 1) {
		unsigned number = (unsigned)strtoul(p, &end, 10);
		unsigned answer = SECCOMP_RET_ERRNO | (unsigned)strtoul(argv[2], NULL, 10);
		code[n++] = (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, number, 0, 1);
		code[n++] = (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, answer);
		if (*end != ',')
			break;
	}
	code[n++] = (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW);
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
