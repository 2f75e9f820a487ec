/* System calls as the kernel takes them. Each argument is a full 64-bit word, which is what
 * the filters compare. The result is a value or a negative errno.
 *
 * The registers are assigned after their declarations: cppcheck 2.17 rejects an initialised
 * register variable as a syntax error, and skips the file. */
#ifndef PILLBOX_CORE_AFTER_SYS_H
#define PILLBOX_CORE_AFTER_SYS_H

#include <asm/unistd.h>

#if defined(__x86_64__)

static inline long
sys6(long nr, long a, long b, long c, long d, long e, long f)
{
	register long r10 __asm__("r10");
	register long r8 __asm__("r8");
	register long r9 __asm__("r9");
	long ret;

	r10 = d;
	r8 = e;
	r9 = f;
	__asm__ volatile("syscall"
	                 : "=a"(ret)
	                 : "a"(nr), "D"(a), "S"(b), "d"(c), "r"(r10), "r"(r8), "r"(r9)
	                 : "rcx", "r11", "memory");
	return ret;
}

#elif defined(__aarch64__)

static inline long
sys6(long nr, long a, long b, long c, long d, long e, long f)
{
	register long x8 __asm__("x8");
	register long x0 __asm__("x0");
	register long x1 __asm__("x1");
	register long x2 __asm__("x2");
	register long x3 __asm__("x3");
	register long x4 __asm__("x4");
	register long x5 __asm__("x5");

	x8 = nr;
	x0 = a;
	x1 = b;
	x2 = c;
	x3 = d;
	x4 = e;
	x5 = f;
	__asm__ volatile("svc 0"
	                 : "+r"(x0)
	                 : "r"(x8), "r"(x1), "r"(x2), "r"(x3), "r"(x4), "r"(x5)
	                 : "memory");
	return x0;
}

#else
#error "system calls of this architecture are not supported"
#endif

static inline long
sys3(long nr, long a, long b, long c)
{
	return sys6(nr, a, b, c, 0, 0, 0);
}

#endif
