/* Storage that is large, or that only some runs touch, comes after the small variables, so
 * that those share the one page that every start has to touch (core/layout.ld). Storage
 * that is never touched costs nothing. */
#ifndef PILLBOX_LIB_LARGE_H
#define PILLBOX_LIB_LARGE_H

#define LARGE __attribute__((section(".bss..large")))

/* The output buffer begins in the rest of the small variables' page: output is most often
 * short, and then touches no other page. */
#define LARGE_FIRST __attribute__((section(".bss..first")))

#endif
