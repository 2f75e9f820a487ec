#include "core/table.h"

#include <string.h>

static struct spelling
spelling_of(size_t i, unsigned name)
{
	const struct applet_name *n = &applets[i]->names[name];

	return (struct spelling){
	    .word = n->name,
	    .applet = applets[i],
	    .folder = &folders[i],
	    .name = n,
	    .called = {.name = name},
	};
}

/* From a name to its first alias, or from an alias to the next. */
static bool
next_alias(struct spelling *s)
{
	const char *const *aliases = s->name->aliases;

	if (!aliases || !aliases[s->called.alias])
		return false;
	s->word = aliases[s->called.alias++];
	return true;
}

bool
table_find(const char *word, struct spelling *s)
{
	for (size_t i = 0; i < applet_count; i++)
		for (unsigned name = 0; name < applets[i]->name_count; name++) {
			*s = spelling_of(i, name);
			do
				if (strcmp(s->word, word) == 0)
					return true;
			while (next_alias(s));
		}
	return false;
}

/* From any spelling to the next name, or to the first one. */
static bool
next_name(struct spelling *s)
{
	const char *last = s->name ? s->name->name : "", *next = NULL, *word;

	for (size_t i = 0; i < applet_count; i++)
		for (unsigned name = 0; name < applets[i]->name_count; name++) {
			word = applets[i]->names[name].name;
			if (strcmp(word, last) <= 0 || (next && strcmp(word, next) > 0))
				continue;
			*s = spelling_of(i, name);
			next = word;
		}
	return next != NULL;
}

bool
table_next(struct spelling *s)
{
	return (s->name && next_alias(s)) || next_name(s);
}
