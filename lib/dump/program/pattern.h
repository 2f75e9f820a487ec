/* Patterns: text of fixed columns, up to 64 of them in one vector. Each lane shows one byte
 * of the input in one way; lanes with filler are compressed out. */
#ifndef PILLBOX_LIB_DUMP_PROGRAM_PATTERN_H
#define PILLBOX_LIB_DUMP_PROGRAM_PATTERN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/dump/number/integer.h"
#include "lib/dump/number/lanes.h"

enum { TABLES_MAX = 8 };

struct pattern {
	_Alignas(64) uint8_t index[LANES]; /* the input's byte for each lane, or the digit of
	                                      the address */
	uint8_t literal[LANES];            /* the text of all other lanes */
	uint64_t digit, high;              /* hexadecimal digits; those of a high nibble */
	uint64_t address;
	uint64_t looked_up[TABLES_MAX];    /* what a table has for the byte */
	const uint8_t *tables[TABLES_MAX]; /* 256 bytes each */
	uint64_t compressed;               /* the lanes that may be filler */
	uint8_t filler;
	uint8_t digits[16];
	uint8_t table_count;
	uint8_t units, width; /* units in a vector, lanes of each */
	uint8_t bytes;        /* of the input, for each */
	uint32_t from;        /* of a woven block: the first of these */
};

/* Repeated units: numbers in all their hexadecimal digits. False if one does not fit a
 * vector. */
bool hex_pattern_make(struct pattern *, const struct affix *before, const struct affix *after,
    unsigned bytes, bool capital);

/* The same for bytes, each column of whose text is a table. There are 256 cells of
 * `stride` bytes, of which the first length[v] <= width <= TABLES_MAX count; the
 * tables, as many as width says, are filled in. False where lengths differ, and no
 * character is left to be the filler. */
bool column_pattern_make(struct pattern *, uint8_t (*tables)[256], const uint8_t *cells,
    size_t stride, const uint8_t *length, unsigned width);

/* Writes `times` units from p. Returns the end of the text; LANES bytes after it may be
 * overwritten. For CPU_AVX512 only. */
uint8_t *pattern_put_avx512(const struct pattern *, const uint8_t *p, size_t times, uint8_t *out);

/* Blocks whose whole text is one pattern after the other; there may be an address
 * in it, of at most eight digits. */
struct woven {
	uint32_t bytes, width; /* of the input, and of text at most: of one block, or of as
	                          many as fit into a vector */
	uint32_t count;        /* of patterns */
	uint32_t ahead;        /* the address is that many bytes ahead of the block's */
	uint64_t limit;        /* addresses from here on have more digits; 0: there is none */
	struct integer_style address;
	const struct pattern *patterns;
};

/* Writes it `times` times. Addresses must lie below the limit. As above. */
uint8_t *woven_put_avx512(
    const struct woven *, const uint8_t *p, size_t times, uint64_t address, uint8_t *out);

#endif
