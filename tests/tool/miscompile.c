/* miscompile - shows why policies know equality alone: gives libseccomp rules of one
 * system call with ordered comparisons, runs the filter that it emits, and says for
 * each set of rules one value that is judged otherwise than the rules do; "right"
 * where this libseccomp has none. Each rule allows read(2) on its own. */
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <seccomp.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

enum { RULES = 2, NUMBER = 0 };

struct case_ {
	struct scmp_arg_cmp rule[RULES]; /* each a rule of its own */
	uint64_t values[4];              /* tried one after the other */
};

#define WHERE(comparison, value)                                                                   \
	{                                                                                          \
		.arg = 0, .op = SCMP_CMP_##comparison, .datum_a = (value)                          \
	}

static const struct case_ cases[] = {
    /* The rule below 2^32 is looked at before the high half is known to be 0. */
    {{WHERE(LT, 2), WHERE(GT, 0x100000002)}, {1, 2, 3, 0x100000003}},
    {{WHERE(LE, 2), WHERE(LT, 0x100000000)}, {1, 2, 5, 0x100000000}},
    {{WHERE(LT, 1), WHERE(GE, 0x100000002)}, {0, 1, 4, 0x100000002}},
    /* What policies may say instead. */
    {{WHERE(EQ, 2), WHERE(EQ, 0x100000002)}, {2, 0x100000002, 1, 0x200000002}},
};

static const char *const operators[] = {[SCMP_CMP_LT] = "<",
    [SCMP_CMP_LE] = "<=",
    [SCMP_CMP_EQ] = "==",
    [SCMP_CMP_GE] = ">=",
    [SCMP_CMP_GT] = ">"};

static bool
holds(const struct scmp_arg_cmp *c, uint64_t value)
{
	switch (c->op) {
	case SCMP_CMP_LT:
		return value < c->datum_a;
	case SCMP_CMP_LE:
		return value <= c->datum_a;
	case SCMP_CMP_EQ:
		return value == c->datum_a;
	case SCMP_CMP_GE:
		return value >= c->datum_a;
	default:
		return value > c->datum_a;
	}
}

/* As the kernel would run it: net/core/filter.c, of its instructions those that
 * libseccomp emits. */
static unsigned
run(const struct sock_filter *code, const struct seccomp_data *data)
{
	uint32_t a = 0;
	bool taken;

	for (const struct sock_filter *i = code;; i++) {
		switch (i->code) {
		case BPF_LD | BPF_W | BPF_ABS:
			memcpy(&a, (const char *)data + i->k, sizeof(a));
			continue;
		case BPF_RET | BPF_K:
			return i->k;
		case BPF_JMP | BPF_JA:
			i += i->k;
			continue;
		case BPF_JMP | BPF_JEQ | BPF_K:
			taken = a == i->k;
			break;
		case BPF_JMP | BPF_JGT | BPF_K:
			taken = a > i->k;
			break;
		case BPF_JMP | BPF_JGE | BPF_K:
			taken = a >= i->k;
			break;
		default:
			fprintf(stderr, "miscompile: code 0x%04x\n", i->code);
			exit(2);
		}
		i += taken ? i->jt : i->jf;
	}
}

static void
must(bool good, const char *what)
{
	if (good)
		return;
	fprintf(stderr, "miscompile: %s failed\n", what);
	exit(2);
}

static void
compile(const struct case_ *c, struct sock_filter *code, size_t size)
{
	scmp_filter_ctx filter = seccomp_init(SCMP_ACT_KILL_PROCESS);
	const int fd = memfd_create("filter", 0);

	must(filter && fd >= 0, "start");
	for (int i = 0; i < RULES; i++)
		must(seccomp_rule_add_exact_array(filter, SCMP_ACT_ALLOW, NUMBER, 1, &c->rule[i]) ==
		         0,
		    "rule");
	must(seccomp_export_bpf(filter, fd) == 0, "export");
	must(pread(fd, code, size, 0) > 0, "reading back");
	close(fd);
	seccomp_release(filter);
}

static void
judge(const struct case_ *c)
{
	static struct sock_filter code[BPF_MAXINSNS];

	compile(c, code, sizeof(code));
	for (int i = 0; i < RULES; i++)
		printf("%sarg0 %s %#llx", i ? " || " : "", operators[c->rule[i].op],
		    (unsigned long long)c->rule[i].datum_a);
	for (size_t i = 0; i < sizeof(c->values) / sizeof(*c->values); i++) {
		const struct seccomp_data data = {
		    .nr = NUMBER, .arch = AUDIT_ARCH_X86_64, .args = {c->values[i]}};
		const bool wanted =
		    holds(&c->rule[0], c->values[i]) || holds(&c->rule[1], c->values[i]);
		const bool allowed = run(code, &data) == SECCOMP_RET_ALLOW;

		if (allowed != wanted) {
			printf(": %s %#llx\n", allowed ? "allows" : "kills",
			    (unsigned long long)c->values[i]);
			return;
		}
	}
	puts(": right");
}

int
main(void)
{
	const struct scmp_version *v = seccomp_version();

	printf("libseccomp %u.%u.%u\n", v->major, v->minor, v->micro);
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++)
		judge(&cases[i]);
	return 0;
}
