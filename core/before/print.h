/* Standard output of what is no filter: --help and the like. */
#ifndef PILLBOX_CORE_BEFORE_PRINT_H
#define PILLBOX_CORE_BEFORE_PRINT_H

#include "lib/text/text.h"

/* Appends text in the format of diagnostics. */
void print(const char *format, ...);

/* Standard output, for what appends to a text. */
struct text *print_text(void);

/* Writes all of it. A write error is reported and ends the run with status 1. */
void print_end(void);

#endif
