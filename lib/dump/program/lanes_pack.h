/* Packs columns of text into the pieces of lanes. */
#ifndef PILLBOX_LIB_DUMP_PROGRAM_LANES_PACK_H
#define PILLBOX_LIB_DUMP_PROGRAM_LANES_PACK_H

#include "lib/arena.h"
#include "lib/cpu/cpu.h"
#include "lib/dump/program/lanes.h"

/* The longest text of a block that a format makes lanes of, in columns. */
enum { LANES_WIDTH_MAX = 1024 };

struct column {
	enum { COLUMN_TEXT, COLUMN_DIGIT, COLUMN_ADDRESS, COLUMN_PRINTABLE } kind;
	uint8_t text;
	uint32_t byte;       /* of the input; or of the first block whose address it is */
	uint8_t place;       /* which digit of the address */
	uint8_t shift, mask; /* of a digit: its bits, in this byte and maybe the next */
	const char *digits;
};

/* The bytes of the input that a group of lanes shows. */
struct lane_window {
	bool is_used;
	uint32_t first, last;
};

struct packer {
	struct arena arena; /* a copy: what is taken of it counts if all columns could be packed */
	struct lanes *lanes;
	unsigned size;  /* lanes of a piece */
	unsigned group; /* of these, how many share a window; and its bytes */

	/* The columns that are not a piece yet. */
	struct column pending[LANES];
	unsigned count;
	struct lane_window windows[LANE_GROUPS];
	const struct column *digits;  /* one of those */
	const struct column *address; /* the first */
	uint32_t last_address;        /* .byte of the last */

	/* The first of the two addresses of the last piece that has any. */
	bool has_ahead;
	uint32_t ahead;
};

/* All three are false if the arena is full. */
bool packer_begin(struct packer *, uint32_t bytes, enum cpu_level level, const struct arena *arena);
bool packer_add(struct packer *, struct column);
bool packer_end(struct packer *);

/* How many blocks are best put into pieces together: as many as leave the least share of
 * their lanes unused. They show few bytes, as those of one that is not there are read.
 * .bytes and .width of the lanes must be set. */
uint32_t packer_times(const struct packer *);

#endif
