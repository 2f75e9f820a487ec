/* confine: runs another program under a filter that is proved before it is loaded.
 *
 * Unlike an applet it is not sealed itself: it reads nothing but its options, policies and
 * the headers of COMMAND's file, and all of these are the user's own words. */
#include "core/box/confine/confine.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/audit.h>
#include <linux/seccomp.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "core/after/diagnostic.h"
#include "core/applet.h"
#include "core/before/fail.h"
#include "core/before/print.h"
#include "core/before/std_fds.h"
#include "core/box/confine/filter.h"
#include "core/box/confine/list.h"
#include "core/box/confine/loader.h"
#include "core/box/confine/memory.h"
#include "core/box/confine/request.h"
#include "core/box/confine/show.h"
#include "core/box/confine/start.h"
#include "core/box/confine/target.h"
#include "core/box/confine/wait.h"
#include "core/status.h"

static const struct request *request;

/* ---- the policy ------------------------------------------------------------------- */

static void
narrow(struct rules *r, bool *is_first, const struct policy_written *p, enum entry entry)
{
	const struct rules more = policy_mean(p, entry, request->denied);

	*r = *is_first ? more : rules_both(r, &more);
	*is_first = false;
}

/* All that the options ask for, for calls by this entry. */
static struct rules
rules_for(enum entry entry)
{
	struct rules rules = {.otherwise = RESULT_ALLOW};
	bool is_first = true;

	if (request->list.count) {
		struct policy_written p = request->listed;

		list_find_numbers(&p, entry);
		narrow(&rules, &is_first, &p, entry);
	}
	for (size_t i = 0; i < request->policy_count; i++)
		narrow(&rules, &is_first, &request->parsed[i], entry);
	if (is_first && !request->program_count) {
		const struct policy_written p =
		    set_find(request->is_strict ? "strict" : "default");

		narrow(&rules, &is_first, &p, entry);
	}
	if (request->has_no_net) {
		const struct policy_written p = set_find("no-net");

		narrow(&rules, &is_first, &p, entry);
	}
	return rules;
}

/* Whether any filter is made here, beside those that were given. */
static bool
has_own_filter(void)
{
	return !request->program_count || request->list.count || request->policy_count ||
	       request->has_no_net;
}

/* Which entries the filter knows, and what of each it permits. */
struct plan {
	bool has[ENTRIES];
	struct rules rules[ENTRIES];
	struct start start;
	bool starts;
};

/* x32 has the numbers of x86_64 with one bit more. What is above has no call. */
enum { X32_FIRST = 0x40000000, X32_LAST = 0x7fffffff };

static void
kill_x32(struct rules *r)
{
	if (r->otherwise == SECCOMP_RET_KILL_PROCESS)
		return;
	rules_add(r, X32_FIRST, X32_LAST, NULL, 0, SECCOMP_RET_KILL_PROCESS, "x32");
	rules_move_to_front(r);
}

static void
make_rules(struct plan *p, enum entry entry)
{
	for (enum entry e = 0; e < ENTRIES; e++) {
		p->has[e] = e == entry || request->is_for_both;
		if (p->has[e])
			p->rules[e] = rules_for(e);
	}
	if (p->has[X86_64])
		kill_x32(&p->rules[X86_64]);
}

/* How COMMAND is started: as usual where the policy permits that. */
static void
plan_start(struct plan *p, const struct target *t, char **args)
{
	struct rules *r = &p->rules[X86_64];

	p->starts = true;
	p->start = start_plainly(t, args);
	if (!p->has[X86_64]) {
		p->has[X86_64] = true;
		r->otherwise = SECCOMP_RET_KILL_PROCESS;
	}
	if (rules_answer(r, &p->start.call) != RESULT_ALLOW) {
		p->start = start_pinned(t, args);
		start_permit(&p->start, r);
		rules_move_to_front(r);
	}
	start_permit_end(&p->start, r);
}

static struct compiled
compile(const struct plan *p)
{
	struct prove_arch archs[ENTRIES];
	struct prove_policy whole = {.archs = archs, .otherwise = SECCOMP_RET_KILL_PROCESS};

	for (enum entry e = 0; e < ENTRIES; e++)
		if (p->has[e])
			archs[whole.count++] = (struct prove_arch){entry_token[e],
			    p->rules[e].rules, p->rules[e].count, p->rules[e].otherwise};
	return filter_make(&whole);
}

/* ---- what is printed instead ------------------------------------------------------ */

static bool
is_repeatable(const struct plan *p)
{
	for (enum entry e = 0; e < ENTRIES; e++)
		if (p->has[e] && start_is_repeatable(&p->start, &p->rules[e], e))
			return true;
	return false;
}

static void
show_start(const struct plan *p)
{
	if (!p->starts || !p->start.is_pinned)
		return;
	print("# The start of COMMAND is one call with all its arguments pinned to memory that\n");
	if (is_repeatable(p))
		print("# COMMAND does not have, but could map: then it could make that call "
		      "again.\n");
	else
		print(
		    "# COMMAND does not have and cannot map: the rule is dead after the start.\n");
}

