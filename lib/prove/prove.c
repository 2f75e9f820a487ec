/* - What is known of the calls on a path is a set of numbers, a cube, and cubes that are
 *   excluded (cube.h). Each test adds to this exactly what its outcome says; so a set is exact,
 *   and a way that no call takes is seen to be empty. Jumps only lead forward: every path ends.
 * - Each call is on one path. So a program is its policy if no path has a call to which the
 *   policy gives another result: for each rule with another result, nothing of the path may be
 *   left in the rule's cube outside of the cubes of the rules before it.
 * - Whether a cube has a point outside of others is decided by search, one bit after the other.
 *   What is found is the counterexample. */
#include "lib/prove/prove.h"

#include <stdbool.h>
#include <string.h>

#include "lib/prove/calls.h"
#include "lib/prove/cube.h"
#include "lib/prove/form.h"
#include "lib/prove/memory.h"
#include "lib/prove/path.h"

/* A step on a path costs 1, so does a look at a span, at a rule, or at bits of an excluded cube.
 * This is what one core does in a tenth of a second. A filter of 300 calls needs 10,000. */
enum { MOST_WORK = 1 << 24 };

enum { ARGS = 6 };

struct proof {
	const struct prove_policy *policy;
	size_t count; /* of instructions */
	bool *tests;
	const struct prove_arch *arch;
	struct prove_arch others; /* stands for all architectures that the policy does not have */
	struct path path;
	struct prove_outcome *outcome;
};

/* ---- the policy ---------------------------------------------------------------- */

/* What is wrong with a rule; NULL if nothing. */
static const char *
find_fault(const struct prove_rule *rule)
{
	if (rule->first > rule->last)
		return "ends before it begins";
	if (!is_result(rule->result))
		return "has no result that the prover knows";
	for (size_t i = 0; i < rule->count; i++) {
		if (rule->tests[i].arg >= ARGS)
			return "tests an argument beyond the sixth";
	}
	return NULL;
}

static bool
are_rules(const struct prove_arch *arch, struct prove_outcome *outcome)
{
	for (size_t i = 0; i < arch->count; i++) {
		outcome->at = i;
		outcome->reason = find_fault(&arch->rules[i]);
		if (outcome->reason != NULL)
			return false;
	}
	outcome->at = SIZE_MAX;
	outcome->reason = "has no result that the prover knows for other calls";
	return is_result(arch->otherwise);
}

static bool
is_policy(const struct prove_policy *policy, struct prove_outcome *outcome)
{
	for (size_t i = 0; i < policy->count; i++) {
		outcome->arch = i;
		if (!are_rules(&policy->archs[i], outcome))
			return false;
		outcome->reason = "is an architecture that the policy has already";
		for (size_t j = 0; j < i; j++) {
			if (policy->archs[j].token == policy->archs[i].token)
				return false;
		}
	}
	outcome->arch = policy->count;
	outcome->at = SIZE_MAX;
	outcome->reason = "has no result that the prover knows for other architectures";
	return is_result(policy->otherwise);
}

/* ---- the rules of a call ----------------------------------------------------------- */

static bool
can_hold(const struct prove_rule *rule)
{
	for (size_t i = 0; i < rule->count; i++) {
		if ((rule->tests[i].value & ~rule->tests[i].mask) != 0)
			return false;
	}
	return true;
}

/* Narrows the cube to what the rule's tests have of it. False if that is nothing. */
static bool
narrow_to_rule(struct cube *cube, const struct prove_rule *rule)
{
	for (size_t i = 0; i < rule->count; i++) {
		const struct prove_test *test = &rule->tests[i];
		unsigned low = WORD_ARGS + 2 * test->arg;

		if (!cube_narrow(cube, low, (uint32_t)test->mask, (uint32_t)test->value) ||
		    !cube_narrow(
		        cube, low + 1, (uint32_t)(test->mask >> 32), (uint32_t)(test->value >> 32)))
			return false;
	}
	return true;
}

static void
exclude_rule(struct excluded *excluded, const struct prove_rule *rule)
{
	for (size_t i = 0; i < rule->count; i++) {
		const struct prove_test *test = &rule->tests[i];
		unsigned low = WORD_ARGS + 2 * test->arg;

		exclude(excluded, low, (uint32_t)test->mask, (uint32_t)test->value, false);
		exclude(excluded, low + 1, (uint32_t)(test->mask >> 32),
		    (uint32_t)(test->value >> 32), i + 1 == rule->count);
	}
}

/* ---- results ------------------------------------------------------------------------- */

/* Any point of the cube, which no excluded cube has a point of. */
static void
show(struct prove_outcome *outcome, const struct cube *cube, uint32_t answered, uint32_t intended)
{
	const uint32_t *word = cube->value;

	outcome->status = PROVE_DIFFERS;
	outcome->answered = answered;
	outcome->intended = intended;
	outcome->example.nr = (int)word[WORD_NUMBER];
	outcome->example.arch = word[WORD_ARCH];
	outcome->example.instruction_pointer = (uint64_t)word[WORD_IP + 1] << 32 | word[WORD_IP];
	for (size_t i = 0; i < ARGS; i++)
		outcome->example.args[i] =
		    (uint64_t)word[WORD_ARGS + 2 * i + 1] << 32 | word[WORD_ARGS + 2 * i];
}

