/* --policy: what was compiled in, for reading. */
#include <string.h>

#include "core/before/before.h"
#include "core/box/box.h"
#include "core/policy.h"

/* Whether the policy is the applet's own or that of one of its modes. */
static bool
belongs(const struct policy *p, const struct applet *a)
{
	size_t n = strlen(a->name);

	return strncmp(p->name, a->name, n) == 0 && (p->name[n] == '\0' || p->name[n] == '-');
}

static void
print_policy(const struct policy *p)
{
	print("%s.policy (%u instructions)\n\n%s\n", p->name, (uint64_t)p->one.count, p->text);
	if (p->several.code == p->one.code)
		return;
	print("%s.policy united with feed.policy, where there are several inputs (%u "
	      "instructions)\n\n%s\n",
	    p->name, (uint64_t)p->several.count, p->text_several);
}

int
box_policy(char **args)
{
	const struct applet *a = args[0] ? box_find(args[0]) : NULL;

	if (args[0] && !a) {
		note("%f: applet not found", args[0]);
		return 127;
	}
	for (size_t i = 0; i < policy_count; i++)
		if (!a || belongs(policies[i], a))
			print_policy(policies[i]);
	print_end();
	return 0;
}
