/* Sealed copies of one process, for calls that kill it: starting the command again for each
 * would take several times as long. The command is stopped as it enters the call that gives
 * up its right to fork, and becomes the template. Each copy of the template makes this call
 * and the rest of the seal itself, and is stopped when its filter is loaded. All functions
 * exit with status 2 if that fails. */
#ifndef PILLBOX_TESTS_COPY_H
#define PILLBOX_TESTS_COPY_H

#include <stdbool.h>

#include "tests/tool/lib/trace.h"

/* The address of the instructions that a copy runs, at the offsets of registers.h: a call, then
 * an invalid instruction, which raises SIGILL. */
extern unsigned long template_code;

/* The contents of the command's standard input. To be set before the template is made;
 * empty by default. */
extern const void *template_input;
extern size_t template_input_size;

/* Starts the command, its standard output that file and its input a pipe of its own. With
 * feeder, the template is the child that it forks. Errors are reported with name. */
void template_make(const char *name, bool feeder, const char *output, char **command);

/* The number of filters when the command began; -1 if it cannot be read. */
long template_filters(void);

void template_end(void);

/* A copy, sealed, and in *regs its registers. */
pid_t copy_make(struct user_regs_struct *regs);

/* A copy that has made all calls of its seal but the last, which loads the filter. */
pid_t copy_make_unfiltered(struct user_regs_struct *regs);

void copy_end(pid_t);

/* Continues the process, and returns the status of its next stop or end. It is killed after ten
 * seconds without either. */
int resume(enum __ptrace_request how, pid_t, long signal);

#endif
