/* What core/before/pipe.c and a sealed copy agree on. */
#ifndef PILLBOX_CORE_AFTER_COPY_H
#define PILLBOX_CORE_AFTER_COPY_H

/* The least size of a regular input that is worth splicing: the smallest that one read
 * and one write do not copy. */
enum { COPY_LARGE = (64 << 10) + 1 };

#endif
