/* The output of a sealed run, as the core sees it. */
#ifndef PILLBOX_CORE_AFTER_OUT_H
#define PILLBOX_CORE_AFTER_OUT_H

#include <stdbool.h>

/* Whether a broken pipe ends the run silently, with 0. Called before the seal. */
void out_setup(bool epipe_is_end);

/* exit(2), raw. */
_Noreturn void end_with(int status);

#endif
