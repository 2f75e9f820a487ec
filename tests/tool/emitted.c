/* emitted - compares lib/prove with libseccomp: emitted N [SEED] makes N random policies, has
 * libseccomp compile each, as it does by default or with a tree of calls, and proves the program.
 *
 * What is proved equal must answer calls near its constants as the policy says; a counterexample
 * must be one when the program is run: then libseccomp is wrong. Prints a few of these, and the
 * counts. Exit status 0: the prover was never wrong. */
#include <errno.h>
#include <linux/audit.h>
#include <seccomp.h>
#include <sys/mman.h>
#include <unistd.h>

#include "tests/prove/oracle.h"

enum { CALLS = 60, RULES = 4, ARGS = 3, LAST_CALL = 334, X32 = 0x40000000, SAMPLES = 300 };
enum { MOST = 4096, MOST_RULES = 2 * CALLS * RULES, SHOWN = 3 };

static const uint32_t results[] = {SECCOMP_RET_ALLOW, SECCOMP_RET_KILL_PROCESS,
    SECCOMP_RET_ERRNO | 1, SECCOMP_RET_ERRNO | 38, SECCOMP_RET_LOG, SECCOMP_RET_TRAP};

static struct prove_test tests[2][CALLS * RULES][ARGS];
static struct prove_rule rules[2][CALLS * RULES + 1];
static struct prove_arch archs[2];
static struct prove_policy policy;
static unsigned long equal, wrong;

/* libseccomp's name of a result. */
static uint32_t
as_action(uint32_t result)
{
	return result == SECCOMP_RET_TRAP ? SCMP_ACT_TRAP : result;
}

static uint64_t
draw_value(void)
{
	static const uint64_t values[] = {
	    0, 1, 2, 3, 0x5412, 0xFFFFFFFFFFFFFF9C, 0x100000001, 0x100000000, 0xFFFFFFFF};

	return random_below(10) ? values[random_below(9)] : random64();
}

/* Different arguments, all or some of their bits. */
static size_t
draw_tests(struct prove_test *test)
{
	static const uint64_t masks[] = {0xFFFFFFFF, 1, 3, 0x7E020000, 0xFFFFFFFF00000000};
	size_t count = 0;

	for (unsigned arg = 0; arg < 6 && count < ARGS; arg++) {
		if (random_below(3) != 0)
			continue;
		test[count].arg = arg;
		test[count].mask = random_below(2) ? UINT64_MAX : masks[random_below(5)];
		test[count].value = draw_value() & test[count].mask;
		count++;
	}
	return count;
}

static struct scmp_arg_cmp
as_comparison(const struct prove_test *test)
{
	if (test->mask == UINT64_MAX)
		return (struct scmp_arg_cmp){test->arg, SCMP_CMP_EQ, test->value, 0};
	return (struct scmp_arg_cmp){test->arg, SCMP_CMP_MASKED_EQ, test->mask, test->value};
}

/* A rule for each architecture. libseccomp compares the low halves alone where arguments have 32
 * bits. */
static void
add_rule(scmp_filter_ctx ctx, int call, uint32_t result)
{
	struct prove_rule *rule = &rules[0][archs[0].count], *other = &rules[1][archs[1].count];
	struct prove_test *test = tests[0][archs[0].count], *narrow = tests[1][archs[1].count];
	struct scmp_arg_cmp comparisons[ARGS];
	char *name = seccomp_syscall_resolve_num_arch(SCMP_ARCH_X86_64, call);
	int there = name != NULL ? seccomp_syscall_resolve_name_arch(SCMP_ARCH_X86, name) : -1;
	size_t count = draw_tests(test);

	free(name);
	for (size_t i = 0; i < count; i++) {
		comparisons[i] = as_comparison(&test[i]);
		narrow[i] = test[i];
		narrow[i].mask &= UINT32_MAX;
		narrow[i].value &= UINT32_MAX;
	}
	if (seccomp_rule_add_array(ctx, as_action(result), call, (unsigned)count, comparisons) != 0)
		return;
	*rule = (struct prove_rule){(uint32_t)call, (uint32_t)call, test, count, result};
	archs[0].count++;
	if (there < 0)
		return;
	*other = (struct prove_rule){(uint32_t)there, (uint32_t)there, narrow, count, result};
	archs[1].count++;
}

/* On i386 libseccomp also allows these through socketcall and ipc, whose rules are others. */
static bool
is_multiplexed(int call)
{
	return (call >= 41 && call <= 55) || call == 288 || call == 299 || call == 307 ||
	       (call >= 29 && call <= 31) || (call >= 64 && call <= 71) || call == 220;
}

/* All rules of a call have one result: libseccomp knows no order of those that overlap. */
static void
draw_rules(scmp_filter_ctx ctx, uint32_t otherwise)
{
	int call = (int)random_below(20);

	for (unsigned n = random_below(CALLS) + 1; n > 0 && call <= LAST_CALL; n--) {
		uint32_t result = results[random_below(6)];

		if (result != otherwise && !is_multiplexed(call))
			for (unsigned i = random_below(RULES) + 1; i > 0; i--)
				add_rule(ctx, call, result);
		call += 1 + (int)random_below(12);
	}
}

