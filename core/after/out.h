/* The output of a sealed run, as the core sees it. */
#ifndef PILLBOX_CORE_AFTER_OUT_H
#define PILLBOX_CORE_AFTER_OUT_H

/* exit(2), raw. */
_Noreturn void end_with(int status);

#endif
