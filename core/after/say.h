/* Diagnostics of a sealed run, as the core sees them. */
#ifndef PILLBOX_CORE_AFTER_SAY_H
#define PILLBOX_CORE_AFTER_SAY_H

#include <stdarg.h>
#include <stdbool.h>

/* Keeps what every diagnostic begins with: the program's name, a pointer that stays
 * good. Called before the seal. */
void say_setup(const char *program);

/* As say(), but without flushing the output first: for output's own errors. */
void say_alone(const char *format, ...);

/* Counts as said: called before the seal where a diagnostic could not be written. */
void said_setup(void);

/* Whether anything was said since the seal, or lost before it. */
bool said(void);

#endif
