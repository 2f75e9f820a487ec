/* The inner loops of base16, as base.h says. */
#ifndef PILLBOX_LIB_BASES_BASE16_H
#define PILLBOX_LIB_BASES_BASE16_H

#include "lib/bases/base.h"

base_encode_groups base16_encode_groups_plain, base16_encode_groups_avx2,
    base16_encode_groups_avx512;

/* Plain C encodes slices, and cuts them into lines. */
base_encode_lines base16_encode_lines_avx2, base16_encode_lines_avx512;

base_decode_groups base16_decode_groups_plain, base16_decode_groups_avx2,
    base16_decode_groups_avx512;

#endif
