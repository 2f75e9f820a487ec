/* Read-only data that the loader has relocated. */
#ifndef PILLBOX_CORE_BEFORE_RELRO_H
#define PILLBOX_CORE_BEFORE_RELRO_H

#include <stdbool.h>

/* Makes it read-only, as the dynamic loader would: musl's static start-up leaves
 * PT_GNU_RELRO writable. False where the kernel refuses. */
bool relro(void);

#endif
