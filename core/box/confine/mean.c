/* What a policy means: names become the numbers of an entry, comparisons look at what the
 * kernel looks at, and what the policy did not think of is added. */
#include <errno.h>
#include <sched.h>
#include <string.h>

#include "core/before/fail.h"
#include "core/box/confine/memory.h"
#include "core/box/confine/policy.h"
#include "core/status.h"
#include "lib/unset.h"

static const char OF_MULTIPLEXER[] = "its calls' arguments stand behind a pointer";
static const char OF_POINTER[] = "its arguments stand behind a pointer";

struct meaning {
	enum entry entry;
	struct rules *rules;
	uint32_t denied;
	int unshare;   /* that call */
	bool *decided; /* the numbers for which a rule holds whatever the arguments are */
};

static bool
is_decided(const struct meaning *m, int number)
{
	return number < CALL_NUMBERS ? m->decided[number]
	                             : rules_decide(m->rules, (uint32_t)number);
}

/* Adds a rule for all arguments. */
static void
decide(const struct meaning *m, int64_t number, uint32_t result, const char *why)
{
	rules_add(m->rules, (uint32_t)number, (uint32_t)number, NULL, 0, result, why);
	if (number < CALL_NUMBERS)
		m->decided[number] = true;
}

static uint32_t
resolve(const struct meaning *m, uint32_t result)
{
	return result == RESULT_DENY ? m->denied : result;
}

/* The call's number at the entry; -1 where it has none. */
static int64_t
number_of(const struct meaning *m, const struct line *line)
{
	if (line->call == CALL_NONE)
		return line->number;
	return call_number(m->entry, line->call);
}

/* "FILE:LINE: ", or nothing of a line of the command line. */
_Noreturn static void
refuse(const struct line *line, unsigned arg, const char *what)
{
	if (line->at)
		fail_with(SEAL_FAILED, "%f:%u: %s: arg%u %s", line->file, (uint64_t)line->at,
		    call_name(line->call), (uint64_t)arg, what);
	fail_with(SEAL_FAILED, "%f: %s: arg%u %s", line->file, call_name(line->call), (uint64_t)arg,
	    what);
}

/* ---- conditions ------------------------------------------------------------------- */

/* Whether the bits above the limit are all 0, or all 1 as of a negative number. */
static bool
fits(uint64_t value, uint64_t limit)
{
	const uint64_t above = value & ~limit;

	return !above || (above == ~limit && value >> 63 && value & (limit / 2 + 1));
}

/* A line that allows compares the whole register. i386 has half of one: the filter finds a
 * negative number there without its upper half. */
static bool
fit_register(const struct meaning *m, struct prove_test *t)
{
	if (m->entry == X86_64)
		return true;
	if (!fits(t->value, UINT32_MAX))
		return false;
	t->value &= UINT32_MAX;
	return true;
}

/* Whether the kernel looks at more of the argument at the other entry. */
static bool
is_wider_elsewhere(const struct meaning *m, const struct line *line, unsigned arg)
{
	return m->entry == I386 && call_argument_size(X86_64, line->call, arg) >
	                               call_argument_size(I386, line->call, arg);
}

/* A register may hold more than the kernel takes from it. A condition that denies must not
 * look at the rest: whoever sets a bit there would get past it (CVE-2019-10063). False where
 * the condition cannot hold at this entry. */
static bool
narrow(const struct meaning *m, const struct line *line, struct prove_test *t)
{
	const unsigned size = call_argument_size(m->entry, line->call, t->arg);
	const uint64_t limit = size < 8 ? (1ULL << 8 * size) - 1 : UINT64_MAX;

	if (line->result == RESULT_ALLOW)
		return fit_register(m, t);
	if (is_wider_elsewhere(m, line, t->arg)) {
		/* The bits above are zeros for the kernel. */
		if (!fits(t->value, limit))
			return false;
	} else if (!fits(t->value, limit) || !fits(t->mask, limit)) {
		refuse(line, t->arg,
		    size == 4 ? "is an int for the kernel, which throws the upper 32 bits away; a "
		                "comparison of more bits is evaded by setting one of them: write "
		                "the lower 32 alone"
		              : "has 16 bits for the kernel, which throws the others away; a "
		                "comparison of more bits is evaded by setting one of them: write "
		                "the lower 16 alone");
	}
	t->mask &= limit;
	t->value &= limit;
	return true;
}

/* What is to be done where the entry has its arguments behind a pointer, as i386's mmap: no
 * condition can be seen, so what it permits is not permitted, and what it denies is denied. */
static void
add_unseen(const struct meaning *m, const struct line *line, unsigned arg)
{
	const uint32_t number = (uint32_t)number_of(m, line);
	const enum entry other = m->entry == X86_64 ? I386 : X86_64;

	if (call_number(other, line->call) < 0 || !call_argument_size(other, line->call, arg))
		refuse(line, arg, "is none of its arguments; write the ones that it has");
	if (line->result != RESULT_ALLOW)
		decide(m, number, resolve(m, line->result), OF_POINTER);
}

