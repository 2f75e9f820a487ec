/* Numbers of bytes as util-linux's tools read them from options. */
#ifndef PILLBOX_LIB_NUMBER_SIZE_H
#define PILLBOX_LIB_NUMBER_SIZE_H

#include <stdint.h>

/* Reads text: blanks, a plus sign, a number with C's prefixes for octal and
 * hexadecimal, a fraction (12.5K; only before a suffix), and a suffix: K or KiB
 * for 1024, KB for 1000, and so on by powers with M G T P E Z Y, capital or
 * not; also b for 512. What is less than a byte is dropped.
 *
 * Returns 0 and sets *size; EINVAL where the text is no such number; ERANGE
 * where the number does not fit into 64 bits. */
int size_parse(const char *text, uint64_t *size);

#endif
