#include "core/box/confine/sets.h"

#include <stddef.h>
#include <string.h>

static const char *
text_of(const char *name)
{
	return name + strlen(name) + 1;
}

const char *
set_next(const char *name)
{
	const char *next = name ? text_of(name) + strlen(text_of(name)) + 1 : set_texts;

	return *next ? next : NULL;
}

const char *
set_find(const char *name)
{
	for (const char *at = NULL; (at = set_next(at));)
		if (strcmp(at, name) == 0)
			return text_of(at);
	return NULL;
}

_Bool
set_is_option(const char *name)
{
	return strcmp(name, "default") == 0 || strcmp(name, "no-net") == 0 ||
	       strcmp(name, "strict") == 0;
}
