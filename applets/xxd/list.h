/* What stands around the bytes of a list. */
#ifndef PILLBOX_APPLETS_XXD_LIST_H
#define PILLBOX_APPLETS_XXD_LIST_H

#include "applets/xxd/shape.h"

struct list_texts {
	const char *first;   /* before the first byte */
	const char *next;    /* before the first byte of each later line */
	const char *between; /* before other bytes */
	const char *prefix;  /* after these, before each byte */
};

struct list_texts list_texts(const struct shape *);

/* Whether its lines are short enough to make lanes of them, not of their bytes. */
static inline bool
list_has_lines(const struct shape *s)
{
	return s->columns && s->columns <= SHAPE_COLUMNS_MAX;
}

#endif
