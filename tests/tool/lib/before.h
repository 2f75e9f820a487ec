/* What a traced process has of before the seal: its environment, and code. There is one such
 * process. */
#ifndef PILLBOX_TESTS_BEFORE_H
#define PILLBOX_TESTS_BEFORE_H

#include <stdbool.h>
#include <sys/types.h>

/* Finds the environment of a process at its first instruction, by its stack pointer. */
void environment_find(pid_t, unsigned long stack);

/* The number of its strings. */
unsigned long environment_count(void);

/* Whether every byte of the strings is 0. */
bool environment_is_wiped(pid_t);

/* Makes the pointers to the strings invalid: code that looks at them crashes. */
void environment_spoil(pid_t);

/* The code of before the seal: core/layout.ld keeps it on pages of its own. */
extern struct before_code {
	unsigned long begin, end;
} before_code;

/* Finds it in the file. Until before_code_move(), with the process at that first instruction,
 * these are addresses in the file. */
void before_code_find(const char *file);
void before_code_move(unsigned long instruction);

/* By open(2): an outer filter, which stands before the tracer too, may know openat(2). */
int old_open(const char *file, int flags);

#endif
