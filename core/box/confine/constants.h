/* Constants that lists and policies may name, with the kernel's values on x86. */
#ifndef PILLBOX_CORE_BOX_CONFINE_CONSTANTS_H
#define PILLBOX_CORE_BOX_CONFINE_CONSTANTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Sets *value to that of the constant; false where the name is unknown. A negative value is
 * sign-extended, as the kernel finds it in a register. */
bool constant_find(const char *name, size_t length, uint64_t *value);

/* The errno of that name, "EPERM"; 0 where there is none. */
int errno_find(const char *name, size_t length);

/* The name of an errno; NULL where it has none. */
const char *errno_name(int error);

#endif
