/* Dropping what decoding skips. */
#ifndef PILLBOX_LIB_BASES_SQUEEZE_H
#define PILLBOX_LIB_BASES_SQUEEZE_H

#include "lib/bases/base.h"

/* Copies n bytes without newlines. Returns how many bytes are left, the newlines being the
 * others. BASE_ENGINE_SPACE bytes after the output may be overwritten. */
typedef size_t base_squeeze(const uint8_t *in, size_t n, uint8_t *out);
base_squeeze base_squeeze_plain, base_squeeze_avx2, base_squeeze_avx512;

/* Copies the n <= BASE_STAGE bytes without all that is neither a symbol nor, if the encoding
 * pads, '='. Sets *newlines to how many newlines there were. */
enum { BASE_STAGE = 4096 };
typedef size_t base_squeeze_garbage(
    enum base, const uint8_t *in, size_t n, uint8_t *out, size_t *newlines);
base_squeeze_garbage base_squeeze_garbage_plain, base_squeeze_garbage_avx2,
    base_squeeze_garbage_avx512;

#endif
