/* Offsets as operands, as od had them before it had options for them. */
#ifndef PILLBOX_APPLETS_OD_OFFSET_H
#define PILLBOX_APPLETS_OD_OFFSET_H

#include <stdint.h>

enum old_offset { OLD_OFFSET_NONE, OLD_OFFSET_GOOD, OLD_OFFSET_LARGE };

/* Reads [+]OFFSET[.][b]: octal, hexadecimal after 0x, or decimal before a point; b are blocks of
 * 512 bytes, B of 1024. LARGE: it does not fit (GNU od 9.8 refuses it). */
enum old_offset old_offset_parse(const char *text, uint64_t *offset);

#endif
