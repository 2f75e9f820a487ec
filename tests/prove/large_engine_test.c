/* lib/prove against large programs and their mutants, and against a policy that takes too long. */
#include "lib/prove/prove.h"
#include "tests/prove/large.h"
#include "tests/prove/tried.h"

/* Whether the program agrees with the policy for every number that it could know, and for
 * arguments near those that it tests. */
static bool
agrees(const struct large_program *p, const struct prove_policy *policy)
{
	static const uint64_t args[] = {0, 0x5411, 0x5412, 0x5413, 0x541B, 0x100005412, UINT64_MAX};

	for (uint32_t number = 0; number < 600; number++) {
		for (size_t i = 0; i < 4 * COUNT(args); i++) {
			struct seccomp_data call = {.nr = (int)(number | (i & 1 ? X32 : 0)),
			    .arch = i & 2 ? AUDIT_ARCH_X86_64 : AUDIT_ARCH_I386,
			    .args = {0, args[i / 4]}};
			uint32_t result;

			if (!interpret(p->code, p->count, &call, &result) ||
			    result != intend(policy, &call))
				return false;
		}
	}
	return true;
}

static void
mutate(struct large_program *p)
{
	static const uint16_t codes[] = {0x15, 0x25, 0x35, 0x45, 0x54};
	struct sock_filter *i = &p->code[random_below((uint32_t)p->count)];

	switch (random_below(5)) {
	case 0:
		i->k ^= 1U << random_below(32);
		break;
	case 1:
		i->k += random_below(2) ? 1 : UINT32_MAX;
		break;
	case 2:
		i->jt = (uint8_t)random_below(6);
		break;
	case 3:
		i->jf = (uint8_t)random_below(6);
		break;
	default:
		i->code = codes[random_below(5)];
	}
}

static void
test_large(void)
{
	static struct large_policy large;
	static struct large_program program, mutant;
	unsigned long counts[PROVE_INTRICATE + 1] = {0};

	for (uint32_t calls = 1; calls <= MOST_CALLS; calls += calls < 20 ? 1 : 60) {
		make_large(&large, calls, FAIL);
		for (int tree = 0; tree < 2; tree++) {
			compile_large(&program, calls, FAIL, tree);
			judge(try(program.code, program.count, &large.policy) == PROVE_EQUAL,
			    "a large one");
			for (int n = 0; n < 40; n++) {
				mutant = program;
				mutate(&mutant);
				counts[try(mutant.code, mutant.count, &large.policy)]++;
				judge(
				    o.status == PROVE_FORM || o.status == PROVE_DIFFERS ||
				        (o.status == PROVE_EQUAL && agrees(&mutant, &large.policy)),
				    "a mutant");
			}
		}
	}
	printf("mutants of large ones: %lu equal, %lu differ, %lu are refused\n",
	    counts[PROVE_EQUAL], counts[PROVE_DIFFERS], counts[PROVE_FORM]);
}

/* Can so many pigeons have each a hole of its own? Bit by bit this takes long to deny. The policy
 * allows that, the program nothing. */
static enum prove_status
seat(unsigned pigeons, unsigned holes)
{
	static struct prove_test tests[1000][2];
	static struct prove_rule rules[1000];
	const struct sock_filter code[] = {RET(KILL)};
	struct prove_arch arch = {0, rules, 0, ALLOW};
	const struct prove_policy policy = {&arch, 1, KILL};

	for (unsigned i = 0; i < pigeons; i++) {
		/* Without any hole. */
		tests[arch.count][0] =
		    (struct prove_test){i / 4, ((UINT64_C(1) << holes) - 1) << i % 4 * 16, 0};
		rules[arch.count] = (struct prove_rule){0, UINT32_MAX, tests[arch.count], 1, KILL};
		arch.count++;
		for (unsigned j = 0; j < i * holes; j++) {
			uint64_t mine = UINT64_C(1) << (i % 4 * 16 + j % holes);
			uint64_t other = UINT64_C(1) << (j / holes % 4 * 16 + j % holes);

			tests[arch.count][0] = (struct prove_test){i / 4, mine, mine};
			tests[arch.count][1] = (struct prove_test){j / holes / 4, other, other};
			rules[arch.count] =
			    (struct prove_rule){0, UINT32_MAX, tests[arch.count], 2, KILL};
			arch.count++;
		}
	}
	return try(code, 1, &policy);
}

static void
test_bounds(void)
{
	judge(seat(5, 5) == PROVE_DIFFERS, "as many holes as pigeons");
	judge(seat(5, 4) == PROVE_EQUAL, "a hole less");
	judge(seat(13, 12) == PROVE_INTRICATE, "too many holes");
}

int
main(void)
{
	begin(MOST_LARGE, 1000);
	test_large();
	test_bounds();
	return end();
}
