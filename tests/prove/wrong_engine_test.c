/* lib/prove against programs made by hand, right and wrong, each for a reason that filters have
 * been wrong for; and against what is no program or no policy. */
#include "lib/prove/prove.h"
#include <sched.h>
#include <sys/ioctl.h>
#include <sys/socket.h>

#include <linux/audit.h>

#include "tests/prove/tried.h"

enum { X32 = 0x40000000 };
/* Of x86-64. */
enum { READ = 0, IOCTL = 16, SOCKET = 41, CLONE = 56 };

/* The architecture is checked, and the number is loaded. */
#define START LD(ARCH), JEQ(AUDIT_ARCH_X86_64, 1, 0), RET(KILL), LD(NR)

/* `rules` is an array; what none of them matches is allowed. */
#define EQUAL(what, rules, ...) judge(TRY(rules, __VA_ARGS__) == PROVE_EQUAL, what)
#define DIFFERS(what, rules, where, ...)                                                           \
	judge(TRY(rules, __VA_ARGS__) == PROVE_DIFFERS && (where), what)
#define TRY(rules, ...)                                                                            \
	try_rules((rules), COUNT(rules), (const struct sock_filter[]){__VA_ARGS__},                \
	    COUNT(((const struct sock_filter[]){__VA_ARGS__})))

static enum prove_status
try_rules(const struct prove_rule *rules, size_t count, const struct sock_filter *code,
    size_t instructions)
{
	const struct prove_arch arch = {AUDIT_ARCH_X86_64, rules, count, ALLOW};
	const struct prove_policy policy = {&arch, 1, KILL};

	return try(code, instructions, &policy);
}

/* ---- arguments ------------------------------------------------------------------ */

/* The kernel takes the second argument of ioctl as an int. A comparison of all its 64 bits is
 * passed by a higher bit (CVE-2019-10063). */
static void
test_halves(void)
{
	static const struct prove_test low = {1, UINT32_MAX, TIOCSTI},
	                               all = {1, UINT64_MAX, TIOCSTI};
	const struct prove_rule as_int[] = {{IOCTL, IOCTL, &low, 1, FAIL}};
	static const struct prove_test two = {0, UINT32_MAX, 2}, odd = {0, 1, 1};
	const struct prove_rule two_and_odd[] = {
	    {IOCTL, IOCTL, &two, 1, KILL}, {IOCTL, IOCTL, &odd, 1, FAIL}};
	const struct prove_rule as_long[] = {{IOCTL, IOCTL, &all, 1, FAIL}};

	EQUAL("an int", as_int, START, JEQ(IOCTL, 0, 3), LD(LOW1), JEQ(TIOCSTI, 0, 1), RET(FAIL),
	    RET(ALLOW));
	DIFFERS("all bits of an int", as_int,
	    o.example.nr == IOCTL && (uint32_t)o.example.args[1] == TIOCSTI &&
	        o.example.args[1] >> 32 != 0 && o.answered == ALLOW && o.intended == FAIL,
	    START, JEQ(IOCTL, 0, 5), LD(LOW1), JEQ(TIOCSTI, 0, 3), LD(HIGH1), JEQ(0, 0, 1),
	    RET(FAIL), RET(ALLOW));
	EQUAL("a long", as_long, START, JEQ(IOCTL, 0, 5), LD(HIGH1), JEQ(0, 0, 3), LD(LOW1),
	    JEQ(TIOCSTI, 0, 1), RET(FAIL), RET(ALLOW));
	DIFFERS("half of a long", as_long,
	    (uint32_t)o.example.args[1] == TIOCSTI && o.answered == FAIL && o.intended == ALLOW,
	    START, JEQ(IOCTL, 0, 3), LD(LOW1), JEQ(TIOCSTI, 0, 1), RET(FAIL), RET(ALLOW));
	DIFFERS("halves changed", as_long, o.example.nr == IOCTL, START, JEQ(IOCTL, 0, 5), LD(LOW1),
	    JEQ(0, 0, 3), LD(HIGH1), JEQ(TIOCSTI, 0, 1), RET(FAIL), RET(ALLOW));
	DIFFERS("another argument", as_int, o.example.nr == IOCTL, START, JEQ(IOCTL, 0, 3),
	    LD(LOW0), JEQ(TIOCSTI, 0, 1), RET(FAIL), RET(ALLOW));
	EQUAL("nothing is greater", as_int, START, JEQ(IOCTL, 0, 4), LD(LOW1),
	    JGT(UINT32_MAX, 2, 0), JEQ(TIOCSTI, 0, 1), RET(FAIL), RET(ALLOW));
	DIFFERS("a bit that the and has cleared", two_and_odd,
	    (uint32_t)o.example.args[0] == 2 && o.intended == KILL, START, JEQ(IOCTL, 0, 4),
	    LD(LOW0), AND(1), JSET(3, 0, 1), RET(FAIL), RET(ALLOW));
	DIFFERS("of any call", as_int, o.example.nr != IOCTL && o.answered == FAIL, START, LD(LOW1),
	    JEQ(TIOCSTI, 0, 1), RET(FAIL), RET(ALLOW));
	DIFFERS("the wrong errno", as_int, o.answered == (SECCOMP_RET_ERRNO | ENOSYS), START,
	    JEQ(IOCTL, 0, 3), LD(LOW1), JEQ(TIOCSTI, 0, 1), RET(SECCOMP_RET_ERRNO | ENOSYS),
	    RET(ALLOW));
}

