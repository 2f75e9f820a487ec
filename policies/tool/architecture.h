/* The machine that policies are compiled for: it decides the numbers of system calls and
 * the values of some constants. The compiler may run on another one. */
#ifndef PILLBOX_POLICIES_TOOL_ARCHITECTURE_H
#define PILLBOX_POLICIES_TOOL_ARCHITECTURE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct constant {
	const char *name;
	uint64_t value; /* as the kernel finds it in a 64-bit register */
};

/* Only little-endian machines. */
struct architecture {
	const char *name;
	uint32_t token;                   /* AUDIT_ARCH_..., which is libseccomp's token too */
	const struct constant *constants; /* those that only it has; the last has a NULL name */
};

/* That of the name, as `uname -m` prints it; ends the compiler if there is none. */
const struct architecture *architecture_find(const char *name);

/* Sets *value to that of the named constant; false if there is no such constant. */
bool constant_value(const struct architecture *, const char *name, size_t length, uint64_t *value);

#endif
