/* Which inner loop encodes or decodes, by encoding and level. */
#ifndef PILLBOX_LIB_BASES_ENGINES_H
#define PILLBOX_LIB_BASES_ENGINES_H

#include "lib/bases/base.h"
#include "lib/cpu/cpu.h"

base_encode_groups *base_pick_encode_groups(enum base, enum cpu_level);
base_decode_groups *base_pick_decode_groups(enum base, enum cpu_level);

/* NULL where there is none. */
base_encode_lines *base_pick_encode_lines(enum base, enum cpu_level);
base_decode_lines *base_pick_decode_lines(enum base, enum cpu_level);
base_decode_mixed *base_pick_decode_mixed(enum base);

#endif
