/* The format language of all diagnostics. */
#ifndef PILLBOX_LIB_TEXT_FORMAT_H
#define PILLBOX_LIB_TEXT_FORMAT_H

#include <stdarg.h>

#include "lib/text/text.h"

/* Appends format, in which %s %f %q %o %a %u %m %c stand for what core/applet.h says, and
 * %% for a %. */
void text_format(struct text *, const char *format, va_list);

#endif
