/* The end of a sealed process. */
#ifndef PILLBOX_CORE_AFTER_EXIT_H
#define PILLBOX_CORE_AFTER_EXIT_H

/* Makes the exit system call. Flushes nothing. */
_Noreturn void end_with(int status);

#endif
