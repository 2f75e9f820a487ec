/* Weaving: a block's runs, if their text is always equally long, become patterns that
 * ignore where units end. */
#ifndef PILLBOX_LIB_DUMP_PROGRAM_WEAVE_H
#define PILLBOX_LIB_DUMP_PROGRAM_WEAVE_H

#include "lib/dump/format/arena.h"
#include "lib/dump/program/pattern.h"
#include "lib/dump/program/step.h"

/* The longest text of a block for which this is done. */
enum { WOVEN_MAX = 1024 };

/* NULL if the length of a run's text varies, no input is shown, or the arena is full. The
 * steps are those for CPU_AVX512. */
const struct woven *weave(const struct run *, size_t count, uint32_t block, struct arena *);

#endif
