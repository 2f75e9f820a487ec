/* Numbers whose text is only as long as it has to be, several in one vector:
 * each lane is a column of a number, and those that a number does not need are
 * pressed out. */
#ifndef PILLBOX_LIB_DUMP_NUMBER_NUMBER_H
#define PILLBOX_LIB_DUMP_NUMBER_NUMBER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/dump/number/integer.h"
#include "lib/dump/program/lanes.h"

/* Digits come in groups of eight, 64 bits each. A number's lanes are the text
 * before it, its columns, and the text behind it; of the columns the last are
 * digits, and those before them its sign and blanks. */
struct number_pattern {
	_Alignas(64) uint8_t index[LANES]; /* the digit that each lane shows */
	uint8_t literal[LANES];            /* the lanes that are no digits */
	uint64_t digit;                    /* those that are */
	uint64_t first;                    /* the first column of each number */
	uint64_t blank; /* columns for a sign or blanks, and left out: those of no digit, */
	uint64_t zero;  /* and digits that are so where they are zero, as all before them */
	uint64_t field; /* of these, columns that are blank and not left out */
	uint64_t all;   /* the lanes of all numbers, and of what is behind them */
	uint8_t digits[16];
	uint8_t units, width; /* numbers in a vector, lanes of each */
	uint8_t columns;      /* of these */
	uint8_t bytes, radix; /* as in struct integer_style */
	bool is_signed;
	char positive;
};

/* False where the style is not of this kind, or a vector has no room for one. */
bool number_pattern_make(struct number_pattern *, const struct integer_style *);

/* Makes it one for `times` numbers at a time, without the last `drop` bytes and
 * with the tail behind them. False where a vector has no room for that. */
bool number_pattern_close(
    struct number_pattern *, size_t times, unsigned drop, const struct affix *tail);

/* Writes `times` numbers from p; those of a closed pattern come in whole vectors.
 * Returns the end of the text, behind which LANES bytes must be free. For
 * processors of CPU_AVX512 only. */
uint8_t *number_pattern_put_avx512(
    const struct number_pattern *, const uint8_t *p, size_t times, uint8_t *out);

#endif
