/* Lanes: text of fixed columns, made many at a time. Each lane is one column of the output:
 * a constant, some bits of the input as a digit, a byte of the input if it is printable, or
 * a digit of the address.
 *
 * Lanes are packed into pieces, each of which fits a vector. The executors take the same
 * form; it depends on the level only in how long a piece is, and how far apart the bytes
 * that its lanes show may be. */
#ifndef PILLBOX_LIB_DUMP_PROGRAM_LANES_H
#define PILLBOX_LIB_DUMP_PROGRAM_LANES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/dump/number/lanes.h"
#include "lib/sink.h"

enum {
	LANE_DIGITS = 8,      /* of an address */
	LANE_GROUPS = 2,      /* windows of a piece, at most */
	LANE_NO_DIGIT = 0x80, /* in .address */
};

/* What else a piece has than constants and digits of four bits. */
enum {
	PIECE_SPLIT = 1,
	PIECE_PRINTABLE = 2,
	PIECE_ADDRESS = 4,
	PIECE_NEW_ADDRESS = 8, /* its addresses are not those of the pieces before */
};

/* A lane that shows bits of the input has a digit's value, else 0. The text is the digits
 * of these values, XORed with .literal: that holds the constants, already XORed with the
 * digit for 0. */
struct piece {
	_Alignas(64) uint8_t index[LANES]; /* the byte that each lane shows, in its window */
	uint8_t literal[LANES];
	uint8_t low[LANES], high[LANES]; /* masks of the bits: of the byte, and of its high half */

	/* PIECE_SPLIT: digits of any bits, also of two bytes. `low` is the mask of all
	 * lanes. A word holds the two bytes of each even lane, another those of each odd
	 * one; multiplied, it has the digit in its high byte. */
	uint8_t even[LANES], odd[LANES];
	uint16_t even_factor[LANES / 2], odd_factor[LANES / 2];

	uint8_t address[LANES];   /* the digit that each lane shows, of LANE_DIGITS of one address
	                             and as many of that of the block after it; or LANE_NO_DIGIT */
	uint8_t printable[LANES]; /* FF: the byte itself if it is printable, else a dot */
	uint8_t digits[16];

	uint32_t from[LANE_GROUPS]; /* where the windows of the input begin */
	uint32_t ahead; /* the first address is that many bytes after that of the input */
	uint8_t width;  /* lanes */
	uint8_t group;  /* lanes that share a window */
	uint8_t has;    /* PIECE_... */
};

struct lanes {
	const struct piece *pieces, *end;
	uint32_t times; /* how many blocks they show */
	uint32_t bytes; /* of the input, for each of these */
	uint32_t width; /* of the text of each */
	uint32_t ahead; /* the address shown is that many bytes after that of each block */
	uint64_t limit; /* addresses from here on have more digits; 0: none is shown */
	uint8_t radix;  /* of the address */
};

/* Writes `times` blocks. Addresses must lie below the limit. LANES bytes after the text may be
 * overwritten, and 2 * LANES bytes after the input can be read. Returns the end of the
 * text. */
typedef uint8_t *lanes_put(
    const struct lanes *, const uint8_t *p, size_t times, uint64_t address, uint8_t *out);

/* Prints the blocks of p[0..n) up to the first whose address would have too many digits.
 * Returns how many bytes of the input they have. A block's text and LANES bytes have at most
 * SINK_ROOM. */
size_t lanes_print(const struct lanes *l, lanes_put *put, struct sink *s, const uint8_t *p,
    size_t n, uint64_t address);

/* The plain one is the reference for tests. */
lanes_put lanes_put_plain, lanes_put_avx2, lanes_put_avx512;

#endif
