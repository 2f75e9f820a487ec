/* glibc's wording of errno values, which musl's differs from. */
#ifndef PILLBOX_LIB_TEXT_ERRNO_TEXT_H
#define PILLBOX_LIB_TEXT_ERRNO_TEXT_H

/* The text for an errno of this architecture; NULL where there is none. */
const char *errno_text(int error);

#endif
