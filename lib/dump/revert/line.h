/* The lines of a dump, read back: those of -C, of -X, of the default format, of xxd
 * and of od -A x -t x1, alone and many at a time. */
#ifndef PILLBOX_LIB_DUMP_REVERT_LINE_H
#define PILLBOX_LIB_DUMP_REVERT_LINE_H

#include <stddef.h>
#include <stdint.h>

#include "lib/ascii.h"

enum {
	LINE_BYTES = 256, /* the most in a line: xxd -c 256 */
	RUN_BYTES = 16,   /* of each line of a run */
};

enum line_kind {
	LINE_BLANK,     /* nothing but blanks */
	LINE_STAR,      /* "*" */
	LINE_END,       /* an offset alone */
	LINE_DEFAULT,   /* 0000000 6568 6c6c: words as this machine has them */
	LINE_CANONICAL, /* 00000000  68 65 6c 6c  |hell|, or as -X and od have single bytes */
	LINE_XXD,       /* 00000000: 6865 6c6c  hell */
	LINE_UNREADABLE
};

struct line {
	enum line_kind kind;
	uint64_t offset;
	size_t count; /* of bytes, 1 to LINE_BYTES; 0 where the kind has none */
	uint8_t bytes[LINE_BYTES];
	const char *error; /* why it is LINE_UNREADABLE, else NULL */
};

/* Reads p[0..n), a line without its newline. Digits of either case; blanks and a
 * carriage return at its end are nothing. An offset has 16 digits at most; before a
 * colon at least one, else six. The characters at the right of -C and xxd may be
 * missing or differ: bytes are edited, and these are not. But where xxd's show that
 * the digits are bits (-b) or that groups are little-endian (-e) the line is
 * unreadable, since its bytes would be wrong ones. */
void line_read(struct line *, const uint8_t *p, size_t n);

/* The same for lines of xxd -b alone. */
void line_read_bits(struct line *, const uint8_t *p, size_t n);

/* Reads a run of whole lines of a kind at p[0..n): full ones, of 16 bytes, with consecutive
 * offsets from the one given, exactly as the tools write them; at most max. Writes their
 * bytes to out, where max * RUN_BYTES are free, sets *len to the length of the lines, and
 * returns how many they are. It may miss some: line_read() decides. */
size_t line_run(enum line_kind kind, uint64_t offset, const uint8_t *p, size_t n, size_t max,
    uint8_t *out, size_t *len);

/* How xxd shows a byte at the right. */
static inline uint8_t
line_shown(uint8_t c)
{
	return ascii_is_printable((char)c) ? c : '.';
}

#endif
