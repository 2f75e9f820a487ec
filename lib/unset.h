/* UNSET: a variable that does not begin as zeros, as all others do by the compiler's
 * option (-ftrivial-auto-var-init): its function sets what it reads, and would take more
 * than 3 % more instructions for the zeros (bench/instructions.py). */
#ifndef PILLBOX_LIB_UNSET_H
#define PILLBOX_LIB_UNSET_H

#define UNSET __attribute__((uninitialized))

#endif
