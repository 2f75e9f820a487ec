/* Makes lanes of what was parsed. */
#ifndef PILLBOX_LIB_DUMP_PROGRAM_LANES_MAKE_H
#define PILLBOX_LIB_DUMP_PROGRAM_LANES_MAKE_H

#include "lib/arena.h"
#include "lib/cpu/cpu.h"
#include "lib/dump/format/format.h"
#include "lib/dump/program/lanes.h"

/* Lanes of a block as these formats print it, one after the other, each from the block's
 * begin. NULL if a column is of no kind that lanes have, or the arena is full. */
const struct lanes *lanes_make(
    const struct units *, uint32_t block, enum cpu_level level, struct arena *);

#endif
