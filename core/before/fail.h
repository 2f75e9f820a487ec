/* Diagnostics before the seal, besides those that an applet calls: core/applet.h. */
#ifndef PILLBOX_CORE_BEFORE_FAIL_H
#define PILLBOX_CORE_BEFORE_FAIL_H

/* Writes the diagnostic and exits with that status. */
_Noreturn void fail_with(int status, const char *format, ...);

#endif