static void
show_plan(const struct plan *p)
{
	struct compiled c;

	if (!has_own_filter())
		return;
	c = compile(p);
	print("# Calls by their names in %s; the first rule that holds decides.\n", calls_of);
	show_start(p);
	for (enum entry e = 0; e < ENTRIES; e++)
		if (p->has[e]) {
			print("\n# %s\n", entry_name[e]);
			show_rules(&p->rules[e], e);
		}
	print("\n# any other architecture\nall: kill\n");
	print("\n# The filter, %u instructions, proved to be this policy\n", (uint64_t)c.count);
	show_program(&c, !p->has[I386]);
}

static void
show(const struct plan *p)
{
	if (request->dump) {
		struct compiled c = compile(p);

		dump(&c, request->dump);
	}
	if (!request->prints)
		return;
	for (size_t i = 0; i < request->program_count; i++) {
		struct compiled c = filter_read(request->programs[i]);

		print("# %s: %u instructions, as given, not proved\n", request->programs[i],
		    (uint64_t)c.count);
		show_program(&c, true);
	}
	show_plan(p);
	print_end();
}

/* ---- the run ---------------------------------------------------------------------- */

/* What a program that was given would refuse of what must still be done under it. */
static void
check_program(const struct compiled *c, const struct plan *p, bool is_last)
{
	const struct seccomp_data load = {.nr = SYS_prctl,
	    .arch = AUDIT_ARCH_X86_64,
	    .args = {PR_SET_SECCOMP, SECCOMP_MODE_FILTER}};

	if (!filter_permits(c, &p->start.call))
		fail_with(SEAL_FAILED, "%f: refuses %s, so COMMAND could not be started", c->name,
		    p->start.is_pinned ? "execveat" : "execve");
	if (!is_last && !filter_permits(c, &load))
		fail_with(SEAL_FAILED,
		    "%f: refuses prctl, so the filters after it could not be loaded; give it last",
		    c->name);
}

/* Descriptors that were closed are closed for COMMAND too. */
static void
forget_placeholders(void)
{
	for (int fd = 0; fd < 3; fd++)
		if (was_missing(fd))
			fcntl(fd, F_SETFD, FD_CLOEXEC);
}

/* The end where COMMAND cannot be executed, with what the filters permit. */
_Noreturn static void
end(const struct plan *p, const struct target *t, const struct compiled *filters, size_t count,
    int error)
{
	const struct seccomp_data write = {
	    .nr = SYS_write, .arch = AUDIT_ARCH_X86_64, .args = {STDERR_FILENO}};
	bool may_write = true;

	for (size_t i = 0; i < count; i++)
		may_write &= filter_permits(&filters[i], &write);
	if (may_write)
		note("%f: %m", t->path, error);
	start_end(&p->start, error == ENOENT ? NOT_FOUND : NOT_EXECUTABLE);
}

_Noreturn static void
run(const struct plan *p, const struct target *t)
{
	const size_t count = request->program_count + has_own_filter();
	struct compiled *filters = memory_take((count + 1) * sizeof(*filters));

#ifndef __x86_64__
	fail_with(SEAL_FAILED, "%f: only calls of x86_64 and i386 are known here", t->path);
#endif
	for (size_t i = 0; i < request->program_count; i++) {
		filters[i] = filter_read(request->programs[i]);
		check_program(&filters[i], p, i + 1 == count);
	}
	if (has_own_filter())
		filters[request->program_count] = compile(p);
	forget_placeholders();
	if (request->is_verbose)
		wait_for_child(t->path);
	filters_prepare();
	for (size_t i = 0; i < count; i++)
		filter_put_in_force(&filters[i]);
	end(p, t, filters, count, start_now(&p->start));
}

static void
check_strict(const struct target *t)
{
	if (!t->is_known)
		fail_with(
		    SEAL_FAILED, "%f: --strict is for programs whose file can be read", t->path);
	if (t->is_script)
		fail_with(SEAL_FAILED,
		    "%f: is a script, whose interpreter opens it; --strict is for static programs",
		    t->path);
	if (t->loader)
		fail_with(SEAL_FAILED,
		    "%f: needs %s, which opens libraries; --strict is for static programs: link it "
		    "with -static",
		    t->path, t->loader);
}

int
confine(const char *name, char **args)
{
	struct target target = {.entry = X86_64};
	struct plan plan = {.starts = false};
	size_t count;

	diagnostic_setup(name);
	request = request_parse(name, args, &count);
	if (request->lists_sets || request->lists_calls) {
		if (request->lists_sets)
			show_sets();
		if (request->lists_calls)
			show_calls();
		print_end();
		return 0;
	}
	if (count)
		target = target_find(args[0]);
	else if (!request->prints && !request->dump)
		fail_usage("missing COMMAND");
	if (request->is_strict && count)
		check_strict(&target);
	make_rules(&plan, target.entry);
	if (request->dump || !count) {
		show(&plan);
		return 0;
	}
	check_loader(&target, &plan.rules[target.entry]);
	plan_start(&plan, &target, args);
	if (request->prints) {
		show(&plan);
		return 0;
	}
	run(&plan, &target);
}
