/* --policy prints the policies that were compiled in, as text and as disassembled filters;
 * with --bpf, the bytes of one filter, for other tools. */
#include "core/box/policy.h"

#include <string.h>

#include "core/before/print.h"
#include "core/policy.h"
#include "core/status.h"
#include "core/table.h"

/* NAME+feed is the filter of a policy for several inputs. */
static const char SEVERAL[] = "+feed";

/* Whether the policy is FOLDER-MODE.policy, if `folder` is FOLDER.policy. */
static bool
is_mode_of(const struct policy *p, const struct policy *folder)
{
	size_t n = strlen(folder->name);

	return strncmp(p->name, folder->name, n) == 0 && p->name[n] == '-';
}

static void
print_filter(const struct filter *filter)
{
	print("\n");
	disassemble(print_text(), filter_code(filter), filter->count, &policy_machine);
	print("\n");
}

static void
print_policy(const struct policy *p)
{
	print("%s.policy (%u instructions)\n\n%s", p->name, (uint64_t)p->one.count,
	    policy_texts + p->text);
	print_filter(&p->one);
	if (!policy_several(p))
		return;
	print("%s.policy united with feed.policy, for several inputs (%u instructions)\n\n%s",
	    p->name, (uint64_t)p->several.count, policy_texts + p->text_several);
	print_filter(&p->several);
}

/* The policy of an applet, or the one of that name; NULL where there is none. */
static const struct policy *
find_policy(const char *name)
{
	struct spelling s;

	if (table_find(name, &s))
		return s.folder->policy;
	for (size_t i = 0; i < policy_count; i++)
		if (strcmp(policies[i]->name, name) == 0)
			return policies[i];
	return NULL;
}

/* The filter of that policy, with SEVERAL after its name the one for several inputs. NULL
 * where there is none. */
static const struct filter *
find_filter(const char *name)
{
	size_t n = strlen(name), tail = sizeof(SEVERAL) - 1;
	bool several = n > tail && strcmp(name + n - tail, SEVERAL) == 0;
	char bare[64];
	const struct policy *p;

	if (several)
		n -= tail;
	if (n >= sizeof(bare))
		return NULL;
	memcpy(bare, name, n);
	bare[n] = '\0';
	p = find_policy(bare);
	if (!p || (several && !policy_several(p)))
		return NULL;
	return several ? &p->several : &p->one;
}

static int
not_found(const char *name)
{
	note("%f: policy not found (pillbox --policy prints all)", name);
	return NOT_FOUND;
}

static int
print_program(const char *name)
{
	const struct filter *filter = find_filter(name);

	if (!filter)
		return not_found(name);
	text_bytes(print_text(), (const char *)filter_code(filter),
	    filter->count * sizeof(struct sock_filter));
	print_end();
	return 0;
}

/* Prints all policies, or those of an applet, or the one of that name. */
static int
print_policies(const char *name)
{
	struct spelling s;
	const bool applet = name && table_find(name, &s);
	const struct policy *wanted = name ? find_policy(name) : NULL;

	if (name && !wanted)
		return not_found(name);
	for (size_t i = 0; i < policy_count; i++) {
		const struct policy *p = policies[i];

		if (!wanted || p == wanted || (applet && is_mode_of(p, wanted)))
			print_policy(p);
	}
	print_end();
	return 0;
}

int
box_policy(char **args)
{
	if (args[0] && strcmp(args[0], "--bpf") == 0) {
		if (!args[1] || args[2])
			fail_usage("'--policy --bpf' takes the name of one applet or policy");
		return print_program(args[1]);
	}
	if (args[0] && args[1])
		fail_usage("'--policy' takes the name of one applet or policy");
	return print_policies(args[0]);
}
