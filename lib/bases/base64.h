/* The inner loops of base64 and base64url, as base.h says: plain C in base64_encode.c and
 * base64_decode.c, and vectors. */
#ifndef PILLBOX_LIB_BASES_BASE64_H
#define PILLBOX_LIB_BASES_BASE64_H

#include "lib/bases/base.h"

/* The bytes of a line of LINE_CHARACTERS. */
enum { LINE_BYTES = 57 };

base_encode_groups base64_encode_groups_plain, base64_encode_groups_avx2,
    base64_encode_groups_avx512, base64url_encode_groups_plain, base64url_encode_groups_avx2,
    base64url_encode_groups_avx512;

/* Plain C encodes slices, and cuts them into lines. */
base_encode_lines base64_encode_lines_avx2, base64_encode_lines_avx512, base64url_encode_lines_avx2,
    base64url_encode_lines_avx512;

base_decode_groups base64_decode_groups_plain, base64_decode_groups_avx2,
    base64_decode_groups_avx512, base64url_decode_groups_plain, base64url_decode_groups_avx2,
    base64url_decode_groups_avx512;

/* Plain C decodes run by run. */
base_decode_lines base64_decode_lines_avx2, base64_decode_lines_avx512, base64url_decode_lines_avx2,
    base64url_decode_lines_avx512;

base_decode_mixed base64_decode_mixed, base64url_decode_mixed;

#endif
