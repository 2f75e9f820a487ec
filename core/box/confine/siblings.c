/* Calls that do the same thing. A list that denies one of them and forgets another denies
 * nothing: the families are here, so that nobody has to remember them. */
#include <string.h>

#include "core/box/confine/calls.h"

/* What of it matters is asked of a ring, where no filter sees it. */
#define URING "io_uring_setup io_uring_enter io_uring_register"

/* Each member can do what the others do. After ">" stand calls that can do it too, and much
 * besides: who denies those does not mean the family. */
static const char families[] =
    "open openat openat2 creat > open_by_handle_at " URING "\0"
    "read readv pread64 preadv preadv2 > " URING "\0"
    "write writev pwrite64 pwritev pwritev2 > " URING "\0"
    "execve execveat\0"
    "fork vfork clone clone3\0"
    "socket > socketcall " URING "\0"
    "socketpair > socketcall\0"
    "bind > socketcall " URING "\0"
    "listen > socketcall " URING "\0"
    "connect > socketcall " URING "\0"
    "accept accept4 > socketcall " URING "\0"
    "sendto sendmsg sendmmsg > socketcall " URING "\0"
    "recvfrom recvmsg recvmmsg recvmmsg_time64 > socketcall " URING "\0"
    "shutdown > socketcall " URING "\0"
    "getsockname > socketcall " URING "\0"
    "getpeername > socketcall " URING "\0"
    "setsockopt > socketcall " URING "\0"
    "getsockopt > socketcall " URING "\0"
    "semop semtimedop semtimedop_time64 > ipc\0"
    "semget > ipc\0"
    "semctl > ipc\0"
    "msgsnd > ipc\0"
    "msgrcv > ipc\0"
    "msgget > ipc\0"
    "msgctl > ipc\0"
    "shmat > ipc\0"
    "shmdt > ipc\0"
    "shmget > ipc\0"
    "shmctl > ipc\0"
    "chmod fchmod fchmodat fchmodat2\0"
    "chown lchown fchown fchownat chown32 lchown32 fchown32\0"
    "link linkat > " URING "\0"
    "symlink symlinkat > " URING "\0"
    "unlink unlinkat rmdir > " URING "\0"
    "mkdir mkdirat > " URING "\0"
    "rename renameat renameat2 > " URING "\0"
    "mknod mknodat\0"
    "access faccessat faccessat2\0"
    "readlink readlinkat\0"
    "stat lstat fstat newfstatat fstatat64 statx stat64 lstat64 fstat64 oldstat oldlstat oldfstat "
    "> " URING "\0"
    "statfs fstatfs statfs64 fstatfs64 ustat\0"
    "truncate truncate64\0"
    "ftruncate ftruncate64 > " URING "\0"
    "utime utimes futimesat utimensat utimensat_time64\0"
    "getdents getdents64 readdir\0"
    "setxattr lsetxattr fsetxattr setxattrat > " URING "\0"
    "getxattr lgetxattr fgetxattr getxattrat > " URING "\0"
    "listxattr llistxattr flistxattr listxattrat\0"
    "removexattr lremovexattr fremovexattr removexattrat\0"
    "sendfile sendfile64\0"
    "splice > " URING "\0"
    "tee > " URING "\0"
    "dup dup2 dup3\0"
    "pipe pipe2 > " URING "\0"
    "mmap mmap2\0"
    "mprotect pkey_mprotect\0"
    "select _newselect pselect6 pselect6_time64 poll ppoll ppoll_time64\0"
    "epoll_create epoll_create1\0"
    "epoll_wait epoll_pwait epoll_pwait2 > " URING "\0"
    "epoll_ctl > " URING "\0"
    "eventfd eventfd2\0"
    "signalfd signalfd4\0"
    "inotify_init inotify_init1\0"
    "kill tkill tgkill rt_sigqueueinfo rt_tgsigqueueinfo pidfd_send_signal\0"
    "wait4 waitid waitpid > " URING "\0"
    "signal sigaction rt_sigaction\0"
    "sigprocmask rt_sigprocmask ssetmask\0"
    "setpriority nice\0"
    "setuid setreuid setresuid setuid32 setreuid32 setresuid32\0"
    "setgid setregid setresgid setgid32 setregid32 setresgid32\0"
    "setrlimit prlimit64\0"
    "settimeofday clock_settime clock_settime64 stime > adjtimex clock_adjtime clock_adjtime64\0"
    "adjtimex clock_adjtime clock_adjtime64\0"
    "nanosleep clock_nanosleep clock_nanosleep_time64\0"
    "mount > fsopen fsconfig fsmount move_mount open_tree open_tree_attr fspick mount_setattr\0"
    "umount umount2\0"
    "chroot fchroot pivot_root\0"
    "init_module finit_module\0"
    "kexec_load kexec_file_load\0"
    "process_vm_readv > ptrace\0"
    "process_vm_writev > ptrace\0"
    "futex futex_time64 futex_wait futex_wake futex_waitv futex_requeue > " URING "\0"
    "mq_timedsend mq_timedsend_time64\0"
    "mq_timedreceive mq_timedreceive_time64\0"
    "fsync fdatasync sync_file_range > " URING "\0"
    "fallocate > " URING "\0"
    "fadvise64 fadvise64_64 > " URING "\0";

