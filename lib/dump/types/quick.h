/* The quick way to print whole blocks of types: as canned lines, where there are such; else as
 * a program of the format language (lib/dump/dump.h), made as soon as there are many blocks.
 * The offset that it prints has at most 8 digits; those before them are a text, and the
 * program is made again when they change. */
#ifndef PILLBOX_LIB_DUMP_TYPES_QUICK_H
#define PILLBOX_LIB_DUMP_TYPES_QUICK_H

#include "lib/cpu/cpu.h"
#include "lib/dump/canned/canned.h"
#include "lib/dump/format/formats.h"
#include "lib/dump/types/types.h"

enum {
	QUICK_LINES = 16, /* the most types of a program, and bytes of a line's text */
	QUICK_TEXT = 2048,
	QUICK_BLOCK_MAX = 64, /* bytes of a block */
	QUICK_ARENA = 96 << 10,
};

struct quick {
	enum cpu_level level; /* set this */

	bool unsuitable;
	enum canned_kind kind; /* of the lines, as long as the offset is below CANNED_OD_END;
	                          CANNED_ALL: of none */
	bool is_canned_ready;
	uint64_t base;     /* what is subtracted from an offset */
	uint64_t from, to; /* the offsets that the program prints; none if both are 0 */
	unsigned digits;   /* that they have, if there is no text before them */
	const struct format *print;
	struct canned canned;
	struct formats formats;
	char texts[2 * QUICK_LINES][QUICK_TEXT];
	uint8_t arena[QUICK_ARENA];
};

/* Prepares to print these types, which are laid out. */
void quick_begin(struct quick *, const struct types *);

/* Prints blocks from the first of the n bytes on, which are whole blocks. Returns how many
 * bytes they have: 0 or n. */
size_t quick_print(
    const struct types *, struct sink *, const uint8_t *p, size_t n, uint64_t offset);

/* Whether the lines have quick_print_marked(), which is struct format's print_marked(). It
 * returns false if the offset is too large. */
bool quick_marks(const struct quick *);
bool quick_print_marked(const struct types *, struct sink *, const uint8_t *p, uint64_t offset,
    uint32_t same, uint32_t stars);

#endif
