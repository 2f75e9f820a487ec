#include "core/box/confine/list.h"

#include <string.h>

#include "core/applet.h"
#include "core/box/confine/constants.h"
#include "core/box/confine/memory.h"
#include "core/box/confine/sets.h"

/* The lines of a list, in the order in which they decide: a result of its own that a call or a
 * set was given, then what is plainly denied or allowed, then what sets refuse by an errno. */
struct lines {
	const struct list *list;
	struct policy_written own, plain, refused;
};

static const char *
copy(const char *from, size_t length)
{
	char *to = memory_take(length + 1);

	memcpy(to, from, length);
	return to;
}

struct policy_written
set_find(const char *name)
{
	struct set s = {.name = NULL};

	while (set_next(&s))
		if (strcmp(s.name, name) == 0)
			return set_policy(&s);
	fail_usage("@%o: no such set; --list-sets prints all", name);
}

/* The result, if there is one, is that of what the set denies. */
static void
add_set(struct lines *l, const char *name, const uint32_t *result)
{
	struct policy_written set;

	if (set_is_option(name))
		fail_usage("@%s is no set for a list; it is what %s%s does", name,
		    *name == 'd' ? "no option" : "--", *name == 'd' ? "" : name);
	set = set_find(name);
	if (policy_is_deny_list(&set) == l->list->is_allow)
		fail_usage("@%s is a list of what to %s; give it to --%s", name,
		    l->list->is_allow ? "deny" : "allow", l->list->is_allow ? "deny" : "allow");
	if (result && l->list->is_allow)
		fail_usage("@%s is a list of what to allow, which has no errno", name);
	for (size_t i = 0; i < set.count; i++) {
		const bool plain =
		    set.lines[i].result == (l->list->is_allow ? RESULT_ALLOW : RESULT_DENY);

		if (plain && result)
			set.lines[i].result = *result;
		policy_add(!plain ? &l->refused : result ? &l->own : &l->plain, &set.lines[i]);
	}
}

static uint32_t
parse_number(const char *word)
{
	uint32_t number = 0;

	for (const char *p = word; *p; p++)
		if (*p < '0' || *p > '9' || __builtin_mul_overflow(number, 10, &number) ||
		    __builtin_add_overflow(number, (uint32_t)(*p - '0'), &number) ||
		    number >= 0x40000000)
			fail_usage("%q is no number of a system call", word);
	return number;
}

void
list_find_numbers(struct policy_written *p, enum entry entry)
{
	for (size_t i = 0; i < p->count; i++)
		if (p->lines[i].call == CALL_NONE)
			p->lines[i].call = call_of_number(entry, p->lines[i].number);
}

static uint32_t
parse_errno(const char *name)
{
	const int error = errno_find(name, strlen(name));

	if (!error)
		fail_usage("%q is no errno; write NAME:EPERM, NAME:ENOSYS ...", name);
	return result_errno(error);
}

static size_t
name_length(const char *word)
{
	size_t n = 0;

	while (word[n] && word[n] != ':' && word[n] != ',')
		n++;
	return n;
}

/* Adds the word that the text has here, and returns how long it is. */
static size_t
add_word(struct lines *l, const char *word, const char *text)
{
	const size_t named = name_length(word);
	const char *colon = word[named] == ':' ? word + named : NULL;
	const size_t length = colon ? named + strcspn(colon, ",") : named;
	struct line line = {.call = call_find(word, named),
	    .result = l->list->is_allow ? RESULT_ALLOW : RESULT_DENY};

	if (colon)
		line.result = parse_errno(copy(colon + 1, length - named - 1));
	if (line.call != CALL_NONE) {
		line.file = call_name(line.call);
	} else {
		line.file = copy(word, named);
		if (*line.file == '@') {
			add_set(l, line.file + 1, colon ? &line.result : NULL);
			return length;
		}
		if (!named)
			fail_usage("%q has an empty name; write NAME,NAME...", text);
		if (*line.file < '0' || *line.file > '9')
			fail_usage("%q is no system call that is known here; --list-calls prints "
			           "all, and a number may be given",
			    line.file);
		line.number = parse_number(line.file);
	}
	policy_add(colon ? &l->own : &l->plain, &line);
	return length;
}

static void
append(struct policy_written *to, const struct policy_written *from)
{
	if (!to->count) {
		to->lines = from->lines;
		to->count = from->count;
		return;
	}
	for (size_t i = 0; i < from->count; i++)
		policy_add(to, &from->lines[i]);
}

struct policy_written
list_parse(const struct list *list)
{
	struct lines l = {.list = list};
	struct policy_written all = {
	    .otherwise = list->is_allow ? RESULT_DENY : RESULT_ALLOW, .has_siblings = true};

	for (size_t i = 0; i < list->count; i++)
		for (const char *at = list->texts[i]; at;) {
			const size_t length = add_word(&l, at, list->texts[i]);

			at = at[length] ? at + length + 1 : NULL;
		}
	append(&all, &l.own);
	append(&all, &l.plain);
	append(&all, &l.refused);
	return all;
}
