#include "core/table.h"

#include <string.h>

const struct applet *
table_find(const char *name)
{
	for (size_t i = 0; i < applet_count; i++) {
		const struct applet *a = applets[i];
		if (strcmp(a->name, name) == 0 || (a->alias && strcmp(a->alias, name) == 0))
			return a;
	}
	return NULL;
}
