#include "core/table.h"

#include <string.h>

static struct spelling
spelling_of(const struct folder *folder, unsigned name)
{
	const struct applet_name *n = &folder->applet->names[name];

	return (struct spelling){
	    .word = n->name,
	    .folder = folder,
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
	for (const struct folder *f = folders; f < folders + folder_count; f++)
		for (unsigned name = 0; name < f->applet->name_count; name++) {
			*s = spelling_of(f, name);
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

	for (const struct folder *f = folders; f < folders + folder_count; f++)
		for (unsigned name = 0; name < f->applet->name_count; name++) {
			word = f->applet->names[name].name;
			if (strcmp(word, last) <= 0 || (next && strcmp(word, next) > 0))
				continue;
			*s = spelling_of(f, name);
			next = word;
		}
	return next != NULL;
}

bool
table_next(struct spelling *s)
{
	return (s->name && next_alias(s)) || next_name(s);
}
