/* The format language of -e and -f, which is 4.4BSD's as util-linux has it: units of
 * `[repetitions][/bytes] "text"`, with conversions in the text. Each conversion, with the
 * text before it, is a print.
 *
 * A format is as untrusted as the input. All its memory comes from an arena, and its
 * numbers are bounded by the constants below. */
#ifndef PILLBOX_LIB_DUMP_FORMAT_FORMAT_H
#define PILLBOX_LIB_DUMP_FORMAT_FORMAT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/arena.h"

enum {
	FORMAT_TEXT_MAX = 65536,    /* bytes of all formats of a run together */
	FORMAT_BLOCK_MAX = 1 << 20, /* bytes of a block */
	FORMAT_TIMES_MAX = 1 << 20, /* repetitions of a unit */
	FORMAT_WIDTH_MAX = 65535,   /* of a field, and of a precision */
	FORMAT_PRINTS_MAX =
	    1 << 24, /* in a block, with repetitions, all formats of a run together */
	FORMAT_OUTPUT_MAX = 64 << 20 /* bytes of output for a block, likewise */
};

enum print_kind {
	PRINT_TEXT,      /* nothing but text */
	PRINT_SIGNED,    /* d i */
	PRINT_UNSIGNED,  /* o u x X */
	PRINT_REAL,      /* e E f g G */
	PRINT_CHARACTER, /* c */
	PRINT_STRING,    /* s */
	PRINT_ADDRESS,   /* _a _A */
	PRINT_ESCAPED,   /* _c */
	PRINT_PRINTABLE, /* _p */
	PRINT_NAMED,     /* _u */
};

enum print_flag {
	PRINT_LEFT = 1,       /* - */
	PRINT_PLUS = 2,       /* + */
	PRINT_BLANK = 4,      /* a blank */
	PRINT_ALTERNATE = 8,  /* # */
	PRINT_ZERO = 16,      /* 0 */
	PRINT_PRECISION = 32, /* there is a precision */
};

struct colours;

struct print {
	const uint8_t *text;           /* before the conversion */
	const struct colours *colours; /* NULL: none */
	uint32_t bytes;                /* of the input that it shows */
	uint16_t length;               /* of the text */
	uint16_t width, precision;
	uint8_t kind;    /* enum print_kind */
	uint8_t flags;   /* enum print_flag */
	char conversion; /* the letter that printf has for it */
};

struct unit {
	const char *raw; /* its text in the format, between the quotes */
	struct print *prints;
	uint32_t count; /* of prints */
	uint32_t times; /* how often it is repeated */
	uint32_t bytes; /* of the input that count for it, each time */
	uint32_t shown; /* of these, the bytes that its prints show: all or none */
	uint16_t raw_length;
	bool times_given;
	bool at_end;      /* it has an _A: the last such unit is printed once, after all blocks */
	bool drops_blank; /* its last repetition is printed without the trailing blank */
};

struct units {
	const char *text; /* the whole format */
	struct unit *list;
	size_t count;
	uint32_t block;     /* bytes of the input that they show together */
	struct units *next; /* those of the next format, which shows the same block */
};

/* Why a format is wrong: a text for text_format(), and its argument. */
struct format_fault {
	const char *message;
	char what[4]; /* empty: the whole format */
	bool full;    /* the arena is used up */
};

/* The first character that is no blank, as C's isspace() has it. */
const char *format_skip_blanks(const char *);

/* Splits text, which ends with NUL and must outlive the units, into units. False with the
 * reason in *fault if it is wrong. */
bool format_split(
    struct units *, const char *text, struct arena *arena, struct format_fault *fault);

/* Parses the conversions of the units into prints, and adds up their block. Without
 * `colour`, only the brackets of _L[...] are checked. False as above. */
bool format_convert(struct units *, bool colour, struct arena *arena, struct format_fault *fault);

/* Sets how often the last unit is repeated, and where a blank is dropped, once the size of
 * the run's blocks is known. */
void format_fit(struct units *, uint32_t block);

/* How many prints a block takes, after format_fit(). */
uint64_t format_prints(const struct units *);

/* The most bytes of output for a block of that size, and for what follows the last block,
 * after format_fit(). FORMAT_TEXT_MAX keeps this below 2^58. */
uint64_t format_output(const struct units *, uint32_t block);

#endif
