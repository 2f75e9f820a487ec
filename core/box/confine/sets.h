/* The sets of confine: policies/sets, as they were compiled in. */
#ifndef PILLBOX_CORE_BOX_CONFINE_SETS_H
#define PILLBOX_CORE_BOX_CONFINE_SETS_H

/* build/gen/sets.c: name and text, name and text ..., each ended by a NUL, and then one NUL
 * more. Sorted by name. */
extern const char set_texts[];

/* The text of the set of that name; NULL where there is none. */
const char *set_find(const char *name);

/* Steps on: the name after this one, or the first where it is NULL; NULL at the end. */
const char *set_next(const char *name);

/* Whether lists may name it: the sets "default", "no-net" and "strict" are options. */
_Bool set_is_option(const char *name);

#endif
