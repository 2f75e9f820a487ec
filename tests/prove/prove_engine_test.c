/* lib/prove against small policies, of which all cases are tried, and against programs of
 * random bytes: what it says is what the oracle says. */
#include "lib/prove/prove.h"
#include "tests/prove/small.h"

enum { POLICIES = 250, MUTANTS = 12, RANDOM = 25000 };

static unsigned long equal, differing, refused, mutants_equal;
static uint32_t intended[CASES];

/* Exactly as large as it says, so that the sanitizer sees what is read or written outside. */
static void *memory;
static size_t memory_size;

static bool
judge(bool right, const char *what, const struct sock_filter *code, size_t count,
    const struct prove_policy *policy)
{
	if (fails(right)) {
		printf("%s\n", what);
		print_policy(policy);
		print_program(code, count);
	}
	return right;
}

static void
list_intended(const struct prove_policy *policy)
{
	for (unsigned n = 0; n < CASES; n++) {
		struct seccomp_data call;

		make_case(n, &call);
		intended[n] = intend(policy, &call);
	}
}

/* Whether the program answers every case as the policy does. */
static bool
is_equal(const struct sock_filter *code, size_t count)
{
	for (unsigned n = 0; n < CASES; n++) {
		struct seccomp_data call;
		uint32_t result;

		make_case(n, &call);
		if (!interpret(code, count, &call, &result) || result != intended[n])
			return false;
	}
	return true;
}

/* Says that it is equal if and only if it is; otherwise shows where. */
static enum prove_status
check(const struct small_program *p, const struct prove_policy *policy, bool may_be_refused)
{
	struct prove_outcome o;
	enum prove_status status = prove(p->code, p->count, policy, memory, memory_size, &o);

	switch (status) {
	case PROVE_EQUAL:
		equal++;
		judge(
		    is_equal(p->code, p->count), "proved, and differs", p->code, p->count, policy);
		break;
	case PROVE_DIFFERS:
		differing++;
		judge(is_example(p->code, p->count, policy, &o), "a false counterexample", p->code,
		    p->count, policy);
		break;
	case PROVE_FORM:
		refused++;
		judge(may_be_refused, o.reason, p->code, p->count, policy);
		break;
	default:
		judge(false, "not decided", p->code, p->count, policy);
	}
	return status;
}

static void
test_small(void)
{
	for (unsigned n = 0; n < POLICIES; n++) {
		static struct small_policy small;
		static struct small_program program, mutant;

		draw_policy(&small);
		if (!compile_small(&program, &small.policy))
			continue;
		list_intended(&small.policy);
		judge(check(&program, &small.policy, false) == PROVE_EQUAL, "should be proved",
		    program.code, program.count, &small.policy);
		for (unsigned m = 0; m < MUTANTS; m++) {
			mutate(&mutant, &program);
			if (check(&mutant, &small.policy, true) == PROVE_EQUAL)
				mutants_equal++;
		}
	}
}

/* ---- random programs --------------------------------------------------------------- */

/* Mostly instructions that are understood, with any constants. */
static struct sock_filter
draw_instruction(const struct small_policy *small, size_t left)
{
	static const uint16_t codes[] = {
	    0x20, 0x20, 0x54, 0x05, 0x06, 0x15, 0x15, 0x25, 0x35, 0x45};
	struct sock_filter i = {codes[random_below(10)], (uint8_t)random_below((uint32_t)left + 1),
	    (uint8_t)random_below((uint32_t)left + 1), (uint32_t)random64() >> random_below(32)};

	if (i.code == 0x20)
		i.k = 4 * random_below(16);
	if (i.code == 0x05)
		i.k = random_below((uint32_t)left + 1);
	if (i.code == 0x06)
		i.k = random_below(2) ? small->policy.otherwise : draw_result();
	if (random_below(200) == 0)
		i.code = (uint16_t)random64();
	return i;
}

