/* Weaving: a block's runs, whose text is always equally long, into patterns that
 * take no notice of where a unit ends. */
#ifndef PILLBOX_LIB_DUMP_PROGRAM_WEAVE_H
#define PILLBOX_LIB_DUMP_PROGRAM_WEAVE_H

#include "lib/dump/format/arena.h"
#include "lib/dump/program/pattern.h"
#include "lib/dump/program/step.h"

/* The longest text of a block for which this is done. */
enum { WOVEN_MAX = 1024 };

/* NULL where a run's text is not always equally long, where no input is shown, or
 * where the arena is used up. The steps are those for CPU_AVX512. */
const struct woven *weave(const struct run *, size_t count, uint32_t block, struct arena *);

#endif
