/* Decides whether a filter accepts exactly what a policy permits, for each of the 2^512
 * values of struct seccomp_data. Nothing is sampled:
 *
 * - A point is 16 words of 32 bits. Each test looks at one word. So what is known on a path
 *   is a set of values for each word, and the points that take the path are exactly the
 *   product of these 16 sets.
 * - A set is a list of cubes, { x : (x & mask) == value }, that share no value. The outcome
 *   of ==, >, >= and of a bit test is itself such a list, of at most 33 cubes, and two cubes
 *   intersect in a cube or not at all. So sets are exact. A path whose facts contradict each
 *   other has an empty set, and is dropped; both ways of each other test are walked. Jumps
 *   only lead forward, so every path ends.
 * - The program is deterministic: no two paths share a point, and each point is on a path.
 * - A policy is a union of boxes. A box is a product too: some words are pinned to one
 *   value, the others may be anything. Nothing more is accepted: from each path to ALLOW all
 *   boxes are subtracted, word by word, which leaves products again, and in the end nothing
 *   may be left. Nothing less: no path to KILL_PROCESS intersects a box. Hence the two sets
 *   are equal.
 *
 * Besides, the program must be plain: only the instructions of is_plain(), no other results,
 * no test of another word before the architecture is known, no use of the instruction
 * pointer, and no instruction that no path takes. The kernel's own rules permit all that and
 * more (bpf_check_classic in net/core/filter.c, seccomp_check_filter in
 * kernel/seccomp.c). */
#include "policies/tool/prove_paths.h"

#include <stdio.h>

/* No program of ours comes near these bounds; one that exceeds them is refused. */
enum { MOST_PATHS = 100000, MOST_CUBES = 1 << 20 };

struct cube {
	uint32_t mask, value; /* value has no bit outside of mask */
};

struct set {
	const struct cube *cubes;
	size_t count;
};

struct path {
	struct set word[WORDS];
	int loaded; /* the word in the accumulator, or -1 */
};

struct proof {
	const struct sock_filter *code;
	size_t count;
	const struct permitted *permitted;
	size_t paths;
	bool reached[BPF_MAXINSNS];
	struct reason *why;
};

/* The cubes of all sets. A new set is appended; setting pool_used back frees the newest ones.
 * If the pool was ever full, sets lack cubes and the proof is void. */
static struct cube pool[MOST_CUBES];
static size_t pool_used;
static bool pool_overflowed;

/* ---- sets of values ------------------------------------------------------ */

/* Appends to the pool what the set and the cube have in common: 0 or more cubes. */
static size_t
intersect(const struct set *set, struct cube with)
{
	size_t before = pool_used;

	for (size_t i = 0; i < set->count; i++) {
		struct cube cube = set->cubes[i];

		if (((cube.value ^ with.value) & cube.mask & with.mask) != 0)
			continue;
		if (pool_used == MOST_CUBES) {
			pool_overflowed = true;
			break;
		}
		pool[pool_used].mask = cube.mask | with.mask;
		pool[pool_used].value = cube.value | with.value;
		pool_used++;
	}
	return pool_used - before;
}

/* The values of the set for which the test against k has that outcome. The words are divided
 * into 33 cubes: those that equal k, and for each bit those whose highest bit that differs
 * from k is this one. All words of a cube have the same outcome. A bit test compares the bits
 * of k with 0, and ignores the others. */
static struct set
part(const struct set *set, unsigned test, uint32_t k, bool outcome)
{
	uint32_t look = test == BPF_JSET ? k : UINT32_MAX;
	uint32_t base = test == BPF_JSET ? 0 : k;
	struct set result = {pool + pool_used, 0};

	if ((test == BPF_JEQ || test == BPF_JGE) == outcome)
		result.count += intersect(set, (struct cube){look, base});
	for (uint32_t bit = UINT32_C(1) << 31; bit != 0; bit >>= 1) {
		struct cube differ = {look & -bit, (base & look & -bit) ^ bit};
		bool greater = (base & bit) == 0;

		if ((look & bit) != 0 && (test != BPF_JEQ && greater) == outcome)
			result.count += intersect(set, differ);
	}
	return result;
}

static bool
contains(const struct set *set, uint32_t x)
{
	for (size_t i = 0; i < set->count; i++) {
		if ((x & set->cubes[i].mask) == set->cubes[i].value)
			return true;
	}
	return false;
}

static uint32_t
lowest(const struct set *set)
{
	uint32_t low = UINT32_MAX;

	for (size_t i = 0; i < set->count; i++) {
		if (set->cubes[i].value < low)
			low = set->cubes[i].value;
	}
	return low;
}

