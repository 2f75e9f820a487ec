#include "policies/tool/unite.h"

#include "policies/tool/array.h"
#include "policies/tool/report.h"

/* Adds the alternatives of the feed's rule that are not there yet. Nothing may become wider
 * unseen: of two alternatives, neither may cover the other. */
static void
unite_rule(struct rule *rule, const struct rule *feed)
{
	enum relation relation = SAME;

	if (!rule->count != !feed->count) {
		wrong(rule->path, rule->line,
		    "'%s' is 1 here or in %s:%u, but not in both; write the same in both",
		    rule->name, feed->path, feed->line);
		return;
	}
	rule->alternatives =
	    array_copy(rule->alternatives, rule->count, sizeof(*rule->alternatives));
	for (size_t i = 0; i < feed->count && relation != COVERING; i++) {
		relation = relate(rule, &feed->alternatives[i]);
		if (relation != APART)
			continue;
		rule->alternatives =
		    array_grow(rule->alternatives, rule->count, sizeof(*rule->alternatives));
		rule->alternatives[rule->count++] = feed->alternatives[i];
	}
	if (relation == COVERING)
		wrong(rule->path, rule->line,
		    "'%s' covers a part of %s:%u, or the reverse; write the same in both",
		    rule->name, feed->path, feed->line);
}

static struct rule *
find_rule(const struct source *s, int number)
{
	for (size_t i = 0; i < s->count; i++)
		if (s->rules[i].number == number)
			return &s->rules[i];
	return NULL;
}

struct source
unite(const struct source *policy, const struct source *feed)
{
	struct source s = *policy;

	s.rules = array_copy(policy->rules, policy->count, sizeof(*s.rules));
	for (size_t i = 0; i < feed->count; i++) {
		struct rule *rule = find_rule(&s, feed->rules[i].number);

		if (rule) {
			unite_rule(rule, &feed->rules[i]);
			continue;
		}
		s.rules = array_grow(s.rules, s.count, sizeof(*s.rules));
		s.rules[s.count++] = feed->rules[i];
	}
	return s;
}
