/* Memory of confine: taken piece by piece from one mapping, never given back. */
#ifndef PILLBOX_CORE_BOX_CONFINE_MEMORY_H
#define PILLBOX_CORE_BOX_CONFINE_MEMORY_H

#include <stddef.h>

/* So many bytes, zeros, at an alignment of 16. Where there is no more memory, the run ends
 * with SEAL_FAILED. */
void *memory_take(size_t);

/* The array with room for one more element after its count. It grows by doubling, so it must
 * have come from here. */
void *memory_grow(void *array, size_t count, size_t size);

#endif
