/* Patterns: units whose text is always equally long, many in one vector. Each
 * lane of the output knows which byte of the input it shows, and how. */
#ifndef PILLBOX_HEXDUMP_PATTERN_H
#define PILLBOX_HEXDUMP_PATTERN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "applets/hexdump/integer.h"

enum { LANES = 64, COLUMNS_MAX = 8 };

struct pattern {
	uint8_t index[LANES];      /* the input's byte for each lane */
	uint8_t units, width;      /* units in a vector, bytes of text of each */
	uint8_t bytes;             /* of the input, for each */
	uint8_t unused[LANES - 3]; /* so that vectors begin on lines of the cache */
};

/* Numbers in all their hexadecimal digits. */
struct hex_pattern {
	struct pattern pattern;
	uint8_t literal[LANES]; /* the lanes that are no digits */
	uint64_t digit, high;   /* those that are; of these, of a high nibble */
	uint8_t digits[16];
};

/* Bytes, each column of whose text is a table of 256. */
struct column_pattern {
	struct pattern pattern;
	uint8_t text[COLUMNS_MAX][256];
	uint64_t lanes[COLUMNS_MAX]; /* those of a column */
};

/* False where a vector has no room for one of them. */
bool hex_pattern_make(struct hex_pattern *, const struct affix *before, const struct affix *after,
    unsigned bytes, bool capital);

/* `text` holds 256 cells of `stride` bytes, of which the first width <=
 * COLUMNS_MAX count. */
void column_pattern_make(
    struct column_pattern *, const uint8_t *text, size_t stride, unsigned width);

/* Write `times` units from p. Return the end of the text, behind which LANES
 * bytes must be free. For processors of CPU_AVX512 only. */
uint8_t *hex_pattern_put_avx512(
    const struct hex_pattern *, const uint8_t *p, size_t times, uint8_t *out);
uint8_t *column_pattern_put_avx512(
    const struct column_pattern *, const uint8_t *p, size_t times, uint8_t *out);

#endif
