/* Where storage lies that is large, or that only some runs touch: behind the
 * small variables, which so share the one page that every start has to touch
 * (core/layout.ld). Storage that is never touched costs nothing. */
#ifndef PILLBOX_LIB_LARGE_H
#define PILLBOX_LIB_LARGE_H

#define LARGE __attribute__((section(".bss..large")))

/* The one buffer that begins in what the small variables leave of their page: that
 * of the output, which is most often short, and then touches no other page. */
#define LARGE_FIRST __attribute__((section(".bss..first")))

#endif