/* Whether the calls of the cube that are in no excluded one have this result by these rules. */
static bool
agrees(struct proof *proof, const struct cube *cube, const struct link *link, uint32_t result)
{
	struct path *path = &proof->path;

	for (;; link = link->next) {
		const struct prove_rule *rule = link->rule;
		uint32_t intended = rule != NULL ? rule->result : proof->arch->otherwise;
		bool always = rule == NULL || rule->count == 0;
		struct cube matched = *cube;

		proof->outcome->cubes++;
		if (!spend(&path->work, 1))
			return false;
		if (!always && !can_hold(rule))
			continue;
		if (intended != result && (always || narrow_to_rule(&matched, rule)) &&
		    cube_escape(&matched, &path->excluded, &path->work)) {
			show(proof->outcome, &matched, result, intended);
			return false;
		}
		if (always)
			return true;
		exclude_rule(&path->excluded, rule);
		if (path->excluded.full)
			return false;
	}
}

/* Whether the calls of the span need no look at anything but their only rule. */
static bool
agrees_at_once(const struct proof *proof, const struct span *span, uint32_t result)
{
	const struct prove_rule *rule = span->rules->rule;

	if (rule == NULL)
		return proof->arch->otherwise == result;
	return rule->count == 0 && rule->result == result;
}

/* Whether the policy gives the calls on the path the result that it ends with. */
static bool
path_agrees(struct proof *proof)
{
	struct path *path = &proof->path;
	uint32_t result = path->program[path->here.at].k;
	size_t before = path->excluded.count;
	bool good = true;

	proof->outcome->paths++;
	for (size_t i = path->here.low; i <= path->here.high && good; i++) {
		const struct span *span = &path->calls.spans[i];
		struct cube cube;

		if (!spend(&path->work, 1))
			return false;
		if (span->away)
			continue;
		if (agrees_at_once(proof, span, result))
			proof->outcome->cubes++;
		else if (path_cross(path, span, &cube))
			good = agrees(proof, &cube, span->rules, result);
		path->excluded.count = before;
	}
	return good;
}

/* ---- the proof ------------------------------------------------------------------------ */

/* Restricts the path to the calls of the architecture. */
static void
restrict_arch(struct proof *proof)
{
	struct path *path = &proof->path;
	const struct prove_policy *policy = proof->policy;

	memset(&path->cube, 0, sizeof(path->cube));
	path->excluded.count = 0;
	if (proof->arch != &proof->others) {
		cube_narrow(&path->cube, WORD_ARCH, UINT32_MAX, proof->arch->token);
		return;
	}
	for (size_t i = 0; i < policy->count; i++)
		exclude(&path->excluded, WORD_ARCH, UINT32_MAX, policy->archs[i].token, true);
}

static bool
prove_arch(struct proof *proof, const struct prove_arch *arch, struct memory memory)
{
	struct path *path = &proof->path;

	proof->arch = arch;
	if (!calls_build(&path->calls, arch, path->program, proof->count, proof->tests, &memory)) {
		path->excluded.full = true;
		return false;
	}
	path->excluded.bits =
	    memory_take_rest(&memory, &path->excluded.room, sizeof(*path->excluded.bits));
	restrict_arch(proof);
	for (bool more = path_first(path); more; more = path_next(path)) {
		if (!path_agrees(proof))
			return false;
	}
	return path->work > 0 && !path->excluded.full;
}

static bool
prove_archs(struct proof *proof, struct memory memory)
{
	const size_t count = proof->count;
	struct path *path = &proof->path;

	proof->tests = memory_take(&memory, count, sizeof(*proof->tests));
	path->reached = memory_take(&memory, count, sizeof(*path->reached));
	path->turns = memory_take(&memory, count, sizeof(*path->turns));
	if (proof->tests == NULL || path->reached == NULL || path->turns == NULL) {
		path->excluded.full = true;
		return false;
	}
	find_number_tests(path->program, count, proof->tests);
	memset(path->reached, 0, count * sizeof(*path->reached));
	for (size_t i = 0; i < proof->policy->count; i++) {
		if (!prove_arch(proof, &proof->policy->archs[i], memory))
			return false;
	}
	return prove_arch(proof, &proof->others, memory);
}

static enum prove_status
conclude(struct proof *proof, bool good)
{
	struct prove_outcome *outcome = proof->outcome;
	size_t *unreached = &outcome->unreached;

	if (proof->path.excluded.full)
		return outcome->status = PROVE_MEMORY;
	if (!good && outcome->status != PROVE_DIFFERS)
		return outcome->status = PROVE_INTRICATE;
	for (*unreached = 0; good && *unreached < proof->count; ++*unreached) {
		if (!proof->path.reached[*unreached])
			break;
	}
	return outcome->status;
}

enum prove_status
prove(const struct sock_filter *program, size_t count, const struct prove_policy *policy,
    void *memory, size_t size, struct prove_outcome *outcome)
{
	struct memory all = {memory, (unsigned char *)memory + size};
	struct proof proof = {.policy = policy, .count = count, .outcome = outcome};
	struct fault fault;

	*outcome = (struct prove_outcome){.status = PROVE_EQUAL};
	if (!has_form(program, count, &fault)) {
		outcome->reason = fault.reason;
		outcome->at = fault.at;
		return outcome->status = PROVE_FORM;
	}
	if (!is_policy(policy, outcome))
		return outcome->status = PROVE_POLICY;
	*outcome = (struct prove_outcome){.status = PROVE_EQUAL};
	proof.others.otherwise = policy->otherwise;
	proof.path.program = program;
	proof.path.work = MOST_WORK;
	return conclude(&proof, prove_archs(&proof, all));
}

/* Of the programs' tests and of the rules, each cuts the numbers twice at most. */
size_t
prove_room(size_t instructions, size_t rules)
{
	size_t cuts = 1 + 2 * (instructions + rules);

	return instructions * (2 * sizeof(bool) + sizeof(struct turn) + sizeof(struct bits)) +
	       cuts * (2 * sizeof(uint32_t) + sizeof(struct span)) +
	       rules * 8 * (sizeof(struct link) + sizeof(struct bits)) + (64 << 10);
}
