#include "lib/prove/calls.h"

#include <string.h>

/* ---- where spans begin --------------------------------------------------------- */

/* Small numbers come in order by being marked. */
struct starts {
	bool small[CALLS_SMALL];
	uint32_t *large; /* in order */
	size_t count;    /* of them */
};

static void
add_start(struct starts *starts, uint32_t number)
{
	size_t at = starts->count;

	if (number < CALLS_SMALL) {
		starts->small[number] = true;
		return;
	}
	while (at > 0 && starts->large[at - 1] > number)
		at--;
	if (at > 0 && starts->large[at - 1] == number)
		return;
	memmove(&starts->large[at + 1], &starts->large[at],
	    (starts->count - at) * sizeof(*starts->large));
	starts->large[at] = number;
	starts->count++;
}

/* The numbers from first to last are told apart from the others. */
static void
cut(struct starts *starts, uint32_t first, uint32_t last)
{
	add_start(starts, first);
	if (last != UINT32_MAX)
		add_start(starts, last + 1);
}

static void
add_span(struct calls *calls, uint32_t first)
{
	if (calls->count > 0)
		calls->spans[calls->count - 1].last = first - 1;
	calls->spans[calls->count++] =
	    (struct span){.first = first, .last = UINT32_MAX, .rules = &calls->otherwise};
}

static bool
make_spans(struct calls *calls, const struct prove_arch *arch, const struct sock_filter *program,
    size_t count, const bool *tests, struct arena *arena)
{
	struct starts starts = {.small = {true}};
	size_t most = 1 + 2 * arch->count;

	for (size_t at = 0; at < count; at++)
		most += tests[at] ? 2 : 0;
	starts.large = arena_take_array(arena, most, sizeof(*starts.large));
	calls->spans = arena_take_array(arena, most, sizeof(*calls->spans));
	if (starts.large == NULL || calls->spans == NULL)
		return false;
	for (size_t i = 0; i < arch->count; i++)
		cut(&starts, arch->rules[i].first, arch->rules[i].last);
	for (size_t at = 0; at < count; at++) {
		if (tests[at])
			cut(&starts, program[at].k, program[at].k);
	}
	calls->count = 0;
	for (uint32_t number = 0; number < CALLS_SMALL; number++) {
		if (starts.small[number])
			add_span(calls, number);
		calls->small[number] = (uint16_t)(calls->count - 1);
	}
	for (size_t i = 0; i < starts.count; i++)
		add_span(calls, starts.large[i]);
	return true;
}

size_t
calls_find(const struct calls *calls, uint32_t number)
{
	size_t low = calls->small[CALLS_SMALL - 1], high = calls->count;

	if (number < CALLS_SMALL)
		return calls->small[number];
	while (high - low > 1) {
		size_t middle = low + (high - low) / 2;

		if (calls->spans[middle].first <= number)
			low = middle;
		else
			high = middle;
	}
	return low;
}

/* ---- the rules of each span ------------------------------------------------------- */

/* Puts the rule before those of its spans. Nothing comes after a rule without tests. Neighbours
 * that had the same list have the same one again. */
static bool
prepend(struct calls *calls, const struct prove_rule *rule, struct arena *arena)
{
	size_t i = calls_find(calls, rule->first);
	const struct link *before = NULL;
	struct link *link = NULL;

	for (; i < calls->count && calls->spans[i].first <= rule->last; i++) {
		struct span *span = &calls->spans[i];

		if (link == NULL || (rule->count > 0 && span->rules != before)) {
			before = span->rules;
			link = arena_take_array(arena, 1, sizeof(*link));
			if (link == NULL)
				return false;
			*link = (struct link){rule, rule->count > 0 ? before : NULL};
		}
		span->rules = link;
	}
	return true;
}

/* The rules are taken from the last to the first, so that what a rule hides is dropped. */
bool
calls_build(struct calls *calls, const struct prove_arch *arch, const struct sock_filter *program,
    size_t count, const bool *tests, struct arena *arena)
{
	calls->otherwise = (struct link){NULL, NULL};
	if (!make_spans(calls, arch, program, count, tests, arena))
		return false;
	for (size_t i = arch->count; i > 0; i--) {
		if (!prepend(calls, &arch->rules[i - 1], arena))
			return false;
	}
	return true;
}
