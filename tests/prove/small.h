/* Small policies and their programs, of which every case can be tried.
 *
 * All constants and masks have no bits but the highest and the lowest; or a mask has all 32.
 * Whatever is done to a word with these, by ==, >, >=, & and "and", depends on three things: its
 * highest bit, its lowest one, and whether any other is set. So eight values of a word are all
 * of its cases. Five words are tested; the others never are. */
#ifndef PILLBOX_TESTS_PROVE_SMALL_H
#define PILLBOX_TESTS_PROVE_SMALL_H

#include "tests/prove/oracle.h"

enum {
	TESTED = 5,
	CASES = 1 << (3 * TESTED),
	MOST_RULES = 6,
	MOST_SMALL = 250, /* instructions: no jump is too long */
};

/* Of struct seccomp_data: number, architecture, argument 0, the low half of argument 1. */
static const unsigned tested[TESTED] = {0, 1, 4, 5, 6};

static inline uint32_t
draw_constant(void)
{
	static const uint32_t constants[] = {0, 1, 1U << 31, 1U << 31 | 1};

	return constants[random_below(4)];
}

static inline uint32_t
draw_mask(void)
{
	return random_below(2) ? UINT32_MAX : draw_constant();
}

static inline void
make_case(unsigned n, struct seccomp_data *call)
{
	uint32_t words[16] = {0};

	for (unsigned i = 0; i < TESTED; i++, n >>= 3)
		words[tested[i]] = (n & 1) | (n >> 1 & 1) << 9 | (n >> 2 & 1) << 31;
	memcpy(call, words, sizeof(*call));
}

/* ---- policies ------------------------------------------------------------------ */

struct small_policy {
	struct prove_policy policy;
	struct prove_arch archs[2];
	struct prove_rule rules[2][MOST_RULES];
	struct prove_test tests[2][MOST_RULES][3];
};

static inline uint32_t
draw_result(void)
{
	static const uint32_t results[] = {SECCOMP_RET_ALLOW, SECCOMP_RET_KILL_PROCESS,
	    SECCOMP_RET_ERRNO | 1, SECCOMP_RET_ERRNO | 38};

	return results[random_below(4)];
}

static inline void
draw_test(struct prove_test *test)
{
	test->arg = random_below(3) == 0;
	test->mask = draw_mask();
	test->value = draw_constant();
	if (test->arg == 0 && random_below(2)) {
		test->mask |= (uint64_t)draw_mask() << 32;
		test->value |= (uint64_t)draw_constant() << 32;
	}
	/* A value that the mask does not have never holds: this is rarely meant. */
	if (random_below(20))
		test->value &= test->mask;
}

static inline void
draw_rule(struct prove_rule *rule, struct prove_test *tests)
{
	rule->first = draw_constant();
	rule->last = rule->first;
	/* What is after a range is a constant too. */
	if (random_below(3) == 0) {
		uint32_t end = draw_constant();

		if (end > rule->first)
			rule->last = end - 1;
	}
	rule->tests = tests;
	rule->count = random_below(4) ? random_below(4) : 0;
	rule->result = draw_result();
	for (size_t i = 0; i < rule->count; i++)
		draw_test(&tests[i]);
}

static inline void
draw_policy(struct small_policy *small)
{
	small->policy = (struct prove_policy){small->archs, random_below(3), draw_result()};
	for (size_t i = 0; i < 2; i++) {
		struct prove_arch *arch = &small->archs[i];

		*arch = (struct prove_arch){i ? 1U << 31 | 1 : 1, small->rules[i],
		    random_below(MOST_RULES + 1), draw_result()};
		for (size_t r = 0; r < arch->count; r++)
			draw_rule(&small->rules[i][r], small->tests[i][r]);
	}
}

/* ---- their programs ---------------------------------------------------------------- */

struct small_program {
	struct sock_filter code[MOST_SMALL];
	size_t count;
};

/* Tests that lead elsewhere if what is wanted does not hold. */
struct exits {
	size_t at[32];
	bool if_true[32];
	size_t count;
};

/* What does not fit is lost; the program is then not used. */
static inline void
emit(struct small_program *p, unsigned code, uint32_t k)
{
	if (p->count < MOST_SMALL)
		p->code[p->count++] = (struct sock_filter){(uint16_t)code, 0, 0, k};
}

static inline void
emit_exit(struct small_program *p, struct exits *exits, unsigned code, uint32_t k, bool if_true)
{
	exits->at[exits->count] = p->count;
	exits->if_true[exits->count++] = if_true;
	emit(p, code, k);
}

