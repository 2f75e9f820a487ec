#include "policies/tool/rule.h"

#include <stdbool.h>

/* Whether a allows everything that b allows. */
static bool
covers(const struct alternative *a, const struct alternative *b)
{
	for (int i = 0; i < ARGUMENTS; i++)
		if (a->args[i].text && (!b->args[i].text || a->args[i].value != b->args[i].value))
			return false;
	return true;
}

enum relation
relate(const struct rule *rule, const struct alternative *a)
{
	for (size_t i = 0; i < rule->count; i++) {
		const bool narrower = covers(&rule->alternatives[i], a);
		const bool wider = covers(a, &rule->alternatives[i]);

		if (narrower || wider)
			return narrower && wider ? SAME : COVERING;
	}
	return APART;
}
