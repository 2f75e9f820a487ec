/* What confine prints and writes instead of starting anything. */
#ifndef PILLBOX_CORE_BOX_CONFINE_SHOW_H
#define PILLBOX_CORE_BOX_CONFINE_SHOW_H

#include "core/box/confine/filter.h"
#include "core/box/confine/rules.h"

/* The rules, one a line, then what they say of all else. */
void show_rules(const struct rules *, enum entry);

void show_program(const struct compiled *, _Bool with_names);

void show_sets(void);

void show_calls(void);

/* Writes the program: its bytes, or C where the file's name ends in ".c". */
void dump(const struct compiled *, const char *path);

#endif
