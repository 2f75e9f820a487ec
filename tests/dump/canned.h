/* The canned formats, compiled for each level that there is to test. */
#ifndef PILLBOX_TESTS_DUMP_CANNED_H
#define PILLBOX_TESTS_DUMP_CANNED_H

#include "lib/dump/canned/canned.h"
#include "tests/dump/sink.h"
#include "tests/engine.h"

static struct canned canned[LEVELS][CANNED_KINDS];
static unsigned levels; /* how many there are to test */

static inline void
init_canned(void)
{
	levels = find_levels();
	for (unsigned level = 0; level < levels; level++)
		for (int k = 0; k < CANNED_KINDS; k++)
			canned_init(&canned[level][k], (enum canned_kind)k, (enum cpu_level)level);
}

#endif
