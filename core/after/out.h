/* The end of a sealed process. */
#ifndef PILLBOX_CORE_AFTER_OUT_H
#define PILLBOX_CORE_AFTER_OUT_H

/* Makes the exit system call. Flushes nothing. */
_Noreturn void end_with(int status);

#endif
