/* Why the prover refuses something: one line, without "\n". */
#ifndef PILLBOX_POLICIES_TOOL_PROVE_REASON_H
#define PILLBOX_POLICIES_TOOL_PROVE_REASON_H

#include <limits.h>
#include <stdbool.h>

struct reason {
	char text[PATH_MAX + 256];
};

/* Writes the reason, and returns false, to be returned. */
bool refuse(struct reason *, const char *format, ...) __attribute__((format(printf, 2, 3)));

#endif
