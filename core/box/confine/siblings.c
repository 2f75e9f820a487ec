/* Calls that do the same thing. A list that denies one of them and forgets another denies
 * nothing: the families are here, so that nobody has to remember them. */
#include "core/box/confine/calls.h"

#include <string.h>

#include "core/box/confine/calls_table.h"
#include "lib/large.h"

/* Each call by its index: the table is sorted by names. */
enum {
#define CALL(name, ...) call_##name,
	CALLS
#undef CALL
	    THEN,
	END,
};

/* What of it matters is asked of a ring, where no filter sees it. */
#define URING call_io_uring_setup, call_io_uring_enter, call_io_uring_register

/* Each member can do what the others do. After THEN stand calls that can do it too, and much
 * besides: who denies those does not mean the family. */
/* clang-format off */
static const uint16_t families[] = {
	call_open, call_openat, call_openat2, call_creat, THEN, call_open_by_handle_at, URING,
	    END,
	call_read, call_readv, call_pread64, call_preadv, call_preadv2, THEN, call_io_submit,
	    call_recvfrom, call_recvmsg, call_recvmmsg, call_recvmmsg_time64, call_socketcall,
	    URING, END,
	call_write, call_writev, call_pwrite64, call_pwritev, call_pwritev2, THEN, call_io_submit,
	    call_sendto, call_sendmsg, call_sendmmsg, call_socketcall, call_sendfile,
	    call_sendfile64, call_copy_file_range, call_splice, call_vmsplice, URING, END,
	call_lseek, call__llseek, END,
	call_execve, call_execveat, END,
	call_fork, call_vfork, call_clone, call_clone3, END,
	call_socket, THEN, call_socketcall, URING, END,
	call_socketpair, THEN, call_socketcall, END,
	call_bind, THEN, call_socketcall, URING, END,
	call_listen, THEN, call_socketcall, URING, END,
	call_connect, THEN, call_socketcall, URING, END,
	call_accept, call_accept4, THEN, call_socketcall, URING, END,
	call_sendto, call_sendmsg, call_sendmmsg, THEN, call_socketcall, URING, END,
	call_recvfrom, call_recvmsg, call_recvmmsg, call_recvmmsg_time64, THEN, call_socketcall,
	    URING, END,
	call_shutdown, THEN, call_socketcall, URING, END,
	call_getsockname, THEN, call_socketcall, URING, END,
	call_getpeername, THEN, call_socketcall, URING, END,
	call_setsockopt, THEN, call_socketcall, URING, END,
	call_getsockopt, THEN, call_socketcall, URING, END,
	call_semop, call_semtimedop, call_semtimedop_time64, THEN, call_ipc, END,
	call_semget, THEN, call_ipc, END,
	call_semctl, THEN, call_ipc, END,
	call_msgsnd, THEN, call_ipc, END,
	call_msgrcv, THEN, call_ipc, END,
	call_msgget, THEN, call_ipc, END,
	call_msgctl, THEN, call_ipc, END,
	call_shmat, THEN, call_ipc, END,
	call_shmdt, THEN, call_ipc, END,
	call_shmget, THEN, call_ipc, END,
	call_shmctl, THEN, call_ipc, END,
	call_chmod, call_fchmod, call_fchmodat, call_fchmodat2, END,
	call_chown, call_lchown, call_fchown, call_fchownat, call_chown32, call_lchown32,
	    call_fchown32, END,
	call_link, call_linkat, THEN, URING, END,
	call_symlink, call_symlinkat, THEN, URING, END,
	call_unlink, call_unlinkat, call_rmdir, THEN, URING, END,
	call_mkdir, call_mkdirat, THEN, URING, END,
	call_rename, call_renameat, call_renameat2, THEN, URING, END,
	call_mknod, call_mknodat, END,
	call_access, call_faccessat, call_faccessat2, END,
	call_readlink, call_readlinkat, END,
	call_stat, call_lstat, call_fstat, call_newfstatat, call_fstatat64, call_statx,
	    call_stat64, call_lstat64, call_fstat64, call_oldstat, call_oldlstat, call_oldfstat,
	    THEN, URING, END,
	call_statfs, call_fstatfs, call_statfs64, call_fstatfs64, call_ustat, END,
	call_truncate, call_truncate64, END,
	call_ftruncate, call_ftruncate64, THEN, URING, END,
	call_utime, call_utimes, call_futimesat, call_utimensat, call_utimensat_time64, END,
	call_getdents, call_getdents64, call_readdir, END,
	call_setxattr, call_lsetxattr, call_fsetxattr, call_setxattrat, THEN, URING, END,
	call_getxattr, call_lgetxattr, call_fgetxattr, call_getxattrat, THEN, URING, END,
	call_listxattr, call_llistxattr, call_flistxattr, call_listxattrat, END,
	call_removexattr, call_lremovexattr, call_fremovexattr, call_removexattrat, END,
	call_sendfile, call_sendfile64, END,
	call_splice, THEN, URING, END,
	call_tee, THEN, URING, END,
	call_dup, call_dup2, call_dup3, END,
	call_pipe, call_pipe2, THEN, URING, END,
	call_mmap, call_mmap2, END,
	call_mprotect, call_pkey_mprotect, END,
	call_mlock, call_mlock2, THEN, call_mlockall, END,
	call_madvise, THEN, call_process_madvise, URING, END,
	call_select, call__newselect, call_pselect6, call_pselect6_time64, call_poll, call_ppoll,
	    call_ppoll_time64, END,
	call_epoll_create, call_epoll_create1, END,
	call_epoll_wait, call_epoll_pwait, call_epoll_pwait2, THEN, URING, END,
	call_epoll_ctl, THEN, URING, END,
	call_eventfd, call_eventfd2, END,
	call_signalfd, call_signalfd4, END,
	call_inotify_init, call_inotify_init1, END,
	call_kill, call_tkill, call_tgkill, call_rt_sigqueueinfo, call_rt_tgsigqueueinfo,
	    call_pidfd_send_signal, END,
	call_wait4, call_waitid, call_waitpid, THEN, URING, END,
	call_signal, call_sigaction, call_rt_sigaction, END,
	call_sigprocmask, call_rt_sigprocmask, call_ssetmask, END,
	call_sigsuspend, call_rt_sigsuspend, END,
	call_sigpending, call_rt_sigpending, END,
	call_alarm, call_setitimer, END,
	call_setpriority, call_nice, THEN, call_sched_setattr, END,
	call_sched_setscheduler, call_sched_setparam, call_sched_setattr, END,
	call_setuid, call_setreuid, call_setresuid, call_setuid32, call_setreuid32,
	    call_setresuid32, END,
	call_setgid, call_setregid, call_setresgid, call_setgid32, call_setregid32,
	    call_setresgid32, END,
	call_setrlimit, call_prlimit64, END,
	call_settimeofday, call_clock_settime, call_clock_settime64, call_stime, THEN,
	    call_adjtimex, call_clock_adjtime, call_clock_adjtime64, END,
	call_adjtimex, call_clock_adjtime, call_clock_adjtime64, END,
	call_nanosleep, call_clock_nanosleep, call_clock_nanosleep_time64, END,
	call_mount, THEN, call_fsopen, call_fsconfig, call_fsmount, call_move_mount,
	    call_open_tree, call_open_tree_attr, call_fspick, call_mount_setattr, END,
	call_open_tree, call_open_tree_attr, END,
	call_mount_setattr, THEN, call_open_tree_attr, END,
	call_umount, call_umount2, END,
	call_chroot, call_fchroot, call_pivot_root, END,
	call_init_module, call_finit_module, END,
	call_kexec_load, call_kexec_file_load, END,
	call_quotactl, call_quotactl_fd, END,
	call_ioperm, call_iopl, END,
	call_vm86, call_vm86old, END,
	call_uname, call_olduname, call_oldolduname, END,
	call_io_getevents, call_io_pgetevents, call_io_pgetevents_time64, END,
	call_ptrace, THEN, call_process_vm_readv, call_process_vm_writev, END,
	call_process_vm_readv, THEN, call_ptrace, END,
	call_process_vm_writev, THEN, call_ptrace, END,
	call_futex, call_futex_time64, call_futex_wait, call_futex_wake, call_futex_waitv,
	    call_futex_requeue, THEN, URING, END,
	call_mq_timedsend, call_mq_timedsend_time64, END,
	call_mq_timedreceive, call_mq_timedreceive_time64, END,
	call_fsync, call_fdatasync, call_sync_file_range, THEN, call_io_submit, URING, END,
	call_fallocate, THEN, URING, END,
	call_fadvise64, call_fadvise64_64, THEN, URING, END,
};
/* clang-format on */