/* Of all counterexamples one that is easily read. */
static void
test_examples(void)
{
	static const struct prove_test none = {1, UINT64_MAX, 0}, three = {1, UINT64_MAX, 3};
	const struct prove_rule nothing[] = {{IOCTL, IOCTL, &none, 1, FAIL}};
	const struct prove_rule exactly[] = {{IOCTL, IOCTL, &three, 1, FAIL}};

	DIFFERS("the lowest is 1", nothing,
	    o.example.args[1] == 1 && o.example.args[0] == 0 && o.fixed.args[0] == 0, START,
	    JEQ(IOCTL, 0, 1), RET(FAIL), RET(ALLOW));
	DIFFERS("the lowest is 4", exactly, o.example.args[1] == 4 && o.fixed.args[0] == 0, START,
	    JEQ(IOCTL, 0, 5), LD(HIGH1), JEQ(0, 0, 3), LD(LOW1), JGE(3, 0, 1), RET(FAIL),
	    RET(ALLOW));
}

/* clone with any of these flags is denied, each by a line of its own. */
static void
test_bits(void)
{
	static const uint64_t flags[] = {CLONE_NEWNS, CLONE_NEWUSER, CLONE_NEWNET, CLONE_NEWPID};
	const uint32_t three = CLONE_NEWNS | CLONE_NEWUSER | CLONE_NEWNET,
	               all = three | CLONE_NEWPID;
	struct prove_test tests[COUNT(flags)];
	struct prove_rule rules[COUNT(flags)];

	for (size_t i = 0; i < COUNT(flags); i++) {
		tests[i] = (struct prove_test){0, flags[i], flags[i]};
		rules[i] = (struct prove_rule){CLONE, CLONE, &tests[i], 1, FAIL};
	}
	EQUAL("flags at once", rules, START, JEQ(CLONE, 0, 3), LD(LOW0), JSET(all, 0, 1), RET(FAIL),
	    RET(ALLOW));
	EQUAL("flags by and", rules, START, JEQ(CLONE, 0, 4), LD(LOW0), AND(all), JEQ(0, 1, 0),
	    RET(FAIL), RET(ALLOW));
	DIFFERS("a flag forgotten", rules,
	    (o.example.args[0] & all) == CLONE_NEWPID && o.answered == ALLOW, START,
	    JEQ(CLONE, 0, 3), LD(LOW0), JSET(three, 0, 1), RET(FAIL), RET(ALLOW));
	DIFFERS("only all of the flags", rules, o.answered == ALLOW, START, JEQ(CLONE, 0, 4),
	    LD(LOW0), AND(all), JEQ(all, 0, 1), RET(FAIL), RET(ALLOW));
	DIFFERS("a flag too many", rules, (o.example.args[0] & all) == 0 && o.answered == FAIL,
	    START, JEQ(CLONE, 0, 3), LD(LOW0), JSET(all | CLONE_VM, 0, 1), RET(FAIL), RET(ALLOW));
}

