/* What programs share that trace others. These functions exit with status 2, by give_up(),
 * where ptrace() fails. */
#ifndef PILLBOX_TESTS_TRACE_H
#define PILLBOX_TESTS_TRACE_H

#include <sys/ptrace.h>
#include <sys/types.h>
#include <sys/user.h>

/* Known to the kernel's <linux/ptrace.h>, which cannot be had besides the C library's. */
#ifndef PTRACE_SECCOMP_GET_FILTER
#define PTRACE_SECCOMP_GET_FILTER 0x420c
#endif

/* What is traced, for give_up(). */
extern const char *traced;

/* Prints a line: to standard error, unless the program sets it. */
extern void (*trace_print)(const char *line);

/* Prints "TRACED ! WHAT: ERROR" and exits with status 2. */
_Noreturn void give_up(const char *what, int error);

struct user_regs_struct get_registers(pid_t);
void set_registers(pid_t, const struct user_regs_struct *);

/* The number of its filters; -1 if it cannot be read. */
long filters_of(pid_t);

#endif
