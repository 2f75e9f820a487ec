/* Allocated arrays. The compiler is short-lived: nothing is freed, and a lack of memory
 * ends it, so neither function returns NULL. */
#ifndef PILLBOX_POLICIES_TOOL_ARRAY_H
#define PILLBOX_POLICIES_TOOL_ARRAY_H

#include <stddef.h>

/* The array with room for one more element after its count; size is that of an element. */
void *array_grow(void *array, size_t count, size_t size);

/* A copy of the array, with room for one more element. */
void *array_copy(const void *array, size_t count, size_t size);

#endif
