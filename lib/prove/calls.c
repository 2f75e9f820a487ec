#include "lib/prove/calls.h"

#include <string.h>

/* ---- where spans begin --------------------------------------------------------- */

struct starts {
	uint32_t *numbers;
	size_t count;
};

/* The numbers from first to last are told apart from the others. */
static void
cut(struct starts *starts, uint32_t first, uint32_t last)
{
	starts->numbers[starts->count++] = first;
	if (last != UINT32_MAX)
		starts->numbers[starts->count++] = last + 1;
}

/* Sorts by one byte of each number; numbers with the same byte stay in order. */
static void
sort_by_byte(const uint32_t *from, uint32_t *to, size_t count, unsigned shift)
{
	size_t places[257] = {0};

	for (size_t i = 0; i < count; i++)
		places[(from[i] >> shift & 0xFF) + 1]++;
	for (size_t byte = 0; byte < 256; byte++)
		places[byte + 1] += places[byte];
	for (size_t i = 0; i < count; i++)
		to[places[from[i] >> shift & 0xFF]++] = from[i];
}

static void
sort(struct starts *starts, uint32_t *spare)
{
	for (unsigned shift = 0; shift < 32; shift += 16) {
		sort_by_byte(starts->numbers, spare, starts->count, shift);
		sort_by_byte(spare, starts->numbers, starts->count, shift + 8);
	}
}

static bool
find_starts(struct starts *starts, const struct prove_arch *arch, const struct sock_filter *program,
    size_t count, const bool *tests, struct arena *arena)
{
	size_t most = 1 + 2 * arch->count;
	uint32_t *spare;

	for (size_t at = 0; at < count; at++)
		most += tests[at] ? 2 : 0;
	starts->numbers = arena_take_array(arena, most, sizeof(*starts->numbers));
	spare = arena_take_array(arena, most, sizeof(*spare));
	if (starts->numbers == NULL || spare == NULL)
		return false;
	starts->count = 0;
	starts->numbers[starts->count++] = 0;
	for (size_t i = 0; i < arch->count; i++)
		cut(starts, arch->rules[i].first, arch->rules[i].last);
	for (size_t at = 0; at < count; at++) {
		if (tests[at])
			cut(starts, program[at].k, program[at].k);
	}
	sort(starts, spare);
	return true;
}

static bool
make_spans(struct calls *calls, const struct starts *starts, struct arena *arena)
{
	calls->spans = arena_take_array(arena, starts->count, sizeof(*calls->spans));
	if (calls->spans == NULL)
		return false;
	calls->count = 0;
	for (size_t i = 0; i < starts->count; i++) {
		uint32_t first = starts->numbers[i];

		if (calls->count > 0 && calls->spans[calls->count - 1].first == first)
			continue;
		if (calls->count > 0)
			calls->spans[calls->count - 1].last = first - 1;
		calls->spans[calls->count++] =
		    (struct span){.first = first, .last = UINT32_MAX, .rules = &calls->otherwise};
	}
	return true;
}

size_t
calls_find(const struct calls *calls, uint32_t number)
{
	size_t low = 0, high = calls->count;

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
	struct starts starts;

	calls->otherwise = (struct link){NULL, NULL};
	if (!find_starts(&starts, arch, program, count, tests, arena) ||
	    !make_spans(calls, &starts, arena))
		return false;
	for (size_t i = arch->count; i > 0; i--) {
		if (!prepend(calls, &arch->rules[i - 1], arena))
			return false;
	}
	return true;
}
