/* Compiles rules with libseccomp, and checks what it emits. The order of the rules is the
 * order of the tests: for the reader, and so that whoever writes the policy decides which
 * call is found first. */
#include "policies/tool/program.h"

#include <errno.h>
#include <linux/seccomp.h>
#include <seccomp.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "policies/tool/report.h"

/* The libseccomp API level that has KILL_PROCESS. By default libseccomp asks the kernel. */
enum { API_LEVEL = 3 };

/* Calls have priorities from here down, so that they are tested in the order of the rules. */
enum { FIRST_PRIORITY = UINT8_MAX };

void
program_setup(void)
{
	seccomp_api_set(API_LEVEL);
}

/* Ends the compiler if libseccomp has returned a negative errno. */
static void
must(int result, const char *what)
{
	if (result < 0)
		die("libseccomp: %s: %s", what, strerror(-result));
}

/* libseccomp takes the numbers of the machine that it runs on, whatever architecture a filter
 * is for, and translates them by name. A call that this machine lacks has a negative number. */
static int
host_number(const struct rule *rule)
{
	const int number = seccomp_syscall_resolve_name(rule->name);

	if (number == __NR_SCMP_ERROR)
		die("libseccomp: %s: no such call", rule->name);
	return number;
}

/* Allows the rule's call for one alternative, or for any arguments if that is NULL. */
static void
allow(scmp_filter_ctx filter, const struct rule *rule, const struct alternative *a)
{
	struct scmp_arg_cmp conditions[ARGUMENTS];
	unsigned count = 0;

	for (unsigned i = 0; a && i < ARGUMENTS; i++)
		if (a->args[i].text)
			conditions[count++] = (struct scmp_arg_cmp){
			    .arg = i, .op = SCMP_CMP_EQ, .datum_a = a->args[i].value};
	must(seccomp_rule_add_exact_array(
	         filter, SCMP_ACT_ALLOW, host_number(rule), count, conditions),
	    rule->name);
}

static void
allow_rule(scmp_filter_ctx filter, const struct rule *rule)
{
	if (!rule->count)
		allow(filter, rule, NULL);
	for (size_t i = 0; i < rule->count; i++)
		allow(filter, rule, &rule->alternatives[i]);
}

/* Optimisation 1 makes a list of the calls, 2 a tree. When a filter is installed, the kernel
 * runs it once for each call number; that takes fewer steps through a list of five calls (a
 * few more through one of seven), and so does each read and write. */
static scmp_filter_ctx
build_filter(const struct source *s, const struct architecture *arch)
{
	scmp_filter_ctx filter = seccomp_init(SCMP_ACT_KILL_PROCESS);

	if (!filter)
		die("libseccomp: no filter");
	if (seccomp_arch_native() != arch->token) {
		must(seccomp_arch_remove(filter, SCMP_ARCH_NATIVE), "native architecture");
		must(seccomp_arch_add(filter, arch->token), arch->name);
	}
	must(seccomp_attr_set(filter, SCMP_FLTATR_ACT_BADARCH, SCMP_ACT_KILL_PROCESS), "badarch");
	must(seccomp_attr_set(filter, SCMP_FLTATR_CTL_OPTIMIZE, 1), "optimize");
	for (size_t i = 0; i < s->count; i++) {
		const uint8_t priority = i < FIRST_PRIORITY ? (uint8_t)(FIRST_PRIORITY - i) : 0;

		must(seccomp_syscall_priority(filter, host_number(&s->rules[i]), priority),
		    s->rules[i].name);
		allow_rule(filter, &s->rules[i]);
	}
	return filter;
}

static void
export_filter(struct program *p, scmp_filter_ctx filter, const char *path)
{
	const int fd = memfd_create("filter", 0);
	ssize_t size;

	if (fd < 0)
		die("memfd_create: %s", strerror(errno));
	must(seccomp_export_bpf(filter, fd), "export");
	size = pread(fd, p->code, sizeof(p->code), 0);
	close(fd);
	if (size <= 0 || size % (ssize_t)sizeof(*p->code) || size == sizeof(p->code))
		die("%s: libseccomp emitted half a filter, or too long a one", path);
	p->count = (size_t)size / sizeof(*p->code);
}

/* Prepends a load of an argument, whose value nothing looks at: it makes every start faster.
 * When a filter is installed, the kernel finds out for each call number whether the answer is
 * ALLOW for any arguments (kernel/seccomp.c, seccomp_is_const_allow), by running the filter up
 * to the first load of an argument. So this load ends hundreds of such runs, for each of two
 * architectures, at once. */
static void
prepend_arg_load(struct program *p)
{
	if (p->count == BPF_MAXINSNS)
		die("a filter that long cannot be installed");
	memmove(p->code + 1, p->code, p->count * sizeof(*p->code));
	p->code[0] = (struct sock_filter){
	    BPF_LD | BPF_W | BPF_ABS, 0, 0, offsetof(struct seccomp_data, args)};
	p->count++;
}

/* For each instruction the offset in struct seccomp_data that was loaded last when control
 * gets there. NOTHING: none was, or it never gets there. SEVERAL: it depends on the path. */
enum { NOTHING = -1, SEVERAL = -2 };

struct loads {
	int loaded[BPF_MAXINSNS];
	size_t count;
};

/* Control may get to an instruction with this loaded. */
static void
arrive(struct loads *l, size_t at, int loaded)
{
	if (at >= l->count)
		die("libseccomp emitted a way out of the filter");
	if (l->loaded[at] == NOTHING)
		l->loaded[at] = loaded;
	else if (l->loaded[at] != loaded)
		l->loaded[at] = SEVERAL;
}

/* Whether each comparison looks at one field, whatever path leads there. libseccomp 2.5.4
 * breaks that where two calls end in the same comparisons, and one of them gets there with
 * something else loaded, as in
 *	openat: arg0 == 3 && arg1 == 5 || arg0 == 2 && arg4 == 2
 *	write: arg0 == 4 || arg0 == 2 && arg4 == 2
 * where openat is then allowed with arg0 3 and arg1 2. The prover refuses it too, but only
 * here can the message say what to do about it. Jumps lead forward only, so one pass is
 * enough. */
static bool
compares_one_field(const struct program *p)
{
	struct loads l = {.count = p->count};

	for (size_t i = 0; i < p->count; i++)
		l.loaded[i] = NOTHING;
	for (size_t i = 0; i < p->count; i++) {
		const struct sock_filter *in = &p->code[i];

		switch (in->code) {
		case BPF_LD | BPF_W | BPF_ABS:
			arrive(&l, i + 1, (int)in->k);
			break;
		case BPF_JMP | BPF_JEQ | BPF_K:
		case BPF_JMP | BPF_JGE | BPF_K:
			if (l.loaded[i] < 0)
				return false;
			arrive(&l, i + 1 + in->jt, l.loaded[i]);
			arrive(&l, i + 1 + in->jf, l.loaded[i]);
			break;
		case BPF_JMP | BPF_JA:
			arrive(&l, i + 1 + in->k, l.loaded[i]);
			break;
		case BPF_RET | BPF_K:
			break;
		default:
			die("libseccomp emitted what no policy needs: 0x%04x", in->code);
		}
	}
	return true;
}

bool
program_compile(struct program *p, const struct source *s, const struct architecture *arch)
{
	scmp_filter_ctx filter = build_filter(s, arch);

	export_filter(p, filter, s->path);
	seccomp_release(filter);
	prepend_arg_load(p);
	return compares_one_field(p);
}