static void
draw_program(struct small_program *p, const struct small_policy *small)
{
	p->count = 1 + random_below(1 + random_below(40));
	for (size_t i = 0; i < p->count; i++)
		p->code[i] = draw_instruction(small, p->count - i > 2 ? p->count - i - 2 : 0);
	p->code[p->count - 1] = (struct sock_filter){0x06, 0, 0, draw_result()};
	if (random_below(50) == 0)
		((unsigned char *)p->code)[random_below(sizeof(*p->code))] ^= 1U << random_below(8);
}

/* A call near the constants of the program. */
static void
draw_call(const struct small_program *p, struct seccomp_data *call)
{
	uint32_t words[16];

	for (unsigned i = 0; i < 16; i++) {
		uint32_t k = p->code[random_below((uint32_t)p->count)].k;

		words[i] = random_below(4) ? k + random_below(3) - 1 : draw_constant();
		if (random_below(4) == 0)
			words[i] ^= 1U << random_below(32);
	}
	if (random_below(2))
		words[1] = random_below(2) ? 1 : 1U << 31 | 1;
	memcpy(call, words, sizeof(*call));
}

/* Whether none of some calls contradicts that the program is the policy. */
static bool
seems_equal(const struct small_program *p, const struct prove_policy *policy)
{
	for (unsigned n = 0; n < 500; n++) {
		struct seccomp_data call;
		uint32_t result;

		draw_call(p, &call);
		if (!interpret(p->code, p->count, &call, &result) ||
		    result != intend(policy, &call))
			return false;
	}
	return true;
}

/* Also with any smaller memory: then it is decided the same way, or not at all. */
static void
check_random(const struct small_program *p, const struct prove_policy *policy)
{
	struct prove_outcome o, less;
	size_t size = random_below(random_below(8) ? 3000 : (uint32_t)memory_size);
	void *small_memory = malloc(size + 1);

	if (small_memory == NULL)
		abort();
	prove(p->code, p->count, policy, memory, memory_size, &o);
	if (o.status == PROVE_EQUAL)
		judge(seems_equal(p, policy), "proved, and differs", p->code, p->count, policy);
	else if (o.status == PROVE_DIFFERS)
		judge(is_example(p->code, p->count, policy, &o), "a false counterexample", p->code,
		    p->count, policy);
	else
		judge(o.status == PROVE_FORM, "not decided", p->code, p->count, policy);
	equal += o.status == PROVE_EQUAL;
	differing += o.status == PROVE_DIFFERS;
	refused += o.status == PROVE_FORM;
	prove(p->code, p->count, policy, (char *)small_memory + 1, size, &less);
	judge(less.status == PROVE_MEMORY || less.status == o.status, "otherwise with less memory",
	    p->code, p->count, policy);
	free(small_memory);
}

static void
test_random(void)
{
	for (unsigned n = 0; n < RANDOM; n++) {
		static struct small_policy small;
		static struct small_program program;

		draw_policy(&small);
		draw_program(&program, &small);
		/* A policy that some of these programs are: nothing but their constant result. */
		if (n % 2 == 0) {
			small.policy.count = 0;
			for (size_t i = 0; i < program.count && n % 4 == 0; i++) {
				if (program.code[i].code == 0x06)
					program.code[i].k = small.policy.otherwise;
			}
		}
		check_random(&program, &small.policy);
	}
}

int
main(void)
{
	memory_size = prove_room(MOST_SMALL, (size_t)2 * MOST_RULES);
	memory = malloc(memory_size);
	if (memory == NULL)
		abort();
	memset(memory, 0xA5, memory_size);
	test_small();
	printf("small: %lu equal, of them %lu mutants, %lu differ, %lu are refused\n", equal,
	    mutants_equal, differing, refused);
	equal = differing = refused = 0;
	test_random();
	printf("random: %lu equal, %lu differ, %lu are refused\n", equal, differing, refused);
	free(memory);
	return finish();
}
