/* All formats of a run: those of options, those of -e, and the lines of -f, in
 * their order, and the size of the blocks that they agree upon. */
#ifndef PILLBOX_LIB_DUMP_FORMAT_FORMATS_H
#define PILLBOX_LIB_DUMP_FORMAT_FORMATS_H

#include "lib/cpu/cpu.h"
#include "lib/dump/canned/canned.h"
#include "lib/dump/dump.h"
#include "lib/dump/format/format.h"

enum { FORMATS_MAX = 1024 };

/* Where formats come from: an option of their own, or a text. */
struct source {
	char *text; /* length bytes and a NUL, which will be written into; or NULL */
	size_t length;
	enum canned_kind kind; /* where there is no text */
	bool lines; /* each line is a format, but for empty ones and those that begin with # */
};

struct formats {
	/* Set these: whether programs are made quick, as far as the arena goes, and
	 * for which processors. */
	bool quick;
	enum cpu_level level;
	enum canned_kind kind; /* where the sources, which may be files, have no format */

	size_t count;
	uint32_t block;  /* bytes; 0 where no format shows any: then nothing is printed */
	uint64_t output; /* bytes that a block becomes, and the end of all, at most */

	/* Where it went wrong: */
	struct format_fault fault;
	const char *text; /* the format; NULL where there are too many */

	unsigned ready; /* which of canned are: 1 << kind */
	const struct format *list[FORMATS_MAX];
	struct canned canned[CANNED_KINDS];
};

/* Compiles them into the arena, which is zero. False where one is wrong, or
 * they are too many. */
bool formats_compile(
    struct formats *, const struct source *sources, size_t count, bool colour, struct arena *arena);

/* What went wrong, as say() takes it: the message, and *what it speaks of. */
const char *formats_complaint(const struct formats *, const char **what);

#endif
