/* The policy compiler's messages, on standard error. */
#ifndef PILLBOX_POLICIES_TOOL_REPORT_H
#define PILLBOX_POLICIES_TOOL_REPORT_H

/* Reports "compile: WHAT" and exits with status 1: for what no line of a policy causes. */
_Noreturn void die(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* Reports "PATH:LINE: WHAT IS WRONG; WHAT TO WRITE INSTEAD". */
void wrong(const char *path, unsigned line, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* How many times wrong() was called. */
unsigned wrong_count(void);

#endif
