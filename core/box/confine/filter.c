#include "core/box/confine/filter.h"

#include <errno.h>
#include <linux/audit.h>
#include <linux/seccomp.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "core/after/filter.h"
#include "core/before/fail.h"
#include "core/box/confine/file.h"
#include "core/box/confine/memory.h"
#include "core/status.h"
#include "lib/bpf/assemble.h"
#include "lib/bpf/interpret.h"
#include "lib/prove/prove.h"

/* ---- making ----------------------------------------------------------------------- */

/* That is a fault of ours, or a policy of an unusual size. */
_Noreturn static void
not_proved(const struct prove_outcome *o)
{
	if (o->status == PROVE_DIFFERS)
		fail_with(SEAL_FAILED,
		    "the filter cannot be proved: call %u of architecture %u is answered %u, not "
		    "%u",
		    (uint64_t)(uint32_t)o->example.nr, (uint64_t)o->example.arch,
		    (uint64_t)o->answered, (uint64_t)o->intended);
	if (o->status == PROVE_MEMORY)
		fail_with(SEAL_FAILED, "the filter cannot be proved in the memory that is kept for "
		                       "that; write a smaller policy");
	if (o->status == PROVE_INTRICATE)
		fail_with(SEAL_FAILED, "the filter cannot be proved in a bounded time; write a "
		                       "simpler policy");
	fail_with(SEAL_FAILED, "the filter cannot be proved: %s", o->reason);
}

static void
check_proof(const struct compiled *c, const struct prove_policy *p)
{
	struct prove_outcome outcome;
	size_t rules = 0, size;

	for (size_t i = 0; i < p->count; i++)
		rules += p->archs[i].count;
	size = prove_room(c->count, rules);
	if (prove(c->code, c->count, p, memory_take(size), size, &outcome) != PROVE_EQUAL)
		not_proved(&outcome);
}

struct compiled
filter_make(const struct prove_policy *p)
{
	struct sock_filter *code = memory_take(BPF_MAXINSNS * sizeof(*code));
	struct compiled c = {.code = code};

	c.count = assemble(code, BPF_MAXINSNS, p, memory_take(sizeof(struct assembly)));
	if (!c.count)
		fail_with(SEAL_FAILED,
		    "the filter would have more than %u instructions, which the "
		    "kernel does not take; write a smaller policy",
		    (uint64_t)BPF_MAXINSNS);
	check_proof(&c, p);
	return c;
}

/* ---- reading ---------------------------------------------------------------------- */

struct compiled
filter_read(const char *path)
{
	const struct bytes b = file_read(path);
	struct compiled c = {path, b.at, b.size / sizeof(*c.code)};
	size_t at;

	if (!b.size || b.size % sizeof(*c.code))
		fail_with(SEAL_FAILED,
		    "%f: is no filter: %u bytes, not one or more instructions of %u", path,
		    (uint64_t)b.size, (uint64_t)sizeof(*c.code));
	if (!interpret_accepts(c.code, c.count, &at))
		fail_with(SEAL_FAILED, "%f: is no filter: the kernel refuses instruction %u of %u",
		    path, (uint64_t)at, (uint64_t)c.count);
	return c;
}

_Bool
filter_permits(const struct compiled *c, const struct seccomp_data *data)
{
	const uint32_t action = interpret(c->code, c->count, data) & SECCOMP_RET_ACTION_FULL;

	return action == SECCOMP_RET_ALLOW || action == SECCOMP_RET_LOG;
}

/* ---- loading ---------------------------------------------------------------------- */

void
filters_prepare(void)
{
	const uint32_t kills = SECCOMP_RET_KILL_PROCESS;

	if (prctl(PR_SET_NO_NEW_PRIVS, 1L, 0L, 0L, 0L) != 0 ||
	    prctl(PR_GET_NO_NEW_PRIVS, 0L, 0L, 0L, 0L) != 1)
		fail_with(SEAL_FAILED, "cannot set no_new_privs: %m", errno);
	if (syscall(SYS_seccomp, (long)SECCOMP_GET_ACTION_AVAIL, 0L, &kills) != 0)
		fail_with(SEAL_FAILED,
		    "this kernel cannot kill a process by a filter (Linux 4.14 can), or an outer "
		    "filter hides it: %m",
		    errno);
}

void
filter_put_in_force(const struct compiled *c)
{
	const struct sock_fprog program = {
	    (unsigned short)c->count, (struct sock_filter *)(uintptr_t)c->code};
	const int error = load_filter(&program);

	if (error)
		fail_with(SEAL_FAILED, "cannot load the filter%s%s: %m", c->name ? " of " : "",
		    c->name ? c->name : "", error);
}
