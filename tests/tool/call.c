/* call [WAY:]NUMBER[,ARGUMENT]... - makes system calls, with the arguments as they are given,
 * all 64 bits of them, and prints what each returned: a number, or E and the errno. WAY is "int80"
 * for i386's entry (from a 64-bit program too), "thread" for a call from a second thread, or
 * "at,ADDRESS" for one that ends at this address, where memory for code must be. An argument is a
 * number, or p for the address of 4,096 zeros. It needs no library and makes no other call than
 * write and exit, but for a thread's. Built for x86-64 as build/tests/call, for i386 as call32. */

enum { ROOM = 4096 };

typedef unsigned long word;
typedef unsigned long long wide;

static char zeros[ROOM] __attribute__((aligned(4096)));

#ifdef __x86_64__
enum { WRITE = 1, EXIT = 60, CLONE = 56 };

static long
native(word n, const wide a[6])
{
	/* cppcheck-suppress constStatement; it does not know registers */
	register word r10 __asm__("r10") = a[3], r8 __asm__("r8") = a[4], r9 __asm__("r9") = a[5];
	long result;

	__asm__ volatile("syscall"
	                 : "=a"(result)
	                 : "a"(n), "D"(a[0]), "S"(a[1]), "d"(a[2]), "r"(r10), "r"(r8), "r"(r9)
	                 : "rcx", "r11", "memory");
	return result;
}

/* The whole registers: what stands in their upper halves is seen by a filter. */
static long
int80(word n, const wide a[6])
{
	long result;

	__asm__ volatile("push %%rbx\n\tpush %%rbp\n\tmov %2, %%rbx\n\tmov %7, %%rbp\n\t"
	                 "int $0x80\n\tpop %%rbp\n\tpop %%rbx"
	                 : "=a"(result)
	                 : "a"(n), "r"(a[0]), "c"(a[1]), "d"(a[2]), "S"(a[3]), "D"(a[4]), "r"(a[5])
	                 : "r8", "r9", "r10", "r11", "memory");
	return (int)result;
}
#else
enum { WRITE = 4, EXIT = 1 };

static long
native(word n, const wide a[6])
{
	long result;

	__asm__ volatile("push %%ebx\n\tmov %2, %%ebx\n\tint $0x80\n\tpop %%ebx"
	                 : "=a"(result)
	                 : "a"(n), "m"(*(const word *)a), "c"((word)a[1]), "d"((word)a[2]),
	                 "S"((word)a[3]), "D"((word)a[4])
	                 : "memory");
	return result;
}

static long
int80(word n, const wide a[6])
{
	return native(n, a);
}
#endif

static void
put(const char *bytes, word n)
{
	const wide a[6] = {1, (word)bytes, n};

	native(WRITE, a);
}

static void
put_number(long v)
{
	char digits[24];
	word n = sizeof(digits), u = v < 0 ? -(word)v : (word)v;

	digits[--n] = '\n';
	do {
		digits[--n] = (char)('0' + u % 10);
		u /= 10;
	} while (u);
	if (v < 0)
		digits[--n] = 'E';
	put(digits + n, sizeof(digits) - n);
}

static _Noreturn void
leave(int status)
{
	const wide a[6] = {(word)status};

	for (;;)
		native(EXIT, a);
}

static wide
parse(const char **at)
{
	const char *p = *at;
	wide v = 0;
	int negative = *p == '-', hex;

	if (*p == 'p') {
		*at = p + 1;
		return (word)zeros;
	}
	p += negative;
	hex = p[0] == '0' && p[1] == 'x';
	p += hex ? 2 : 0;
	for (;; p++) {
		const char c = *p;

		if (c >= '0' && c <= '9')
			v = v * (hex ? 16 : 10) + (wide)(c - '0');
		else if (hex && c >= 'a' && c <= 'f')
			v = v * 16 + (wide)(c - 'a' + 10);
		else
			break;
	}
	*at = p;
	return negative ? -v : v;
}

static int
begins(const char **at, const char *with)
{
	const char *p = *at;

	while (*with)
		if (*p++ != *with++)
			return 0;
	*at = p;
	return 1;
}

static struct {
	wide a[6];
	word number;
	int by_int80;
	word at;
} call;

#ifdef __x86_64__
static long
placed(void)
{
	static const unsigned char code[] = {0x0f, 0x05, 0xc3}; /* syscall, ret */
	unsigned char *to = (unsigned char *)call.at - 2;
	/* cppcheck-suppress constStatement; it does not know registers */
	register word r10 __asm__("r10") = call.a[3], r8 __asm__("r8") = call.a[4];
	long result;

	for (unsigned i = 0; i < sizeof(code); i++)
		to[i] = code[i];
	__asm__ volatile("call *%1"
	                 : "=a"(result)
	                 : "r"(to), "a"(call.number), "D"(call.a[0]), "S"(call.a[1]),
	                 "d"(call.a[2]), "r"(r10), "r"(r8)
	                 : "rcx", "r11", "memory");
	return result;
}
#endif

static void
make_call(void)
{
#ifdef __x86_64__
	if (call.at) {
		put_number(placed());
		return;
	}
#endif
	put_number(call.by_int80 ? int80(call.number, call.a) : native(call.number, call.a));
}

#ifdef __x86_64__
static char stack[ROOM] __attribute__((aligned(16)));

static __attribute__((used)) _Noreturn void
thread(void)
{
	make_call();
	leave(0);
}

/* Has a second thread make the call, and waits until its number is cleared:
 * CLONE_CHILD_CLEARTID, beside what makes it a thread. */
static void
make_call_in_thread(void)
{
	static volatile int running = 1;
	register word tid __asm__("r10") = (word)&running;
	long made;

	__asm__ volatile(
	    "syscall\n\ttest %0, %0\n\tjz thread"
	    : "=a"(made)
	    : "a"((word)CLONE), "D"(0x210f00UL), "S"((word)stack + ROOM - 8), "d"(0UL), "r"(tid)
	    : "rcx", "r11", "memory");
	while (made > 0 && running)
		;
}
#endif

static void
run(const char *at)
{
#ifdef __x86_64__
	const int by_thread = begins(&at, "thread:");
#endif

	call.at = 0;
	if (begins(&at, "at,")) {
		call.at = (word)parse(&at);
		begins(&at, ":");
	}
	call.by_int80 = begins(&at, "int80:");
	call.number = (word)parse(&at);
	for (unsigned i = 0; i < 6; i++) {
		call.a[i] = 0;
		if (*at == ',') {
			at++;
			call.a[i] = parse(&at);
		}
	}
#ifdef __x86_64__
	if (by_thread) {
		make_call_in_thread();
		return;
	}
#endif
	make_call();
}

static __attribute__((used)) _Noreturn void
begin(word *top)
{
	char **argv = (char **)(top + 1);

	for (word i = 1; i < *top; i++)
		run(argv[i]);
	leave(0);
}

#ifdef __x86_64__
__asm__(".globl _start\n_start:\n\tmov %rsp, %rdi\n\tand $-16, %rsp\n\tcall begin");
#else
__asm__(".globl _start\n_start:\n\tmov %esp, %eax\n\tand $-16, %esp\n\tpush %eax\n\tpush "
        "%eax\n\tcall begin");
#endif