static void
must(int status, const char *what)
{
	if (status == 0)
		return;
	fprintf(stderr, "emitted: %s: %s\n", what, strerror(-status));
	exit(2);
}

/* x32's numbers get what other architectures get, -1 does not. */
static scmp_filter_ctx
draw_policy(void)
{
	const uint32_t otherwise = results[random_below(6)], others = results[random_below(4)];
	scmp_filter_ctx ctx = seccomp_init(as_action(otherwise));
	bool both = random_below(2);

	if (ctx == NULL)
		must(-ENOMEM, "seccomp_init");
	must(seccomp_attr_set(ctx, SCMP_FLTATR_ACT_BADARCH, as_action(others)), "BADARCH");
	must(seccomp_attr_set(ctx, SCMP_FLTATR_CTL_OPTIMIZE, 1 + random_below(2)), "OPTIMIZE");
	if (both)
		must(seccomp_arch_add(ctx, SCMP_ARCH_X86), "seccomp_arch_add");
	archs[0] = (struct prove_arch){AUDIT_ARCH_X86_64, rules[0], 0, otherwise};
	archs[1] = (struct prove_arch){AUDIT_ARCH_I386, rules[1], 0, otherwise};
	policy = (struct prove_policy){archs, both ? 2 : 1, others};
	draw_rules(ctx, otherwise);
	rules[0][archs[0].count++] = (struct prove_rule){X32, UINT32_MAX - 1, NULL, 0, others};
	return ctx;
}

static size_t
compile(scmp_filter_ctx ctx, struct sock_filter *code)
{
	int fd = memfd_create("filter", MFD_CLOEXEC);
	ssize_t size;

	must(fd < 0 ? -errno : 0, "memfd_create");
	must(seccomp_export_bpf(ctx, fd), "seccomp_export_bpf");
	seccomp_release(ctx);
	size = pread(fd, code, MOST * sizeof(*code), 0);
	must(size < 0 ? -errno : 0, "pread");
	close(fd);
	return (size_t)size / sizeof(*code);
}

/* A call that the policy knows, with arguments near those that it tests. */
static void
draw_call(struct seccomp_data *call)
{
	const struct prove_arch *arch = &archs[random_below(2)];
	const struct prove_rule *rule = &arch->rules[random_below(arch->count + 1)];

	memset(call, 0, sizeof(*call));
	call->arch = random_below(50) ? arch->token : AUDIT_ARCH_AARCH64;
	call->nr = (int)rule->first + (random_below(10) ? 0 : 1);
	for (size_t i = 0; i < rule->count; i++)
		call->args[rule->tests[i].arg] = rule->tests[i].value;
	for (unsigned n = random_below(3); n > 0; n--)
		call->args[random_below(6)] ^= UINT64_C(1) << random_below(64);
	if (random_below(4) == 0)
		call->args[random_below(6)] = draw_value();
}

static bool
seems_equal(const struct sock_filter *code, size_t count)
{
	for (int n = 0; n < SAMPLES; n++) {
		struct seccomp_data call;
		uint32_t result;

		draw_call(&call);
		if (!interpret(code, count, &call, &result) || result != intend(&policy, &call))
			return false;
	}
	return true;
}

/* Whether the prover is right about the next policy. */
static bool
try(void *memory, size_t size)
{
	static struct sock_filter code[MOST];
	size_t count = compile(draw_policy(), code);
	struct prove_outcome o;
	enum prove_status status = prove(code, count, &policy, memory, size, &o);

	if (status == PROVE_EQUAL && seems_equal(code, count)) {
		equal++;
		return true;
	}
	if (status == PROVE_DIFFERS && is_example(code, count, &policy, &o)) {
		if (wrong++ < SHOWN)
			printf("libseccomp: call %u of architecture %#x with %#jx, %#jx, %#jx, "
			       "%#jx, %#jx, %#jx: %#x, not %#x\n",
			    (unsigned)o.example.nr, o.example.arch, (uintmax_t)o.example.args[0],
			    (uintmax_t)o.example.args[1], (uintmax_t)o.example.args[2],
			    (uintmax_t)o.example.args[3], (uintmax_t)o.example.args[4],
			    (uintmax_t)o.example.args[5], o.answered, o.intended);
		return true;
	}
	printf("status %d, instruction %zu: %s\n", (int)status, o.at, o.reason ? o.reason : "-");
	print_policy(&policy);
	print_program(code, count);
	return false;
}

int
main(int argc, char **argv)
{
	unsigned long policies = argc > 1 ? strtoul(argv[1], NULL, 10) : 1000;
	size_t size = prove_room(MOST, MOST_RULES);
	void *memory = malloc(size);
	bool good = memory != NULL;

	if (argc > 2)
		seed ^= strtoull(argv[2], NULL, 10) << 8;
	must(seccomp_api_set(3), "seccomp_api_set");
	for (unsigned long n = 0; n < policies && good; n++)
		good = try(memory, size);
	free(memory);
	printf("%lu programs of libseccomp are their policy, %lu are not\n", equal, wrong);
	return good ? 0 : 1;
}
