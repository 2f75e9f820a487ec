/* The formats that are options: 16 bytes a block, one line each. They differ in how many
 * bytes make a unit, and in its columns. */
#ifndef PILLBOX_LIB_DUMP_CANNED_CANNED_H
#define PILLBOX_LIB_DUMP_CANNED_CANNED_H

#include "lib/dump/dump.h"

enum canned_kind {
	CANNED_DEFAULT,           /* no option: 8/2 "%04x " */
	CANNED_ONE_BYTE_OCTAL,    /* -b */
	CANNED_ONE_BYTE_HEX,      /* -X */
	CANNED_ONE_BYTE_CHAR,     /* -c */
	CANNED_CANONICAL,         /* -C */
	CANNED_TWO_BYTES_DECIMAL, /* -d */
	CANNED_TWO_BYTES_OCTAL,   /* -o */
	CANNED_TWO_BYTES_HEX,     /* -x */
	CANNED_KINDS,
	/* The default lines of xxd: for the vector engines alone, by canned_lines_...() */
	CANNED_XXD = CANNED_KINDS,
	/* Lines of od's types: their whole blocks, below CANNED_OD_END */
	CANNED_OD_X1,
	CANNED_OD_X2,
	CANNED_OD_O1,
	CANNED_OD_O2,
	CANNED_OD_C,
	/* For AVX-512 alone: signed and unsigned, the larger ones first */
	CANNED_OD_D8,
	CANNED_OD_U8,
	CANNED_OD_D4,
	CANNED_OD_U4,
	CANNED_OD_D2,
	CANNED_OD_U2,
	CANNED_ALL
};

/* Offsets in octal have at most 16 digits. */
#define CANNED_OD_END (UINT64_C(1) << 48)

enum { CANNED_LINE_MAX = 87 }; /* bytes of a line, at most */

/* Which lines are squeezed: as for struct format's print_marked(). */
struct canned_marks {
	bool any;
	uint32_t same, stars;
};

/* Prints whole blocks: `lines` of them, p[0..16 * lines), the first one at `offset`.
 * DUMP_SLACK more bytes can be read. At out there is room for the lines and CANNED_ROOM
 * bytes more. Returns the end of the text. */
enum { CANNED_ROOM = 64 };
struct canned;
typedef uint8_t *canned_lines(const struct canned *c, const uint8_t *p, size_t lines,
    uint64_t offset, struct canned_marks marks, uint8_t *out);
canned_lines canned_lines_avx2, canned_lines_avx512;

/* The columns of the decimal numbers of a block, and the newline. Bit i is for column i. The
 * digits of a number are in three groups of eight bytes, the first digit in the lowest. */
enum { CANNED_GROUPS = 3 };
struct canned_decimals {
	_Alignas(64) uint8_t index[CANNED_GROUPS][64]; /* the digit of each column */
	uint64_t group[CANNED_GROUPS];                 /* the columns of each group */
	uint64_t first;                                /* of each number */
	uint64_t blank;                                /* columns of no digit */
	uint64_t zero;                                 /* digits that are blank where they lead */
	uint8_t width;                                 /* columns of a number */
	uint8_t end;                                   /* the newline's column */
};

/* A cell is the text of a unit: blanks and the high digits, then the low digits and one
 * blank. Plain C has both in tables. A unit of one byte has only low digits. */
struct canned {
	/* The members that formats of single bytes use are on one page: touching a page
	 * costs as much as printing hundreds of lines. */
	_Alignas(4096) struct format format;
	canned_lines *lines; /* of the level; that in plain C takes no marks */
	enum canned_kind kind;
	uint8_t radix;        /* of the offset: 8 or 16 */
	uint8_t digits;       /* of it, at least */
	bool text;            /* -C: wider gaps, and the bytes as characters */
	uint8_t unit;         /* bytes of a unit: 1 or 2 */
	uint8_t width;        /* columns of a cell */
	uint8_t columns;      /* of a line after its offset, with the newline */
	uint8_t high_columns; /* of these, before the low digits */
	uint16_t split;       /* value = high * split + low */
	uint32_t inverse;     /* 2^32 / split, rounded up: high = value * inverse >> 32 */
	uint8_t low[1000][4]; /* of these two only the entries in use are made */
	uint8_t high[256][8];
	struct canned_decimals decimals;
};

/* Prepares c->format for a struct dump, which may have it more than once. Only the tables
 * that the level needs are made, and touched. */
void canned_init(struct canned *c, enum canned_kind kind, enum cpu_level level);

/* The same for a kind of od's: with offsets of that radix, 8 or 16, and of at least `digits`
 * digits. */
void canned_init_od(
    struct canned *c, enum canned_kind kind, unsigned radix, unsigned digits, enum cpu_level level);

#endif
