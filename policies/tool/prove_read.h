/* The files that the prover reads. Whatever goes wrong with them ends it with exit status 1 and
 * "FILE: WHAT IS WRONG". */
#ifndef PILLBOX_POLICIES_TOOL_PROVE_READ_H
#define PILLBOX_POLICIES_TOOL_PROVE_READ_H

#include <linux/filter.h>
#include <stddef.h>

/* Reports "SUBJECT: WHAT IS WRONG" and exits with status 1. */
_Noreturn void die(const char *subject, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* The text of a policy. If its first line is an @include, the included file's text stands in
 * the place of that line. To be freed. */
char *read_policy(const char *file);

/* Reads a program into code, which has room for BPF_MAXINSNS instructions. Returns how many
 * there are. The file has lines that begin with '#', and instructions as
 * "%4zu: 0x%04x %3u %3u 0x%08x  free text": index, code, jt, jf, k. */
size_t read_program(const char *file, struct sock_filter *code);

#endif
