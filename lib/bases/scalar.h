/* The inner loops of the encodings that have no vectors, as base.h says: bit strings in
 * base2.c, and Z85 in z85.c. */
#ifndef PILLBOX_LIB_BASES_SCALAR_H
#define PILLBOX_LIB_BASES_SCALAR_H

#include "lib/bases/base.h"

base_encode_groups base2msbf_encode_groups, base2lsbf_encode_groups, z85_encode_groups;

base_decode_groups base2msbf_decode_groups, base2lsbf_decode_groups, z85_decode_groups;

#endif
