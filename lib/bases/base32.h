/* The inner loops of base32 and base32hex, as base.h says. */
#ifndef PILLBOX_LIB_BASES_BASE32_H
#define PILLBOX_LIB_BASES_BASE32_H

#include "lib/bases/base.h"

base_encode_groups base32_encode_groups_plain, base32_encode_groups_avx2,
    base32_encode_groups_avx512, base32hex_encode_groups_plain, base32hex_encode_groups_avx2,
    base32hex_encode_groups_avx512;

/* Plain C encodes slices, and cuts them into lines. */
base_encode_lines base32_encode_lines_avx2, base32_encode_lines_avx512, base32hex_encode_lines_avx2,
    base32hex_encode_lines_avx512;

base_decode_groups base32_decode_groups_plain, base32_decode_groups_avx2,
    base32_decode_groups_avx512, base32hex_decode_groups_plain, base32hex_decode_groups_avx2,
    base32hex_decode_groups_avx512;

#endif
