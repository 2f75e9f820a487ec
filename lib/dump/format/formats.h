/* All formats of a run: options, -e and the lines of -f, in order, and the size of the
 * blocks, which is that of the largest. */
#ifndef PILLBOX_LIB_DUMP_FORMAT_FORMATS_H
#define PILLBOX_LIB_DUMP_FORMAT_FORMATS_H

#include "lib/cpu/cpu.h"
#include "lib/dump/canned/canned.h"
#include "lib/dump/dump.h"
#include "lib/dump/format/format.h"

enum { FORMATS_MAX = 1024 };

/* A source of formats: an option of its own, or a text. */
struct source {
	char *text; /* length bytes and a NUL, which are modified; or NULL */
	size_t length;
	enum canned_kind kind; /* where there is no text */
	bool lines; /* each line is a format, except empty ones and those that begin with # */
};

struct formats {
	/* Set these: whether to make the fast forms of programs, as far as the arena has
	 * room, and for which processors. */
	bool quick;
	enum cpu_level level;
	enum canned_kind kind; /* used if the sources contain no format at all */

	size_t given;    /* formats */
	size_t count;    /* of the list, in which consecutive texts are one program */
	uint32_t block;  /* bytes; 0 if no format shows any: then nothing is printed */
	uint64_t output; /* the most bytes of output for a block and for the end */

	/* The error: */
	struct format_fault fault;
	const char *text; /* the wrong format; NULL if there are too many */

	unsigned ready; /* which of canned are: 1 << kind */
	const struct format *list[FORMATS_MAX];
	struct canned canned[CANNED_KINDS];
};

/* Compiles them into the arena, which must be zeroed. False if one is wrong, or they are
 * too many. */
bool formats_compile(
    struct formats *, const struct source *sources, size_t count, bool colour, struct arena *arena);

/* The error as a format for text_format(), and *what, its argument. */
const char *formats_complaint(const struct formats *, const char **what);

#endif
