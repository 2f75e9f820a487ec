/* The model that all of hexdump's formats share, and the part of the work that
 * is the same for all of them. The input is one stream, cut into blocks. Each
 * format makes text of a block, in the order in which the formats were given;
 * blocks that repeat the one before are squeezed into "*". What a format is
 * made of is its own matter: canned.h has those that are options.
 *
 * Pure: input is put into the window by the caller, text is written to memory
 * that the caller provides through struct sink. */
#ifndef PILLBOX_LIB_DUMP_DUMP_H
#define PILLBOX_LIB_DUMP_DUMP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/cpu/cpu.h"
#include "lib/dump/repeat.h"
#include "lib/sink.h"
#include "lib/window.h"

/* Vectors are loaded whole, though fewer bytes may be of use; and blocks of which
 * some are squeezed are printed in groups. */
enum { DUMP_SLACK = 64, DUMP_MARKED = 16 };

/* How a block becomes text. The first member of what a kind of formats knows
 * about itself. */
struct format {
	size_t block; /* bytes it shows of each block, >= 1 */

	/* Prints p[0..n), n >= 1: blocks of f->block bytes, of which the last
	 * may be shorter; the bytes that it lacks can be read, and are zero.
	 * DUMP_SLACK bytes more can be read, and are anything. offset is that
	 * of p[0]. */
	void (*print)(
	    const struct format *f, struct sink *s, const uint8_t *p, size_t n, uint64_t offset);

	/* NULL, or for blocks of 16: prints DUMP_MARKED of them. A bit stands for
	 * each, the lowest for the first: where it is set in `same` there is no
	 * line but, where it is set in `stars` too, a star. */
	void (*print_marked)(const struct format *f, struct sink *s, const uint8_t *p,
	    uint64_t offset, uint32_t same, uint32_t stars);

	/* Prints what follows the last block; NULL where there is nothing. */
	void (*end)(const struct format *f, struct sink *s, uint64_t offset);
};

struct dump {
	/* Set these, and call dump_begin(). */
	const struct format *const *formats;
	size_t count; /* of formats, >= 1 */
	bool squeeze;
	struct sink *sink;
	enum cpu_level level;
	/* Of at least twice the largest block; DUMP_SLACK bytes after it can be read.
	 * dump_begin() may leave out up to 63 bytes at its front. The block before the
	 * next one is held too. */
	struct window window;
	uint64_t offset; /* of the next block; at first what was skipped. offset
	                    and the whole input together fit into 64 bits */

	/* Inner state. */
	repeat_run *run;   /* of the level */
	repeat_mask *mask; /* NULL where print_marked() is of no use */
	size_t block;      /* bytes: that of the format with the largest */
	enum { DUMP_FIRST, DUMP_SHOWN, DUMP_SQUEEZED } before;
};

void dump_begin(struct dump *);

/* Where the next bytes of the input belong, *n >= 1 of them at most. */
uint8_t *dump_room(const struct dump *, size_t *n);

/* n bytes were put there: prints the blocks that are whole now. At most
 * block - 1 bytes are held back. */
void dump_add(struct dump *, size_t n);

/* Prints the last, short block if there is one, and what follows: the last
 * end() among the formats, unless the offset is 0. */
void dump_end(struct dump *);

#endif