/* A multiplexer, and its members. */
/* clang-format off */
static const uint16_t multiplexed[] = {
	call_socketcall, call_socket, call_bind, call_connect, call_listen, call_accept,
	    call_getsockname, call_getpeername, call_socketpair, call_sendto, call_recvfrom,
	    call_shutdown, call_setsockopt, call_getsockopt, call_sendmsg, call_recvmsg,
	    call_accept4, call_recvmmsg, call_sendmmsg, END,
	call_ipc, call_semop, call_semget, call_semctl, call_semtimedop, call_msgsnd,
	    call_msgrcv, call_msgget, call_msgctl, call_shmat, call_shmdt, call_shmget,
	    call_shmctl, END,
};
/* clang-format on */

enum {
	FAMILIES = sizeof(families) / sizeof(*families),
	MULTIPLEXED = sizeof(multiplexed) / sizeof(*multiplexed),
};

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
static bool
is_width(const char *ending)
{
	return (*ending == '3' && strcmp(ending, "32") == 0) ||
	       (*ending == '6' && strcmp(ending, "64") == 0) ||
	       (*ending == '_' && strcmp(ending, "_time64") == 0);
}

/* The wider forms of a call come after it in the table, which is sorted by names. */
static size_t
add_widths(int *list, size_t count, int call)
{
	const char *name = call_name(call);
	const size_t length = strlen(name);

	for (int other = call + 1; other < (int)calls_count; other++) {
		if (strncmp(call_name(other), name, length) != 0)
			break;
		if (is_width(call_name(other) + length))
			count = add(list, count, other, call);
	}
	/* Few names have such an ending: "32" and "64" are the ends of all. */
	if (length < 3 || !is_width(name + length - 2))
		return count;
	for (size_t n = length - 2; n > 0 && n + sizeof("_time64") > length; n--)
		if (is_width(name + n))
			count = add(list, count, call_find(name, n), call);
	return count;
}

