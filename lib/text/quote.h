/* Names and arguments as GNU prints them in diagnostics (gnulib's quotearg:
 * shell-escape and locale styles), so that a shell reads the name back and no
 * control byte reaches a terminal. */
#ifndef PILLBOX_LIB_TEXT_QUOTE_H
#define PILLBOX_LIB_TEXT_QUOTE_H

#include "lib/text/text.h"

/* A file's name: as it is where a shell would read it so, else quoted:
 * 'a b', "it's", 'x'$'\n''y', ''. With t->utf8, printable UTF-8 characters
 * stand as they are; without, every byte above 127 is an octal escape. */
void quote_name(struct text *, const char *name);

/* The same, but quoted also where it need not be. */
void quote_always(struct text *, const char *name);

/* An option's argument in ASCII quotes: '1k', 'a\'b', '\033'. */
void quote_arg(struct text *, const char *arg);

/* Without quotes, and only unprintable bytes escaped, as \033. */
void quote_plain(struct text *, const char *arg);

#endif
