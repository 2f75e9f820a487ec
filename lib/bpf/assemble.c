/* The assembler. It writes a program from its end to its begin: jumps only lead forward, so
 * whatever a jump leads to is in its place already, and the distance is known. Where it is
 * longer than the 255 instructions of a conditional jump, a copy of the result, or a jump
 * that can be as long as a program, is written in between. */
#include "lib/bpf/assemble.h"

#include <string.h>

#include "lib/bpf/runs.h"

/* Longest distance of a conditional jump, less the two instructions that may be put between
 * it and its target. */
enum { FAR = 253 };

/* At most so many numbers are compared one after the other; above that there is a tree. */
enum { LIST = 4 };

/* ---- instructions -------------------------------------------------------------- */

/* A place in the program: how many instructions it has from there to its end. */
static size_t
here(const struct assembly *a)
{
	return a->room - a->head;
}

static void
put(struct assembly *a, unsigned code, size_t jt, size_t jf, uint32_t k)
{
	if (!a->head) {
		a->is_full = true;
		return;
	}
	a->program[--a->head] = (struct sock_filter){(uint16_t)code, (uint8_t)jt, (uint8_t)jf, k};
}

/* Has the next instruction that is put go on at the place. */
static void
go_on_at(struct assembly *a, size_t place)
{
	if (place != here(a))
		put(a, BPF_JMP | BPF_JA, 0, 0, (uint32_t)(here(a) - place));
}

/* The place, or one that does the same and that a conditional jump reaches from here. */
static size_t
near(struct assembly *a, size_t place)
{
	const struct sock_filter *at;

	if (a->is_full || here(a) - place <= FAR)
		return place;
	at = &a->program[a->room - place];
	if (at->code == (BPF_RET | BPF_K))
		put(a, at->code, 0, 0, at->k);
	else
		go_on_at(a, place);
	return here(a);
}

/* Puts a conditional jump to one place or the other, and returns its own. */
static size_t
put_jump(struct assembly *a, unsigned operation, uint32_t k, size_t yes, size_t no)
{
	yes = near(a, yes);
	no = near(a, no);
	put(a, BPF_JMP | operation | BPF_K, here(a) - yes, here(a) - no, k);
	return here(a);
}

static void
put_load(struct assembly *a, size_t offset)
{
	put(a, BPF_LD | BPF_W | BPF_ABS, 0, 0, (uint32_t)offset);
}

/* Compares one half of an argument; what is not compared needs no instruction. */
static size_t
put_half(struct assembly *a, size_t offset, uint32_t mask, uint32_t value, size_t yes, size_t no)
{
	if (!mask)
		return yes;
	put_jump(a, BPF_JEQ, value, yes, no);
	if (mask != UINT32_MAX)
		put(a, BPF_ALU | BPF_AND | BPF_K, 0, 0, mask);
	put_load(a, offset);
	return here(a);
}

static size_t
put_test(struct assembly *a, const struct prove_test *t, size_t yes, size_t no)
{
	const size_t low = t->arg == PROVE_IP
	                       ? offsetof(struct seccomp_data, instruction_pointer)
	                       : offsetof(struct seccomp_data, args) + t->arg * sizeof(uint64_t);
	const size_t high = low + sizeof(uint32_t);

	yes = put_half(a, high, (uint32_t)(t->mask >> 32), (uint32_t)(t->value >> 32), yes, no);
	return put_half(a, low, (uint32_t)t->mask, (uint32_t)t->value, yes, no);
}

/* ---- the program --------------------------------------------------------------- */

/* The place of an answer. That of a result moves, so that jumps to it stay short. */
static size_t
place_of(struct assembly *a, uint16_t answer)
{
	struct answer *at = &a->answers[answer];

	if (!at->rule)
		at->place = (uint16_t)near(a, at->place);
	return at->place;
}