static bool
is_only(const struct set *set, uint32_t x)
{
	return set->count == 1 && set->cubes[0].mask == UINT32_MAX && set->cubes[0].value == x;
}

static bool
is_everything(const struct set *set)
{
	return set->count == 1 && set->cubes[0].mask == 0;
}

/* ---- the results of paths ------------------------------------------------ */

/* Refuses with one point of the path, and those of its arguments of which anything is known. */
static bool
counterexample(const struct proof *proof, const char *verb, const struct path *path)
{
	const struct architecture *arch = proof->permitted->arch;
	uint32_t architecture = lowest(&path->word[WORD_ARCH]);
	uint32_t number = lowest(&path->word[WORD_NUMBER]);
	const char *call = call_name(arch, number);
	char text[256];
	int length;

	if (architecture != arch->audit)
		return refuse(
		    proof->why, "%s call %#x of architecture %#x", verb, number, architecture);
	length = call != NULL ? snprintf(text, sizeof(text), "%s %s(", verb, call)
	                      : snprintf(text, sizeof(text), "%s call %#x(", verb, number);
	for (size_t i = 0, shown = 0; i < ARGS; i++) {
		const struct set *low = &path->word[WORD_ARGS + 2 * i], *high = low + 1;

		if (is_everything(low) && is_everything(high))
			continue;
		length += snprintf(text + length, sizeof(text) - (size_t)length, "%sarg%zu = %#llx",
		    shown++ > 0 ? ", " : "", i,
		    (unsigned long long)lowest(high) << 32 | lowest(low));
	}
	return refuse(proof->why, "%s)", text);
}

/* Whether a point of the path is in the box; *common is then all such points. */
static bool
meets(const struct path *path, const struct box *box, struct path *common)
{
	for (size_t w = 0; w < WORDS; w++) {
		if (box->pinned[w] && !contains(&path->word[w], box->value[w]))
			return false;
	}
	*common = *path;
	for (size_t w = 0; w < WORDS; w++) {
		if (box->pinned[w])
			common->word[w] = part(&path->word[w], BPF_JEQ, box->value[w], true);
	}
	return true;
}

/* Whether the boxes from number `from` on contain every point of the path. The first box that
 * has any point is subtracted from the path. For each pinned word, the points that differ
 * from the box in this word, and not in those before it, are a product again: the boxes
 * after it must contain them. */
static bool
is_permitted(const struct proof *proof, const struct path *path, size_t from)
{
	const struct permitted *permitted = proof->permitted;
	struct path common, rest = *path;
	size_t before = pool_used;
	bool good = true;

	while (from < permitted->count && !meets(path, &permitted->boxes[from], &common))
		from++;
	if (from == permitted->count)
		return counterexample(proof, "allows", path);
	for (size_t w = 0; w < WORDS && good; w++) {
		const struct box *box = &permitted->boxes[from];

		if (!box->pinned[w])
			continue;
		rest.word[w] = part(&path->word[w], BPF_JEQ, box->value[w], false);
		if (rest.word[w].count > 0)
			good = is_permitted(proof, &rest, from + 1);
		rest.word[w] = common.word[w];
	}
	pool_used = before;
	return good;
}

static bool
is_not_permitted(const struct proof *proof, const struct path *path)
{
	size_t before = pool_used;
	bool good = true;

	for (size_t i = 0; i < proof->permitted->count && good; i++) {
		struct path common;

		if (meets(path, &proof->permitted->boxes[i], &common))
			good = counterexample(proof, "kills", &common);
		pool_used = before;
	}
	return good;
}

/* ---- walking ------------------------------------------------------------- */

static bool follow(struct proof *proof, size_t at, struct path *path);

/* Walks both ways of a test, if any value leads there. */
static bool
fork_path(struct proof *proof, size_t at, const struct path *path)
{
	const struct sock_filter *jump = &proof->code[at];
	bool good = true;

	if (path->loaded < 0)
		return refuse(proof->why, "instruction %zu: tests before anything is loaded", at);
	if (path->loaded != WORD_ARCH &&
	    !is_only(&path->word[WORD_ARCH], proof->permitted->arch->audit))
		return refuse(proof->why,
		    "instruction %zu: tests another word before the architecture is checked", at);
	for (int outcome = 1; outcome >= 0 && good; outcome--) {
		size_t before = pool_used;
		struct path way = *path;
		struct set *word = &way.word[path->loaded];

		*word = part(word, BPF_OP(jump->code), jump->k, outcome);
		if (pool_overflowed)
			return refuse(proof->why, "too intricate to be followed");
		if (word->count > 0)
			good = follow(proof, at + 1 + (outcome ? jump->jt : jump->jf), &way);
		pool_used = before;
	}
	return good;
}