/* Families of sockets: a list of those allowed, before a rule for all others. */
static void
test_order(void)
{
	static const struct prove_test tests[] = {
	    {0, UINT32_MAX, AF_UNIX}, {0, UINT32_MAX, AF_INET}, {0, UINT32_MAX, 0}, {0, 4, 8}};
	const struct prove_rule rules[] = {{SOCKET, SOCKET, &tests[0], 1, ALLOW},
	    {SOCKET, SOCKET, &tests[3], 1, KILL}, {SOCKET, SOCKET, &tests[1], 1, ALLOW},
	    {SOCKET, SOCKET, NULL, 0, FAIL}, {SOCKET, SOCKET, &tests[2], 1, KILL}};

	EQUAL("a list", rules, START, JEQ(SOCKET, 0, 4), LD(LOW0), JEQ(AF_UNIX, 2, 0),
	    JEQ(AF_INET, 1, 0), RET(FAIL), RET(ALLOW));
	EQUAL("a list as a range", rules, START, JEQ(SOCKET, 0, 4), LD(LOW0), JGT(AF_INET, 1, 0),
	    JGE(AF_UNIX, 1, 0), RET(FAIL), RET(ALLOW));
	DIFFERS("the range one too long", rules, o.example.args[0] << 32 == 3ULL << 32, START,
	    JEQ(SOCKET, 0, 4), LD(LOW0), JGE(AF_INET + 2, 1, 0), JGE(AF_UNIX, 1, 0), RET(FAIL),
	    RET(ALLOW));
	DIFFERS("the range with 0", rules, (uint32_t)o.example.args[0] == 0, START,
	    JEQ(SOCKET, 0, 3), LD(LOW0), JGT(AF_INET, 0, 1), RET(FAIL), RET(ALLOW));
}

/* ---- numbers and architectures ------------------------------------------------------ */

static void
test_numbers(void)
{
	const struct prove_rule rules[] = {
	    {10, 19, NULL, 0, FAIL}, {X32, UINT32_MAX, NULL, 0, KILL}};
	const struct prove_rule both[] = {{READ, READ, NULL, 0, FAIL}, {X32, X32, NULL, 0, FAIL}};
	const struct prove_rule teens[] = {{10, 19, NULL, 0, FAIL}};
	const struct prove_rule one[] = {{READ, READ, NULL, 0, FAIL}};

	EQUAL("a range", rules, START, JGE(X32, 0, 1), RET(KILL), JGE(20, 2, 0), JGT(9, 0, 1),
	    RET(FAIL), RET(ALLOW));
	EQUAL("x32 by its bit and the sign", rules, START, JSET(X32 | 1U << 31, 0, 1), RET(KILL),
	    JGE(20, 2, 0), JGE(10, 0, 1), RET(FAIL), RET(ALLOW));
	DIFFERS("x32 by its bit alone", rules, ((uint32_t)o.example.nr & X32) == 0, START,
	    JSET(X32, 0, 1), RET(KILL), JGE(20, 2, 0), JGE(10, 0, 1), RET(FAIL), RET(ALLOW));
	DIFFERS("no x32", rules, (uint32_t)o.example.nr >= X32, START, JGE(20, 2, 0), JGE(10, 0, 1),
	    RET(FAIL), RET(ALLOW));
	DIFFERS("one less", rules, o.example.nr == 10, START, JGE(X32, 0, 1), RET(KILL),
	    JGE(20, 2, 0), JGT(10, 0, 1), RET(FAIL), RET(ALLOW));
	DIFFERS("one more", rules, o.example.nr == 20, START, JGE(X32, 0, 1), RET(KILL),
	    JGT(20, 2, 0), JGE(10, 0, 1), RET(FAIL), RET(ALLOW));
	EQUAL("x32 as the same calls", both, START, AND(~(uint32_t)X32), JEQ(READ, 0, 1), RET(FAIL),
	    RET(ALLOW));
	DIFFERS("x32 as the same calls, unasked", one, o.example.nr == X32, START,
	    AND(~(uint32_t)X32), JEQ(READ, 0, 1), RET(FAIL), RET(ALLOW));
	EQUAL("bit by bit, then as a whole", one, START, JSET(1, 3, 0), JSET(~1U, 2, 0),
	    JEQ(READ, 0, 1), RET(FAIL), RET(ALLOW));
	judge(o.unreached == 9, "as a whole it is known");
	EQUAL("nothing is greater, and then never reached", one, START, JGT(UINT32_MAX, 2, 0),
	    JEQ(READ, 0, 2), RET(FAIL), RET(KILL), RET(ALLOW));
	judge(o.unreached == 7, "what is greater than all");
	EQUAL("bits that no number of a range has", teens, START, JSET(0x10, 0, 2), JSET(4, 0, 1),
	    RET(ALLOW), JGE(20, 2, 0), JGE(10, 0, 1), RET(FAIL), RET(ALLOW));
	EQUAL("only even, then a range", one, START, JSET(1, 2, 0), JGE(2, 1, 0), RET(FAIL),
	    RET(ALLOW));
	DIFFERS("the accumulator is not the number", one, true, LD(NR), LD(ARCH),
	    JEQ(AUDIT_ARCH_X86_64, 1, 0), RET(KILL), JEQ(READ, 0, 1), RET(FAIL), RET(ALLOW));
	DIFFERS("by the instruction pointer", one, o.example.instruction_pointer == 7, START,
	    JEQ(READ, 0, 1), RET(FAIL), LD(IP + 1), JEQ(0, 0, 3), LD(IP), JEQ(7, 0, 1), RET(KILL),
	    RET(ALLOW));
}

