/* The first half of assemble(). */
#ifndef PILLBOX_LIB_BPF_RUNS_H
#define PILLBOX_LIB_BPF_RUNS_H

#include "lib/bpf/assemble.h"

/* Finds the runs and answers of an architecture, and sets is_full where there are too many. */
void runs_find(struct assembly *, const struct prove_arch *);

#endif