/* A multiplexer, and its members. */
static const char multiplexed[] =
    "socketcall socket bind connect listen accept getsockname getpeername socketpair sendto "
    "recvfrom shutdown setsockopt getsockopt sendmsg recvmsg accept4 recvmmsg sendmmsg\0"
    "ipc semop semget semctl semtimedop msgsnd msgrcv msgget msgctl shmat shmdt shmget shmctl\0";

/* The next word of a list, which *at moves over; its length, or 0 at the end. */
static size_t
next_word(const char **at, const char **word)
{
	*at += strspn(*at, " ");
	*word = *at;
	*at += strcspn(*at, " ");
	return (size_t)(*at - *word);
}

static bool
has_word(const char *list, const char *name, const char *until)
{
	const size_t length = strlen(name);
	const char *word;
	size_t n;

	while ((n = next_word(&list, &word)) && !(n == 1 && *word == *until))
		if (n == length && !memcmp(word, name, n))
			return true;
	return false;
}

static size_t
add(int *list, size_t count, int call, int of)
{
	for (size_t i = 0; i < count; i++)
		if (list[i] == call)
			return count;
	if (call != CALL_NONE && call != of && count < CALL_SIBLINGS)
		list[count++] = call;
	return count;
}

/* i386 has calls in a wider form beside the first one: for 32-bit users, 64-bit sizes and
 * 64-bit times. */
static size_t
add_widths(int *list, size_t count, int call)
{
	static const char endings[][8] = {"_time64", "64", "32"};
	const char *name = call_name(call);
	const size_t length = strlen(name);

	for (size_t i = 0; i < sizeof(endings) / sizeof(*endings); i++) {
		const size_t n = strlen(endings[i]);
		char wide[64];

		if (length > n && !strcmp(name + length - n, endings[i]))
			count = add(list, count, call_find(name, length - n), call);
		if (length + n >= sizeof(wide))
			continue;
		strcpy(stpcpy(wide, name), endings[i]);
		count = add(list, count, call_find(wide, length + n), call);
	}
	return count;
}

size_t
call_siblings(int call, int list[CALL_SIBLINGS])
{
	size_t count = add_widths(list, 0, call);

	for (const char *family = families; *family; family += strlen(family) + 1) {
		const char *at = family, *word;
		size_t n;

		if (!has_word(at, call_name(call), ">"))
			continue;
		while ((n = next_word(&at, &word)))
			count = add(list, count, call_find(word, n), call);
	}
	return count;
}

int
call_multiplexer(int call)
{
	for (const char *list = multiplexed; *list; list += strlen(list) + 1) {
		const char *members = list, *name;
		const size_t length = next_word(&members, &name);

		if (has_word(members, call_name(call), ""))
			return call_find(name, length);
	}
	return CALL_NONE;
}