static void
add_conditions(const struct meaning *m, const struct line *line)
{
	const uint32_t number = (uint32_t)number_of(m, line);
	struct prove_test tests[ARGUMENTS];

	for (size_t i = 0; i < line->count; i++) {
		tests[i] = line->tests[i];
		if (!call_argument_size(m->entry, line->call, tests[i].arg)) {
			add_unseen(m, line, tests[i].arg);
			return;
		}
		if (!narrow(m, line, &tests[i]))
			return;
	}
	rules_add(m->rules, number, number, tests, line->count, resolve(m, line->result), NULL);
}

static void
add_line(const struct meaning *m, const struct line *line)
{
	const int64_t number = number_of(m, line);

	if (number < 0)
		return;
	if (line->count)
		add_conditions(m, line);
	else
		decide(m, number, resolve(m, line->result), NULL);
}

/* ---- what is added ---------------------------------------------------------------- */

/* A child can be made in the namespaces that unshare would make: bit by bit of clone's flags,
 * and by clone3, whose flags stand behind a pointer. A C library then calls clone. */
static void
deny_new_namespaces(const struct meaning *m, const struct line *line)
{
	const char *why = call_name(line->call);
	const int clone = call_number(m->entry, call_find("clone", 5));
	const int clone3 = call_number(m->entry, call_find("clone3", 6));
	const uint64_t bits = CLONE_NEWNS | CLONE_NEWCGROUP | CLONE_NEWUTS | CLONE_NEWIPC |
	                      CLONE_NEWUSER | CLONE_NEWPID | CLONE_NEWNET;

	for (uint64_t bit = 1; bit <= bits && !is_decided(m, clone); bit <<= 1) {
		const struct prove_test t = {.arg = 0, .mask = bit, .value = bit};

		if (bits & bit)
			rules_add(m->rules, (uint32_t)clone, (uint32_t)clone, &t, 1,
			    resolve(m, line->result), why);
	}
	if (!is_decided(m, clone3))
		decide(m, clone3, result_errno(ENOSYS), why);
}

static void
add_siblings(const struct meaning *m, const struct line *line)
{
	UNSET int list[CALL_SIBLINGS];
	size_t count;

	if (line->call == CALL_NONE || line->count || line->result == RESULT_ALLOW)
		return;
	if (line->call == m->unshare)
		deny_new_namespaces(m, line);
	count = call_siblings(line->call, list);
	for (size_t i = 0; i < count; i++) {
		const int number = call_number(m->entry, list[i]);

		if (number < 0 || is_decided(m, number))
			continue;
		decide(m, number, resolve(m, line->result), call_name(line->call));
	}
}

/* A multiplexer is denied as soon as one of its calls is, or has an argument pinned. */
static void
deny_multiplexer(const struct meaning *m, const struct line *line)
{
	const bool is_member = line->call != CALL_NONE && m->entry == I386;
	const int whole = is_member ? call_multiplexer(line->call) : CALL_NONE;
	const int number = whole == CALL_NONE ? -1 : call_number(m->entry, whole);

	if (number < 0 || (line->result == RESULT_ALLOW && !line->count) || is_decided(m, number))
		return;
	decide(m, number, line->result == RESULT_ALLOW ? m->denied : resolve(m, line->result),
	    OF_MULTIPLEXER);
}

/* An allow list may name a multiplexer only beside all of its calls. */
static void
check_multiplexer(const struct meaning *m, const struct line *line)
{
	if (m->entry != I386 || line->call == CALL_NONE || line->result != RESULT_ALLOW)
		return;
	for (size_t i = 0; i < calls_count; i++) {
		struct seccomp_data data = {.nr = call_number(m->entry, (int)i)};

		if (data.nr < 0 || call_multiplexer((int)i) != line->call)
			continue;
		if (!is_decided(m, data.nr) || rules_answer(m->rules, &data) != RESULT_ALLOW)
			fail_with(SEAL_FAILED,
			    "%f: %s also does what %s does, which is not allowed for all "
			    "arguments; "
			    "allow that too, or leave %s out",
			    line->file, call_name(line->call), call_name((int)i),
			    call_name(line->call));
	}
}

/* ---- the whole -------------------------------------------------------------------- */

struct rules
policy_mean(const struct policy_written *p, enum entry entry, uint32_t denied)
{
	struct rules rules = {.count = 0};
	const struct meaning m = {
	    entry, &rules, denied, call_find("unshare", 7), memory_take(CALL_NUMBERS)};
	const bool is_deny_list = policy_is_deny_list(p);

	for (size_t i = 0; i < p->count; i++)
		add_line(&m, &p->lines[i]);
	for (size_t i = 0; i < p->count && p->has_siblings; i++)
		add_siblings(&m, &p->lines[i]);
	for (size_t i = 0; i < p->count; i++)
		if (is_deny_list)
			deny_multiplexer(&m, &p->lines[i]);
		else
			check_multiplexer(&m, &p->lines[i]);
	rules.otherwise = resolve(&m, p->otherwise);
	if (is_deny_list) {
		rules_add_known(&rules, entry, RESULT_ALLOW);
		rules.otherwise = result_errno(ENOSYS);
	}
	return rules;
}
