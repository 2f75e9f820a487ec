#include "core/box/confine/sets.h"

#include <string.h>

static const char *
string_after(const char *string)
{
	return string + strlen(string) + 1;
}

bool
set_next(struct set *s)
{
	if (!s->name) {
		*s = (struct set){.name = set_names, .lines = set_lines, .tests = set_tests};
	} else {
		s->name = string_after(s->about);
		do
			s->tests += s->lines++->count;
		while (s->lines->call != CALL_NONE);
	}
	s->about = string_after(s->name);
	return *s->name;
}

struct policy_written
set_policy(const struct set *s)
{
	struct policy_written p = {.otherwise = s->lines->result};
	const struct prove_test *tests = s->tests;

	for (const struct set_line *l = s->lines + 1; l->call != CALL_NONE; l++) {
		const struct line line = {.call = l->call,
		    .result = l->result,
		    .file = s->name,
		    .tests = tests,
		    .count = l->count};

		policy_add(&p, &line);
		tests += l->count;
	}
	return p;
}

bool
set_is_option(const char *name)
{
	return strcmp(name, "default") == 0 || strcmp(name, "no-net") == 0 ||
	       strcmp(name, "strict") == 0;
}