static bool
follow(struct proof *proof, size_t at, struct path *path)
{
	for (;; at++) {
		const struct sock_filter *instruction = &proof->code[at];

		proof->reached[at] = true;
		switch (instruction->code) {
		case BPF_RET | BPF_K:
			if (++proof->paths > MOST_PATHS)
				return refuse(proof->why, "too many paths");
			return instruction->k == SECCOMP_RET_ALLOW ? is_permitted(proof, path, 0)
			                                           : is_not_permitted(proof, path);
		case BPF_LD | BPF_W | BPF_ABS:
			path->loaded = (int)(instruction->k / 4);
			break;
		case BPF_JMP | BPF_JA:
			at += instruction->k;
			break;
		default:
			return fork_path(proof, at, path);
		}
	}
}

static bool
follow_all(struct proof *proof)
{
	static const struct cube everything[1];
	struct path path = {.loaded = -1};

	for (size_t w = 0; w < WORDS; w++)
		path.word[w] = (struct set){everything, 1};
	pool_used = 0;
	pool_overflowed = false;
	if (!follow(proof, 0, &path))
		return false;
	return !pool_overflowed || refuse(proof->why, "too intricate to be followed");
}

/* ---- the form of a program ------------------------------------------------ */

/* `left` is the number of instructions after this one; a jump to offset 0 leads to the next. */
static bool
is_plain(const struct proof *proof, size_t at, size_t left)
{
	const struct sock_filter *i = &proof->code[at];

	switch (i->code) {
	case BPF_JMP | BPF_JEQ | BPF_K:
	case BPF_JMP | BPF_JGT | BPF_K:
	case BPF_JMP | BPF_JGE | BPF_K:
	case BPF_JMP | BPF_JSET | BPF_K:
		if (i->jt >= left || i->jf >= left)
			return refuse(proof->why, "instruction %zu: jumps out of the program", at);
		return true;
	case BPF_JMP | BPF_JA:
		if (i->k >= left)
			return refuse(proof->why, "instruction %zu: jumps out of the program", at);
		break;
	case BPF_LD | BPF_W | BPF_ABS:
		if (i->k % 4 != 0 || i->k / 4 >= WORDS)
			return refuse(
			    proof->why, "instruction %zu: loads no word of seccomp_data", at);
		if (i->k / 4 == WORD_IP || i->k / 4 == WORD_IP + 1)
			return refuse(
			    proof->why, "instruction %zu: loads the instruction pointer", at);
		break;
	case BPF_RET | BPF_K:
		if (i->k != SECCOMP_RET_ALLOW && i->k != SECCOMP_RET_KILL_PROCESS)
			return refuse(proof->why,
			    "instruction %zu: returns 0x%08x, "
			    "neither ALLOW nor KILL_PROCESS",
			    at, i->k);
		break;
	default:
		return refuse(proof->why,
		    "instruction %zu: code 0x%04x, which no filter of ours needs", at, i->code);
	}
	if (i->jt != 0 || i->jf != 0)
		return refuse(proof->why, "instruction %zu: has offsets, but tests nothing", at);
	return true;
}

static bool
all_plain(const struct proof *proof)
{
	if (proof->count == 0 || proof->count > BPF_MAXINSNS)
		return refuse(proof->why, "has %zu instructions", proof->count);
	for (size_t at = 0; at < proof->count; at++) {
		if (!is_plain(proof, at, proof->count - at - 1))
			return false;
	}
	if (proof->code[proof->count - 1].code != (BPF_RET | BPF_K))
		return refuse(proof->why, "falls off its end");
	return true;
}

static bool
all_reached(const struct proof *proof)
{
	for (size_t at = 0; at < proof->count; at++) {
		if (!proof->reached[at])
			return refuse(proof->why, "instruction %zu: no path takes it", at);
	}
	return true;
}

bool
prove_program(const struct sock_filter *code, size_t count, const struct permitted *permitted,
    size_t *paths, struct reason *why)
{
	struct proof proof = {.code = code, .count = count, .permitted = permitted, .why = why};
	bool good = all_plain(&proof) && follow_all(&proof) && all_reached(&proof);

	*paths = proof.paths;
	return good;
}