static void
test_architectures(void)
{
	const struct prove_rule here[] = {{READ, READ, NULL, 0, FAIL}};
	const struct prove_rule there[] = {{3, 3, NULL, 0, KILL}};
	const struct prove_arch archs[] = {
	    {AUDIT_ARCH_X86_64, here, 1, ALLOW}, {AUDIT_ARCH_I386, there, 1, ALLOW}};
	const struct prove_policy policy = {archs, 2, KILL}, none = {NULL, 0, KILL};
	struct sock_filter code[] = {LD(ARCH), JEQ(AUDIT_ARCH_X86_64, 0, 3), LD(NR),
	    JEQ(READ, 0, 5), RET(FAIL), JEQ(AUDIT_ARCH_I386, 0, 2), LD(NR), JEQ(3, 0, 1), RET(KILL),
	    RET(ALLOW)};
	const struct sock_filter number_first[] = {LD(NR), JEQ(READ, 2, 0), JEQ(3, 5, 0), JA(8),
	    LD(ARCH), JEQ(AUDIT_ARCH_X86_64, 9, 0), JEQ(AUDIT_ARCH_I386, 9, 0), RET(KILL), LD(ARCH),
	    JEQ(AUDIT_ARCH_X86_64, 6, 0), RET(KILL), RET(KILL), LD(ARCH),
	    JEQ(AUDIT_ARCH_X86_64, 2, 0), JEQ(AUDIT_ARCH_I386, 1, 2), RET(FAIL), RET(ALLOW),
	    RET(KILL)};
	const struct sock_filter zero[] = {JEQ(0, 0, 1), RET(KILL), RET(ALLOW)};

	judge(try(code, COUNT(code), &policy) == PROVE_EQUAL && o.unreached == COUNT(code),
	    "two architectures");
	judge(try(number_first, COUNT(number_first), &policy) == PROVE_EQUAL && o.unreached == 11,
	    "the number first, and an instruction that is never reached");
	judge(try(zero, COUNT(zero), &none) == PROVE_EQUAL && o.unreached == 2,
	    "the accumulator begins as 0");
	code[5].jf = 3;
	judge(try(code, COUNT(code), &policy) == PROVE_DIFFERS && o.answered == ALLOW &&
	          o.example.arch != AUDIT_ARCH_X86_64 && o.example.arch != AUDIT_ARCH_I386,
	    "others are allowed");
	code[5].jf = 2;
	code[1].k = AUDIT_ARCH_I386;
	code[5].k = AUDIT_ARCH_X86_64;
	judge(try(code, COUNT(code), &policy) == PROVE_DIFFERS, "one for the other");
	judge(try(code + 5, COUNT(code) - 5, &policy) == PROVE_DIFFERS, "never loaded");
}

/* ---- what is refused ------------------------------------------------------------------ */

