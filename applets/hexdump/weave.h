/* Weaving: a block's runs, whose text is always equally long, into patterns that
 * take no notice of where a unit ends. */
#ifndef PILLBOX_HEXDUMP_WEAVE_H
#define PILLBOX_HEXDUMP_WEAVE_H

#include "applets/hexdump/arena.h"
#include "applets/hexdump/pattern.h"
#include "applets/hexdump/step.h"

/* The longest text of a block for which this is done. */
enum { WOVEN_MAX = 1024 };

/* NULL where a run's text is not always equally long, where no input is shown, or
 * where the arena is used up. The steps are those for CPU_AVX512. */
const struct woven *weave(const struct run *, size_t count, uint32_t block, struct arena *);

#endif
