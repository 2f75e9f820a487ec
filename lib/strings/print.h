/* What is printed of a string, by all engines of lib/strings. */
#ifndef PILLBOX_LIB_STRINGS_PRINT_H
#define PILLBOX_LIB_STRINGS_PRINT_H

#include "lib/strings/strings.h"

/* What precedes the string that begins at that offset. */
void strings_print_start(struct strings *, uint64_t offset);

/* Characters of that scanner; n bytes, none of them cut. */
void strings_print_characters(
    struct strings *, const struct strings_scanner *, const uint8_t *bytes, size_t n);

/* What follows a string. */
void strings_print_end(struct strings *);

#endif