static void
test_form(void)
{
	static const struct sock_filter wrong[] = {LD(16), {0x20, 0, 0, 2},
	    {0x20, 0, 0, UINT32_MAX}, {0x28, 0, 0, 0}, {0x30, 0, 0, 0}, {0x40, 0, 0, 0},
	    {0x00, 0, 0, 1}, {0x80, 0, 0, 0}, {0x60, 0, 0, 0}, {0x02, 0, 0, 0}, {0x5C, 0, 0, 0},
	    {0x44, 0, 0, 1}, {0x07, 0, 0, 0}, {0x1D, 0, 0, 0}, {0x16, 0, 0, 0}, {0x0E, 0, 0, 0},
	    {0x55, 0, 0, 0}, {0x115, 0, 0, 0}, JA(1), JA(UINT32_MAX), JEQ(0, 1, 0), JEQ(0, 0, 1),
	    JSET(0, 255, 255), RET(ALLOW | 1), RET(KILL | 1), RET(1), RET(SECCOMP_RET_ERRNO | 4096),
	    RET(0x7FFD0000), RET(0xFFFFFFFF)};
	const struct prove_policy policy = {NULL, 0, ALLOW};
	static struct sock_filter code[BPF_MAXINSNS + 1];

	for (size_t i = 0; i < COUNT(wrong); i++) {
		code[0] = wrong[i];
		code[1] = (struct sock_filter)RET(ALLOW);
		judge(try(code, 2, &policy) == PROVE_FORM && o.at == 0 && o.reason != NULL,
		    "a wrong instruction");
	}
	for (size_t i = 0; i <= BPF_MAXINSNS; i++)
		code[i] = (struct sock_filter)RET(ALLOW);
	judge(try(code, 0, &policy) == PROVE_FORM, "no program");
	judge(try(code, BPF_MAXINSNS, &policy) == PROVE_EQUAL && o.unreached == 1, "longest");
	judge(try(code, BPF_MAXINSNS + 1, &policy) == PROVE_FORM, "too long");
	code[1] = (struct sock_filter)LD(NR);
	judge(try(code, 2, &policy) == PROVE_FORM && o.at == 1, "no end");
}

/* A policy with this rule before another one. */
static bool
is_refused(struct prove_rule rule, uint32_t otherwise, size_t at)
{
	const struct sock_filter code[] = {RET(ALLOW)};
	const struct prove_rule rules[] = {rule, {0, 0, NULL, 0, ALLOW}};
	const struct prove_arch arch = {1, rules, COUNT(rules), otherwise};
	const struct prove_policy policy = {&arch, 1, ALLOW};

	return try(code, 1, &policy) == PROVE_POLICY && o.arch == 0 && o.at == at;
}

/* Where a call is made is compared as an argument is. */
static void
test_pointer(void)
{
	static const struct prove_test here = {PROVE_IP, UINT64_MAX, 0x10014};
	const struct prove_rule rules[] = {{IOCTL, IOCTL, &here, 1, FAIL}};

	EQUAL("a place", rules, START, JEQ(IOCTL, 0, 5), LD(IP + 1), JEQ(0, 0, 3), LD(IP),
	    JEQ(0x10014, 0, 1), RET(FAIL), RET(ALLOW));
	DIFFERS("half of a place", rules,
	    (uint32_t)o.example.instruction_pointer == 0x10014 && o.answered == FAIL, START,
	    JEQ(IOCTL, 0, 3), LD(IP), JEQ(0x10014, 0, 1), RET(FAIL), RET(ALLOW));
	DIFFERS("any place", rules, o.example.instruction_pointer != 0x10014, START,
	    JEQ(IOCTL, 0, 1), RET(FAIL), RET(ALLOW));
}

static void
test_policies(void)
{
	const struct prove_test six = {PROVE_IP + 1, 0, 0};
	const struct prove_arch twice[] = {{6, NULL, 0, ALLOW}, {6, NULL, 0, ALLOW}};
	const struct sock_filter code[] = {RET(ALLOW)};
	struct prove_policy policy = {NULL, 0, ALLOW | 1};

	judge(is_refused((struct prove_rule){2, 1, NULL, 0, ALLOW}, ALLOW, 0), "backward");
	judge(is_refused((struct prove_rule){1, 1, &six, 1, ALLOW}, ALLOW, 0), "argument 6");
	judge(is_refused((struct prove_rule){1, 1, NULL, 0, 1}, ALLOW, 0), "an unknown result");
	judge(is_refused((struct prove_rule){1, 1, NULL, 0, ALLOW}, ALLOW | 1, SIZE_MAX),
	    "an unknown result otherwise");
	judge(try(code, 1, &policy) == PROVE_POLICY && o.arch == 0 && o.at == SIZE_MAX,
	    "an unknown result of other architectures");
	policy = (struct prove_policy){twice, COUNT(twice), ALLOW};
	judge(try(code, 1, &policy) == PROVE_POLICY && o.arch == 1, "an architecture twice");
}

int
main(void)
{
	begin(BPF_MAXINSNS, 10);
	test_halves();
	test_examples();
	test_bits();
	test_order();
	test_numbers();
	test_architectures();
	test_form();
	test_pointer();
	test_policies();
	return end();
}