/* Wanted is (word & mask) == value. */
static inline void
emit_equal(
    struct small_program *p, struct exits *exits, unsigned word, uint32_t mask, uint32_t value)
{
	if (mask == 0 && value == 0 && random_below(2))
		return;
	emit(p, 0x20, 4 * word);
	if (value == 0 && random_below(2)) {
		emit_exit(p, exits, 0x45, mask, true);
		return;
	}
	if (mask != UINT32_MAX || random_below(8) == 0)
		emit(p, 0x54, mask);
	if (random_below(4) == 0) {
		emit_exit(p, exits, 0x25, value, true);
		emit_exit(p, exits, 0x35, value, false);
	} else {
		emit_exit(p, exits, 0x15, value, false);
	}
}

static inline void
emit_range(struct small_program *p, struct exits *exits, const struct prove_rule *rule)
{
	if (rule->first == rule->last) {
		emit_equal(p, exits, 0, UINT32_MAX, rule->first);
		return;
	}
	emit(p, 0x20, 0);
	emit_exit(p, exits, 0x35, rule->first, false);
	emit_exit(p, exits, 0x35, rule->last + 1, true);
}

/* Lets the exits lead to the next instruction. */
static inline void
land(struct small_program *p, const struct exits *exits)
{
	for (size_t i = 0; i < exits->count && p->count < MOST_SMALL; i++) {
		struct sock_filter *test = &p->code[exits->at[i]];
		uint8_t away = (uint8_t)(p->count - exits->at[i] - 1);

		*(exits->if_true[i] ? &test->jt : &test->jf) = away;
	}
}

static inline void
emit_test(struct small_program *p, struct exits *exits, const struct prove_test *test)
{
	const unsigned low = 4 + 2 * test->arg;
	const unsigned first = random_below(2);

	for (unsigned i = 0; i < 2; i++) {
		unsigned shift = i ^ first ? 32 : 0;

		emit_equal(p, exits, low + shift / 32, (uint32_t)(test->mask >> shift),
		    (uint32_t)(test->value >> shift));
	}
}

static inline void
emit_rule(struct small_program *p, const struct prove_rule *rule)
{
	struct exits exits = {.count = 0};
	bool number_first = random_below(2);

	if (number_first)
		emit_range(p, &exits, rule);
	for (size_t i = 0; i < rule->count; i++)
		emit_test(p, &exits, &rule->tests[i]);
	if (!number_first)
		emit_range(p, &exits, rule);
	emit(p, 0x06, rule->result);
	land(p, &exits);
}

/* The plainest program for a policy: rule by rule. False if it is too long. */
static inline bool
compile_small(struct small_program *p, const struct prove_policy *policy)
{
	p->count = 0;
	for (size_t i = 0; i < policy->count; i++) {
		const struct prove_arch *arch = &policy->archs[i];
		struct exits exits = {.count = 0};

		emit_equal(p, &exits, 1, UINT32_MAX, arch->token);
		for (size_t r = 0; r < arch->count; r++)
			emit_rule(p, &arch->rules[r]);
		emit(p, 0x06, arch->otherwise);
		land(p, &exits);
	}
	emit(p, 0x06, policy->otherwise);
	return p->count < MOST_SMALL;
}

/* Changes one field of one instruction to something else that the cases cover. */
static inline void
mutate(struct small_program *p, const struct small_program *from)
{
	static const uint16_t tests[] = {0x15, 0x25, 0x35, 0x45};
	struct sock_filter *i, before;

	*p = *from;
	i = &p->code[random_below((uint32_t)p->count)];
	before = *i;
	switch (i->code) {
	case 0x20:
		i->k = 4 * tested[random_below(TESTED)];
		break;
	case 0x54:
		i->k = draw_mask();
		break;
	case 0x06:
		i->k = draw_result();
		break;
	default:
		switch (random_below(4)) {
		case 0:
			i->k = draw_constant();
			break;
		case 1:
			i->jt = (uint8_t)random_below(random_below(2) ? 4 : (uint32_t)p->count);
			break;
		case 2:
			i->jf = (uint8_t)random_below(random_below(2) ? 4 : (uint32_t)p->count);
			break;
		default:
			i->code = tests[random_below(4)];
		}
	}
	if (memcmp(i, &before, sizeof(before)) == 0)
		i->code = i->code == 0x20 || i->code == 0x54 ? 0x05 : i->code;
}

#endif
