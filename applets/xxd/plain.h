/* The lines of xxd -p without other columns: 30 bytes, as 60 digits. Any other lists are made
 * by lanes (quick.h), and those of plain C byte by byte (list.c). */
#ifndef PILLBOX_APPLETS_XXD_PLAIN_H
#define PILLBOX_APPLETS_XXD_PLAIN_H

#include <stddef.h>
#include <stdint.h>

enum {
	PLAIN_BYTES = 30,
	PLAIN_LINE = 1 + 2 * PLAIN_BYTES, /* the newline of the line before, and the digits */
	PLAIN_ROOM = 4,                   /* that may be overwritten after the text */
};

/* Prints whole lines of the bytes at p, with those of the 16 digits. 2 more bytes can be read.
 * Returns the end of the text. */
typedef uint8_t *plain_lines(const uint8_t *p, size_t lines, const char *digits, uint8_t *out);
plain_lines plain_lines_avx2, plain_lines_avx512;

#endif
