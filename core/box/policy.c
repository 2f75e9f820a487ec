/* --policy: the policies that were compiled in, as text; with --bpf, the bytes of one
 * filter, for other tools. */
#include "core/box/policy.h"

#include <string.h>

#include "core/before/print.h"
#include "core/policy.h"
#include "core/status.h"
#include "core/table.h"

/* After its name, this stands for what a policy becomes with several inputs. */
static const char SEVERAL[] = "+feed";

/* Whether the policy is the applet's own or that of one of its modes. */
static bool
policy_of(const struct policy *p, const struct applet *a)
{
	size_t n = strlen(a->name);

	return strncmp(p->name, a->name, n) == 0 && (p->name[n] == '\0' || p->name[n] == '-');
}

static void
print_filter(const struct filter *filter)
{
	print("\n");
	disassemble(print_text(), filter->code, filter->count, &policy_machine);
	print("\n");
}

static void
print_policy(const struct policy *p)
{
	print("%s.policy (%u instructions)\n\n%s", p->name, (uint64_t)p->one.count, p->text);
	print_filter(&p->one);
	if (!policy_several(p))
		return;
	print("%s.policy united with feed.policy, for several inputs (%u instructions)\n\n%s",
	    p->name, (uint64_t)p->several.count, p->text_several);
	print_filter(&p->several);
}

/* The filter of that name: an applet's or a policy's, with SEVERAL at its end for
 * several inputs. NULL where there is none. */
static const struct filter *
find(const char *name)
{
	size_t n = strlen(name), tail = sizeof(SEVERAL) - 1;
	bool several = n > tail && strcmp(name + n - tail, SEVERAL) == 0;
	const struct applet *a = table_find(name);

	if (a) {
		name = a->name; /* "hd" is another name of it */
		n = strlen(name);
	} else if (several) {
		n -= tail;
	}
	for (size_t i = 0; i < policy_count; i++) {
		const struct policy *p = policies[i];
		if (strncmp(p->name, name, n) != 0 || p->name[n] != '\0')
			continue;
		if (several && !policy_several(p))
			return NULL;
		return several ? &p->several : &p->one;
	}
	return NULL;
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
	const struct filter *filter = find(name);

	if (!filter)
		return not_found(name);
	text_bytes(print_text(), (const char *)filter->code, filter->count * sizeof(*filter->code));
	print_end();
	return 0;
}

/* Prints all policies, or those of an applet, or the one of that name. */
static int
print_policies(const char *name)
{
	const struct applet *a = name ? table_find(name) : NULL;
	bool found = false;

	for (size_t i = 0; i < policy_count; i++) {
		const struct policy *p = policies[i];
		if (name && !(a ? policy_of(p, a) : strcmp(p->name, name) == 0))
			continue;
		print_policy(p);
		found = true;
	}
	if (!found)
		return not_found(name);
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
