/* outer CALLS ANSWER COMMAND... - runs a command under a filter in the manner of a
 * container's profile or of a service's: these system calls are answered by an errno;
 * with 0 they claim success and do nothing; with "kill" they kill the process, and with
 * "hang" they never return. CALLS are words joined by commas: a number; NUMBER@ARGUMENT
 * for those calls whose first argument is that one; or a file with a slash in its path,
 * for all calls that it names, between blanks, without what is after a #. With a !
 * before the first word these calls are let through, and all others are answered. */
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <seccomp.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

enum { MOST = BPF_MAXINSNS };

static struct sock_filter code[MOST];
static unsigned short count;

static void
add(struct sock_filter instruction)
{
	if (count == MOST) {
		fprintf(stderr, "outer: too many calls\n");
		exit(2);
	}
	code[count++] = instruction;
}

static void
load(size_t offset)
{
	add((struct sock_filter)BPF_STMT(BPF_LD | BPF_W | BPF_ABS, (unsigned)offset));
}

/* Skips that many instructions unless the loaded word is this one. */
static void
unless(unsigned word, unsigned char skip)
{
	add((struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, word, 0, skip));
}

static void
answer(unsigned action)
{
	add((struct sock_filter)BPF_STMT(BPF_RET | BPF_K, action));
}

static void
answer_named(const char *path, unsigned action)
{
	FILE *f = fopen(path, "r");
	char line[1024];

	if (!f) {
		perror(path);
		exit(2);
	}
	while (fgets(line, sizeof(line), f)) {
		line[strcspn(line, "#")] = '\0';
		for (char *name = strtok(line, " \n"); name; name = strtok(NULL, " \n")) {
			int number = seccomp_syscall_resolve_name(name);
			if (number < 0)
				continue; /* newer than this libseccomp, or of another machine */
			load(offsetof(struct seccomp_data, nr));
			unless((unsigned)number, 1);
			answer(action);
		}
	}
	fclose(f);
}

static void
answer_word(char *word, unsigned action)
{
	char *end;
	unsigned number = (unsigned)strtoul(word, &end, 10);

	if (strchr(word, '/')) {
		answer_named(word, action);
		return;
	}
	load(offsetof(struct seccomp_data, nr));
	unless(number, *end == '@' ? 3 : 1);
	if (*end == '@') {
		load(offsetof(struct seccomp_data, args[0]));
		unless((unsigned)strtoul(end + 1, NULL, 10), 1);
	}
	answer(action);
}

static unsigned
action_of(const char *text)
{
	if (strcmp(text, "kill") == 0)
		return SECCOMP_RET_KILL_PROCESS;
	if (strcmp(text, "hang") == 0)
		return SECCOMP_RET_USER_NOTIF;
	return SECCOMP_RET_ERRNO | (unsigned)strtoul(text, NULL, 10);
}

/* The holder of this descriptor answers the calls: the command inherits it, and never
 * answers. */
static bool
put_up(const struct sock_fprog *program, unsigned refusal)
{
	bool hangs = refusal == SECCOMP_RET_USER_NOTIF;
	long fd = syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER,
	    hangs ? SECCOMP_FILTER_FLAG_NEW_LISTENER : 0, program);

	return fd >= 0 && (!hangs || dup((int)fd) >= 0);
}

int
main(int argc, char **argv)
{
	char *words, *word;
	unsigned refusal;
	bool others;

	if (argc < 4)
		return 2;
	refusal = action_of(argv[2]);
	others = argv[1][0] == '!';
	words = argv[1] + others;
	while ((word = strsep(&words, ",")))
		answer_word(word, others ? SECCOMP_RET_ALLOW : refusal);
	answer(others ? refusal : SECCOMP_RET_ALLOW);
	struct sock_fprog program = {.len = count, .filter = code};
	if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0 || !put_up(&program, refusal)) {
		perror("outer");
		return 2;
	}
	execvp(argv[3], argv + 3);
	perror(argv[3]);
	return 2;
}
