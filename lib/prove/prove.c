/* How a program is shown to be its policy, or not:
 *
 * - What is known of the calls on a path is a set of numbers, a cube, and cubes that are
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

#include "lib/arena.h"
#include "lib/prove/calls.h"
#include "lib/prove/cube.h"
#include "lib/prove/form.h"
#include "lib/prove/path.h"
#include "lib/prove/rule.h"
#include "lib/unset.h"

/* A step on a path costs 1, so does a look at a span, at a rule, or at bits of an excluded cube.
 * One core does this much in a few tenths of a second. A filter of 300 calls needs 3,300. */
enum { MOST_WORK = 1 << 24 };

struct proof {
	const struct prove_policy *policy;
	size_t count; /* of instructions */
	bool *tests;
	const struct prove_arch *arch;
	struct prove_arch others; /* stands for all architectures that the policy does not have */
	struct path path;
	struct prove_outcome *outcome;
};

/* ---- results ------------------------------------------------------------------------- */

/* The words in their places; the kernel's header pads nothing. */
static struct seccomp_data
as_data(const uint32_t *words)
{
	struct seccomp_data data;

	memcpy(&data, words, sizeof(data));
	return data;
}

/* Lowers the words of a cube that was found within another one, each from the highest bit of an
 * argument on: a small example is easy to read. */
static void
lower(struct path *path, const struct cube *within, struct cube *found)
{
	for (unsigned word = WORDS; word-- > 0;) {
		for (uint32_t bit = UINT32_C(1) << 31; bit != 0; bit >>= 1) {
			struct cube less = *found;

			if ((found->value[word] & ~within->mask[word] & bit) == 0)
				continue;
			less.mask[word | 1] = UINT32_MAX;
			less.mask[word] = -bit | within->mask[word];
			less.value[word] &= less.mask[word] & ~bit;
			if (cube_escape(&less, &path->excluded, &path->work))
				*found = less;
		}
	}
}

/* No excluded cube has a point of this one. */
static void
show(struct prove_outcome *outcome, const struct cube *cube, uint32_t answered, uint32_t intended)
{
	outcome->status = PROVE_DIFFERS;
	outcome->answered = answered;
	outcome->intended = intended;
	outcome->example = as_data(cube->value);
	outcome->fixed = as_data(cube->mask);
}

/* Whether any call of the cube that is in no excluded one matches the rule, if there is one. It is
 * the example, then. */
static bool
differs(struct proof *proof, const struct cube *cube, const struct prove_rule *rule,
    uint32_t answered, uint32_t intended)
{
	struct path *path = &proof->path;
	struct cube matched = *cube, found;

	if (rule != NULL && !rule_narrow(&matched, rule))
		return false;
	found = matched;
	if (!cube_escape(&found, &path->excluded, &path->work))
		return false;
	lower(path, &matched, &found);
	show(proof->outcome, &found, answered, intended);
	return true;
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

		proof->outcome->cubes++;
		if (!spend(&path->work, 1))
			return false;
		if (!always && !rule_can_hold(rule))
			continue;
		if (intended != result && differs(proof, cube, rule, result, intended))
			return false;
		if (always)
			return true;
		rule_exclude(&path->excluded, rule);
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
		UNSET struct cube cube;

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
prove_arch(struct proof *proof, const struct prove_arch *arch, struct arena arena)
{
	struct path *path = &proof->path;

	proof->arch = arch;
	if (!calls_build(&path->calls, arch, path->program, proof->count, proof->tests, &arena)) {
		path->excluded.full = true;
		return false;
	}
	path->excluded.bits =
	    arena_take_rest(&arena, &path->excluded.room, sizeof(*path->excluded.bits));
	restrict_arch(proof);
	for (bool more = path_first(path); more; more = path_next(path)) {
		if (!path_agrees(proof))
			return false;
	}
	return path->work > 0 && !path->excluded.full;
}

static bool
prove_archs(struct proof *proof, struct arena arena)
{
	const size_t count = proof->count;
	struct path *path = &proof->path;

	proof->tests = arena_take_array(&arena, count, sizeof(*proof->tests));
	path->reached = arena_take_array(&arena, count, sizeof(*path->reached));
	path->turns = arena_take_array(&arena, count, sizeof(*path->turns));
	if (proof->tests == NULL || path->reached == NULL || path->turns == NULL) {
		path->excluded.full = true;
		return false;
	}
	find_number_tests(path->program, count, proof->tests);
	memset(path->reached, 0, count * sizeof(*path->reached));
	if (!prove_arch(proof, &proof->others, arena))
		return false;
	for (size_t i = 0; i < proof->policy->count; i++) {
		if (!prove_arch(proof, &proof->policy->archs[i], arena))
			return false;
	}
	return true;
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
	struct arena all = {memory, (uint8_t *)memory + size};
	struct proof proof = {.policy = policy, .count = count, .outcome = outcome};
	struct fault fault;

	*outcome = (struct prove_outcome){.status = PROVE_EQUAL};
	if (!has_form(program, count, &fault))
		outcome->status = PROVE_FORM;
	else if (!is_policy(policy, &fault, &outcome->arch))
		outcome->status = PROVE_POLICY;
	if (outcome->status != PROVE_EQUAL) {
		outcome->reason = fault.reason;
		outcome->at = fault.at;
		return outcome->status;
	}
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
	       cuts * (sizeof(uint32_t) + sizeof(struct span)) +
	       rules * 8 * (sizeof(struct link) + sizeof(struct bits)) + (64 << 10);
}
