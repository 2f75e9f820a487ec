/* The lines of xxd -b without other options: six bytes, 64 columns after the offset. Any other
 * lines of bits are made by lanes (quick.h), and those of plain C byte by byte (shape.h). */
#ifndef PILLBOX_APPLETS_XXD_BITS_H
#define PILLBOX_APPLETS_XXD_BITS_H

#include <stddef.h>
#include <stdint.h>

enum {
	BITS_BYTES = 6,
	BITS_BODY = 64,                 /* what follows the offset */
	BITS_LINE_MAX = 16 + BITS_BODY, /* the longest offset has 16 digits */
	BITS_ROOM = 64,                 /* that may be overwritten after the text */
};

/* Prints whole lines of the bytes at p, the first at `offset`; that of the last has 64 bits.
 * 16 more bytes can be read. Returns the end of the text. */
typedef uint8_t *bits_lines(const uint8_t *p, size_t lines, uint64_t offset, uint8_t *out);
bits_lines bits_lines_avx2, bits_lines_avx512;

#endif