static void
put_answer(struct assembly *a, struct answer *answer)
{
	const struct prove_rule *r = answer->rule;
	size_t place, no;

	if (!r) {
		put(a, BPF_RET | BPF_K, 0, 0, answer->result);
		place = here(a);
	} else {
		place = place_of(a, answer->then);
		no = place_of(a, answer->otherwise);
		for (size_t i = r->count; i-- > 0;)
			place = put_test(a, &r->tests[i], place, no);
	}
	answer->place = (uint16_t)place;
}

/* An answer comes before the one that it needs. */
static void
put_answers(struct assembly *a)
{
	for (size_t i = 0; i < a->run_count; i++)
		a->answers[a->runs[i].answer].is_needed = true;
	for (size_t i = a->answer_count; i-- > 0;)
		if (a->answers[i].is_needed && a->answers[i].rule) {
			a->answers[a->answers[i].then].is_needed = true;
			a->answers[a->answers[i].otherwise].is_needed = true;
		}
	for (size_t i = 0; i < a->answer_count && !a->is_full; i++)
		if (a->answers[i].is_needed)
			put_answer(a, &a->answers[i]);
}

/* How many of the runs do not have that answer; LIST + 1: too many for a list, or one of
 * them is of several numbers. */
static size_t
exceptions(const struct assembly *a, size_t from, size_t to, uint16_t answer)
{
	size_t count = 0;

	for (size_t i = from; i < to && count <= LIST; i++) {
		if (a->runs[i].answer == answer)
			continue;
		if (i + 1 == a->run_count || a->runs[i + 1].first != a->runs[i].first + 1)
			return LIST + 1;
		count++;
	}
	return count;
}

static size_t
put_list(struct assembly *a, size_t from, size_t to, uint16_t answer)
{
	size_t place = place_of(a, answer);

	for (size_t i = to; i-- > from;)
		if (a->runs[i].answer != answer)
			place = put_jump(
			    a, BPF_JEQ, a->runs[i].first, place_of(a, a->runs[i].answer), place);
	return place;
}

/* NOLINTNEXTLINE(misc-no-recursion): as deep as the tree, 12 */
static size_t
put_tree(struct assembly *a, size_t from, size_t to)
{
	const size_t middle = (from + to) / 2;
	size_t below, above;

	for (size_t i = from; i < to && to - from <= 2 * LIST + 1; i++)
		if (exceptions(a, from, to, a->runs[i].answer) <= LIST)
			return put_list(a, from, to, a->runs[i].answer);
	if (a->is_full)
		return 0;
	above = put_tree(a, middle, to);
	below = put_tree(a, from, middle);
	return put_jump(a, BPF_JGE, a->runs[middle].first, above, below);
}

/* Puts all that concerns the architecture, and returns its place. */
static size_t
put_arch(struct assembly *a, const struct prove_arch *arch)
{
	runs_find(a, arch);
	if (a->is_full)
		return 0;
	put_answers(a);
	go_on_at(a, put_tree(a, 0, a->run_count));
	put_load(a, offsetof(struct seccomp_data, nr));
	return here(a);
}

size_t
assemble(
    struct sock_filter *program, size_t room, const struct prove_policy *policy, struct assembly *a)
{
	enum { MOST = 8 };
	size_t places[MOST], place;

	a->program = program;
	a->room = a->head = room < BPF_MAXINSNS ? room : BPF_MAXINSNS;
	a->is_full = policy->count > MOST;
	for (size_t i = policy->count; i-- > 0 && !a->is_full;)
		places[i] = put_arch(a, &policy->archs[i]);
	put(a, BPF_RET | BPF_K, 0, 0, policy->otherwise);
	place = here(a);
	for (size_t i = policy->count; i-- > 0 && !a->is_full;)
		place = put_jump(a, BPF_JEQ, policy->archs[i].token, places[i], place);
	put_load(a, offsetof(struct seccomp_data, arch));
	if (a->is_full)
		return 0;
	memmove(program, program + a->head, here(a) * sizeof(*program));
	return here(a);
}
