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

/* Whether the policy is that of a folder's applet or of one of its modes. */
static bool
policy_of(const struct policy *p, const struct folder *f)
{
	size_t n = strlen(f->name);

	return strncmp(p->name, f->name, n) == 0 && (p->name[n] == '\0' || p->name[n] == '-');
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
find_filter(const char *name)
{
	size_t n = strlen(name), tail = sizeof(SEVERAL) - 1;
	bool several = n > tail && strcmp(name + n - tail, SEVERAL) == 0;
	char bare[64];
	const char *wanted = bare;
	struct spelling s;

	if (several)
		n -= tail;
	if (n >= sizeof(bare))
		return NULL;
	memcpy(bare, name, n);
	bare[n] = '\0';
	if (table_find(bare, &s))
		wanted = s.folder->name;
	for (size_t i = 0; i < policy_count; i++) {
		const struct policy *p = policies[i];
		if (strcmp(p->name, wanted) != 0)
			continue;
		if (several)
			return policy_several(p) ? &p->several : NULL;
		return &p->one;
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
	const struct filter *filter = find_filter(name);

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
	struct spelling s;
	const struct folder *folder = name && table_find(name, &s) ? s.folder : NULL;
	bool found = false;

	for (size_t i = 0; i < policy_count; i++) {
		const struct policy *p = policies[i];
		if (name && !(folder ? policy_of(p, folder) : strcmp(p->name, name) == 0))
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
