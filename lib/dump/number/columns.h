/* Numbers of variable width, several in one vector: each lane is a column of a number, and
 * the lanes that a number does not need are compressed out. */
#ifndef PILLBOX_LIB_DUMP_NUMBER_COLUMNS_H
#define PILLBOX_LIB_DUMP_NUMBER_COLUMNS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/dump/number/integer.h"
#include "lib/dump/number/lanes.h"

/* Digits come in groups of eight, 64 bits each. A number's lanes are the text before it,
 * its columns, and the text after it; the columns are blanks, a sign, and digits. */
struct columns {
	_Alignas(64) uint8_t index[LANES]; /* the digit that each lane shows */
	uint8_t literal[LANES];            /* the lanes that are no digits */
	uint64_t digit;                    /* those that are */
	uint64_t first;                    /* the first column of each number */
	uint64_t blank; /* columns of no digit, for a sign or blanks, which may be left out, */
	uint64_t zero;  /* as may digits that are leading zeros */
	uint64_t field; /* of these, columns that are kept as blanks */
	uint64_t all;   /* the lanes of all numbers, and of the tail */
	uint8_t digits[16];
	uint8_t units, width; /* numbers in a vector, lanes of each */
	uint8_t columns;      /* of these */
	uint8_t bytes, radix; /* as in struct integer_style */
	bool is_signed;
	char positive;
};

/* False if the style is not of this kind, or the number does not fit a vector. */
bool columns_make(struct columns *, const struct integer_style *);

/* Closes the pattern: it becomes one of `times` numbers, without their last `drop` bytes,
 * and the tail after them. False if that does not fit a vector. */
bool columns_close(struct columns *, size_t times, unsigned drop, const struct affix *tail);

/* Writes `times` numbers from p; for a closed pattern, a multiple of its units. Returns the
 * end of the text; LANES bytes after it may be overwritten. For CPU_AVX512 only. */
uint8_t *columns_put_avx512(const struct columns *, const uint8_t *p, size_t times, uint8_t *out);

#endif
