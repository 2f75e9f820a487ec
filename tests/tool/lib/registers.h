/* The registers of a traced process, and what a call needs of them, for each architecture. */
#ifndef PILLBOX_TESTS_REGISTERS_H
#define PILLBOX_TESTS_REGISTERS_H

#include <elf.h>
#include <errno.h>
#include <sys/ptrace.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <sys/user.h>

enum { CALL_ARGS = 6 };

#ifdef __x86_64__

/* An invalid instruction follows each call, so that a process stops if its call lived. The last
 * three instructions are a loop of calls. */
static const union {
	unsigned char bytes[16];
	unsigned long words[2];
} registers_code = {{0x0f, 0x05, /* syscall */
    0x0f, 0x0b,                  /* ud2 */
    0xcd, 0x80,                  /* int 0x80 */
    0x0f, 0x0b,                  /* ud2 */
    0x89, 0xd8,                  /* mov %ebx, %eax */
    0x0f, 0x05,                  /* syscall */
    0xeb, 0xfa, 0x0f, 0x0b}};    /* jmp -6; ud2 */
enum { AT_SYSCALL = 0, AT_INT80 = 4, AT_LOOP = 8, SYSCALL_LENGTH = 2 };

static inline long
registers_get(pid_t pid, struct user_regs_struct *regs)
{
	return ptrace(PTRACE_GETREGS, pid, 0, regs);
}

static inline long
registers_set(pid_t pid, const struct user_regs_struct *regs)
{
	return ptrace(PTRACE_SETREGS, pid, 0, regs);
}

/* Of one that stands at the entry of a call: makes another one in its stead. */
static inline long
registers_replace_call(pid_t pid, struct user_regs_struct *regs, int number)
{
	regs->orig_rax = (unsigned long)number;
	return registers_set(pid, regs);
}

/* A call from these registers on, which begins at that address. */
static inline void
registers_call(struct user_regs_struct *regs, unsigned long at, unsigned long number,
    const unsigned long args[CALL_ARGS])
{
	regs->orig_rax = ~0UL; /* no call is under way that could be begun again */
	regs->rip = at;
	regs->rax = number;
	regs->rdi = args[0];
	regs->rsi = args[1];
	regs->rdx = args[2];
	regs->r10 = args[3];
	regs->r8 = args[4];
	regs->r9 = args[5];
}

/* The same call again and again, by the loop. */
static inline void
registers_loop(struct user_regs_struct *regs, unsigned long at, unsigned long number,
    const unsigned long args[CALL_ARGS])
{
	registers_call(regs, at, number, args);
	regs->rbx = number;
}

/* From the registers at the entry of a call to those before it. */
static inline void
registers_rewind(struct user_regs_struct *regs)
{
	regs->rip -= SYSCALL_LENGTH;
	regs->rax = regs->orig_rax;
	regs->orig_rax = ~0UL;
}

#elif defined(__aarch64__)

static const union {
	unsigned instructions[6];
	unsigned long words[3];
} registers_code = {{0xd4000001, /* svc #0 */
    0x00000000,                  /* udf #0 */
    0xaa1303e8,                  /* mov x8, x19 */
    0xaa1403e0,                  /* mov x0, x20 */
    0xd4000001,                  /* svc #0 */
    0x17fffffd}};                /* b -12 */
enum { AT_SYSCALL = 0, AT_LOOP = 8, SYSCALL_LENGTH = 4 };

/* At the stops of a call the kernel shows 0 or 1 in x7, and keeps the process's own: with
 * PTRACE_SYSCALL, x7 is right at other stops only. */
static inline long
registers_get(pid_t pid, struct user_regs_struct *regs)
{
	struct iovec all = {regs, sizeof(*regs)};

	return ptrace(PTRACE_GETREGSET, pid, NT_PRSTATUS, &all);
}

/* The number of the call that is under way, -1 for none, has a set of its own: without one,
 * no call is begun again. */
static inline long
registers_set_call(pid_t pid, int number)
{
	struct iovec call = {&number, sizeof(number)};

	return ptrace(PTRACE_SETREGSET, pid, NT_ARM_SYSTEM_CALL, &call);
}

static inline long
registers_set(pid_t pid, const struct user_regs_struct *regs)
{
	struct iovec all = {(void *)(unsigned long)regs, sizeof(*regs)};
	const long failed = registers_set_call(pid, -1);

	return failed ? failed : ptrace(PTRACE_SETREGSET, pid, NT_PRSTATUS, &all);
}

static inline long
registers_replace_call(pid_t pid, struct user_regs_struct *regs, int number)
{
	(void)regs;
	return registers_set_call(pid, number);
}

static inline void
registers_call(struct user_regs_struct *regs, unsigned long at, unsigned long number,
    const unsigned long args[CALL_ARGS])
{
	regs->pc = at;
	regs->regs[8] = number;
	for (int i = 0; i < CALL_ARGS; i++)
		regs->regs[i] = args[i];
}

static inline void
registers_loop(struct user_regs_struct *regs, unsigned long at, unsigned long number,
    const unsigned long args[CALL_ARGS])
{
	registers_call(regs, at, number, args);
	regs->regs[19] = number;
	regs->regs[20] = args[0];
}

static inline void
registers_rewind(struct user_regs_struct *regs)
{
	regs->pc -= SYSCALL_LENGTH;
}

#endif

#endif
