/* Decides whether a filter accepts exactly what a policy permits, for each of the 2^512 values of
 * struct seccomp_data: lib/prove shows that. Here a policy's boxes become its rules, and what it
 * finds is put into words.
 *
 * Besides, the program must be plain: only the instructions of is_plain(), no results but ALLOW
 * and KILL_PROCESS, no test of another word before the architecture is known, no use of the
 * instruction pointer, and no instruction that no path takes. The kernel's own rules permit all
 * that and more (bpf_check_classic in net/core/filter.c, seccomp_check_filter in
 * kernel/seccomp.c). */
#include "policies/tool/prove_paths.h"

#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "lib/prove/prove.h"

struct proof {
	const struct sock_filter *code;
	size_t count;
	const struct permitted *permitted;
	struct reason *why;
};

enum { MOST_BOXES = sizeof((struct permitted){0}.boxes) / sizeof(struct box) };

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

/* ---- the architecture first ----------------------------------------------------- */

/* What may be in the accumulator. */
enum { NOTHING = 1, ARCHITECTURE = 2, ANOTHER_WORD = 4 };

/* What some path brings to an instruction, jumps that no call takes included. */
struct arrival {
	uint8_t known;   /* the accumulator, if the architecture is known */
	uint8_t unknown; /* and if not */
};

static bool
is_test(const struct sock_filter *i)
{
	return BPF_CLASS(i->code) == BPF_JMP && BPF_OP(i->code) != BPF_JA;
}

static void
arrive(struct arrival *at, struct arrival from)
{
	at->known |= from.known;
	at->unknown |= from.unknown;
}

/* Brings what there is after an instruction to those that may be next. */
static void
pass_on(const struct proof *proof, struct arrival *arrivals, size_t at)
{
	const struct sock_filter *i = &proof->code[at];
	struct arrival after = arrivals[at];

	if (BPF_CLASS(i->code) == BPF_LD) {
		uint8_t word = i->k / 4 == WORD_ARCH ? ARCHITECTURE : ANOTHER_WORD;

		after.known = after.known != 0 ? word : 0;
		after.unknown = after.unknown != 0 ? word : 0;
		arrive(&arrivals[at + 1], after);
	} else if (is_test(i)) {
		arrive(&arrivals[at + 1 + i->jf], after);
		if (BPF_OP(i->code) == BPF_JEQ && i->k == proof->permitted->arch->audit)
			after = (struct arrival){.known = after.known | after.unknown};
		arrive(&arrivals[at + 1 + i->jt], after);
	} else if (BPF_CLASS(i->code) == BPF_JMP) {
		arrive(&arrivals[at + 1 + i->k], after);
	}
}

/* The program is plain. */
static bool
checks_architecture(const struct proof *proof)
{
	static struct arrival arrivals[BPF_MAXINSNS];

	memset(arrivals, 0, sizeof(arrivals));
	arrivals[0].unknown = NOTHING;
	for (size_t at = 0; at < proof->count; at++) {
		const struct arrival *here = &arrivals[at];

		if (is_test(&proof->code[at]) && (here->unknown & NOTHING) != 0)
			return refuse(
			    proof->why, "instruction %zu: tests before anything is loaded", at);
		if (is_test(&proof->code[at]) && (here->unknown & ANOTHER_WORD) != 0)
			return refuse(proof->why,
			    "instruction %zu: tests another word before the architecture is "
			    "checked",
			    at);
		pass_on(proof, arrivals, at);
	}
	return true;
}

/* ---- the policy as rules ---------------------------------------------------------- */

/* What a policy permits, as lib/prove takes it. */
struct rules {
	struct prove_policy policy;
	struct prove_arch arch;
	struct prove_rule rules[MOST_BOXES];
	struct prove_test tests[MOST_BOXES][ARGS];
};

static uint64_t
half(const struct box *box, size_t word)
{
	return box->pinned[word] ? UINT32_MAX : 0;
}

static void
take_box(const struct box *box, struct prove_rule *rule, struct prove_test *tests)
{
	const uint32_t number = box->value[WORD_NUMBER];

	*rule = (struct prove_rule){number, number, tests, 0, SECCOMP_RET_ALLOW};
	for (unsigned arg = 0; arg < ARGS; arg++) {
		const size_t low = WORD_ARGS + 2 * (size_t)arg;

		if (box->pinned[low] || box->pinned[low + 1])
			tests[rule->count++] =
			    (struct prove_test){arg, half(box, low + 1) << 32 | half(box, low),
			        (uint64_t)box->value[low + 1] << 32 | box->value[low]};
	}
}

static void
take_policy(struct rules *rules, const struct permitted *permitted)
{
	for (size_t i = 0; i < permitted->count; i++)
		take_box(&permitted->boxes[i], &rules->rules[i], rules->tests[i]);
	rules->arch = (struct prove_arch){
	    permitted->arch->audit, rules->rules, permitted->count, SECCOMP_RET_KILL_PROCESS};
	rules->policy = (struct prove_policy){&rules->arch, 1, SECCOMP_RET_KILL_PROCESS};
}

/* ---- what is found ------------------------------------------------------------------ */

/* Refuses with the counterexample, and those of its arguments of which anything is known. */
static bool
refuse_example(const struct proof *proof, const struct prove_outcome *outcome)
{
	const struct architecture *arch = proof->permitted->arch;
	const struct seccomp_data *data = &outcome->example;
	const uint32_t number = (uint32_t)data->nr;
	const char *verb = outcome->answered == SECCOMP_RET_ALLOW ? "allows" : "kills";
	const char *call = call_name(arch, number);
	char text[256];
	int length;

	if (data->arch != arch->audit)
		return refuse(
		    proof->why, "%s call %#x of architecture %#x", verb, number, data->arch);
	length = call != NULL ? snprintf(text, sizeof(text), "%s %s(", verb, call)
	                      : snprintf(text, sizeof(text), "%s call %#x(", verb, number);
	for (size_t i = 0, shown = 0; i < ARGS; i++) {
		if (outcome->fixed.args[i] != 0)
			length += snprintf(text + length, sizeof(text) - (size_t)length,
			    "%sarg%zu = %#llx", shown++ > 0 ? ", " : "", i,
			    (unsigned long long)data->args[i]);
	}
	return refuse(proof->why, "%s)", text);
}

static bool
is_policy(const struct proof *proof, size_t *paths)
{
	static char memory[4 << 20];
	static struct rules rules;
	struct prove_outcome outcome;

	take_policy(&rules, proof->permitted);
	prove(proof->code, proof->count, &rules.policy, memory, sizeof(memory), &outcome);
	*paths = outcome.paths;
	if (outcome.status == PROVE_DIFFERS)
		return refuse_example(proof, &outcome);
	if (outcome.reason != NULL)
		return refuse(proof->why, "instruction %zu: %s", outcome.at, outcome.reason);
	if (outcome.status != PROVE_EQUAL)
		return refuse(proof->why, "too intricate to be followed");
	if (outcome.unreached < proof->count)
		return refuse(proof->why, "instruction %zu: no path takes it", outcome.unreached);
	return true;
}

bool
prove_program(const struct sock_filter *code, size_t count, const struct permitted *permitted,
    size_t *paths, struct reason *why)
{
	const struct proof proof = {
	    .code = code, .count = count, .permitted = permitted, .why = why};

	*paths = 0;
	return all_plain(&proof) && checks_architecture(&proof) && is_policy(&proof, paths);
}
