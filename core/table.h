/* The applets that there are: tools/table writes build/gen/table.c from the folders in
 * applets/, each of which is one program with one name or several. */
#ifndef PILLBOX_CORE_TABLE_H
#define PILLBOX_CORE_TABLE_H

#include <stdbool.h>
#include <stddef.h>

#include "core/applet.h"

/* applets/FOLDER/ */
struct folder {
	const struct applet *applet;
	const struct policy *policy; /* FOLDER.policy: of all runs, unless survey() chooses */
	bool one_operand;            /* a second operand is a usage error: FOLDER/one-operand */
};

extern const struct folder folders[];
extern const size_t folder_count;

/* One way to call an applet. */
struct spelling {
	const char *word; /* the name or one of its aliases */
	const struct folder *folder;
	const struct applet_name *name;
	struct called called; /* the same, as the applet is told */
};

/* The spelling that is this word. False where there is none. */
bool table_find(const char *word, struct spelling *);

/* Steps on to the next spelling: the names in alphabetical order, each followed by its
 * aliases. Begins with one that is all zero; false at the end. */
bool table_next(struct spelling *);

#endif
