/* Columns of a Unicode character on a terminal, with glibc's rules; width_table.h
 * says of which version of Unicode, and lib/utf8/width.py makes it. */
#ifndef PILLBOX_LIB_UTF8_WIDTH_H
#define PILLBOX_LIB_UTF8_WIDTH_H

#include <stdint.h>

/* 0, 1 or 2; -1 for what is not printable: controls, unassigned code points,
 * surrogates, line and paragraph separators, and anything past U+10FFFF. */
int char_width(uint32_t c);

#endif