/* Where the family of a call begins in the array, plus one; 0 where it has none. */
static const uint16_t *
family_places(void)
{
	static LARGE uint16_t place[THEN];
	size_t begin = 0;
	bool is_member = true;

	/* cppcheck-suppress arrayIndexOutOfBounds; it does not count the calls */
	if (place[families[0]])
		return place;
	for (size_t i = 0; i < FAMILIES; i++) {
		if (families[i] == END)
			begin = i + 1;
		is_member = families[i] != THEN && (is_member || families[i] == END);
		if (is_member && families[i] != END)
			place[families[i]] = (uint16_t)(begin + 1);
	}
	return place;
}

size_t
call_siblings(int call, int list[CALL_SIBLINGS])
{
	size_t count = add_widths(list, 0, call);
	const size_t place = family_places()[call];

	for (size_t i = place; place && families[i - 1] != END; i++)
		if (families[i - 1] != THEN)
			count = add(list, count, families[i - 1], call);
	return count;
}

int
call_multiplexer(int call)
{
	int whole = CALL_NONE;

	for (size_t i = 0; i < MULTIPLEXED; i++) {
		if (multiplexed[i] == END)
			whole = CALL_NONE;
		else if (whole == CALL_NONE)
			whole = multiplexed[i];
		else if (multiplexed[i] == call)
			return whole;
	}
	return CALL_NONE;
}
