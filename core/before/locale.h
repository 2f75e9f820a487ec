/* What the environment says of the locale. */
#ifndef PILLBOX_CORE_BEFORE_LOCALE_H
#define PILLBOX_CORE_BEFORE_LOCALE_H

#include <stdbool.h>

/* Whether LC_ALL, LC_CTYPE or LANG, the first that is set and not empty, names a UTF-8
 * codeset. */
bool locale_is_utf8(void);

#endif
