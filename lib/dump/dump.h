/* The model that all dump formats share. The input is one stream, cut into blocks. Each
 * format prints a block, in the order in which the formats were given; blocks that repeat
 * the one before are squeezed into "*". canned/ has the formats that are options, program/
 * those of the format language.
 *
 * How an applet dumps:
 * - It writes its formats as texts of the language (format/format.h): a `struct source` each,
 *   whose text may be made before the seal or after it. All begin where the block begins. So
 *   xxd's line is `"%08_ax:" 1/1 " %02x" 1/1 "%02x" ...` and `"  " 16/1 "%_p" "\n"`; that of
 *   od -t x2z is `"%07_ao" 8/2 " %04x"` and `"  >" 16/1 "%_p" "<\n"`, with `"%07_Ao\n"` for
 *   the offset at the end. An offset has any radix of o, d and x, and any width.
 * - Sealed, formats_compile() (format/formats.h) makes them `struct format`s, with memory of
 *   an arena: some 10 KiB for each conversion of a byte.
 * - dump_begin(); then what stream_read() of the core puts at dump_room() goes to dump_add(),
 *   until there is no more; then dump_end(). applets/hexdump/hexdump.c does just that.
 * - Of a short last block the missing conversions are blanks of their width, the texts stay.
 *
 * How a program prints whole blocks (program/program.c): by lanes (lanes.h), if its text has
 * fixed columns; else by steps (step.h); else print by print (print.h), as short blocks are
 * always printed. A conversion that is new belongs into format/convert.c and
 * program/print.c; it is complete then, and lanes_make.c or step_make.c make it fast.
 *
 * Pure: input is put into the window by the caller, text is written to memory that the
 * caller provides through struct sink. */
#ifndef PILLBOX_LIB_DUMP_DUMP_H
#define PILLBOX_LIB_DUMP_DUMP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/cpu/cpu.h"
#include "lib/dump/squeeze.h"
#include "lib/sink.h"
#include "lib/window.h"

/* DUMP_SLACK bytes after the data can be read, as vectors are loaded whole, two in a row. If
 * only some blocks are squeezed, they are printed in groups of DUMP_MARKED. */
enum { DUMP_SLACK = 128, DUMP_MARKED = 16 };

/* How a block becomes text. It is the first member of each kind's own struct. */
struct format {
	size_t block; /* bytes it shows of each block, >= 1 */

	/* Prints p[0..n), n >= 1: blocks of f->block bytes. The last may be shorter; the
	 * bytes that it lacks can be read, and are zero. DUMP_SLACK more bytes can be read.
	 * offset is that of p[0]. */
	void (*print)(
	    const struct format *f, struct sink *s, const uint8_t *p, size_t n, uint64_t offset);

	/* NULL, or for blocks of 16: prints DUMP_MARKED of them. Bit i is for block i: if
	 * it is set in `same`, the block has no line but, if it is set in `stars` too, a
	 * star. */
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
	uint64_t offset; /* of the next block; at first the number of skipped bytes. With the whole
	                    input added it fits into 64 bits */

	/* Inner state. */
	squeeze_run *run;   /* of the level */
	squeeze_mask *mask; /* NULL where print_marked() is not used */
	size_t block;      /* bytes: that of the format with the largest */
	enum { DUMP_FIRST, DUMP_SHOWN, DUMP_SQUEEZED } before;
};

void dump_begin(struct dump *);

/* Where the next bytes of the input belong, *n >= 1 of them at most. */
uint8_t *dump_room(const struct dump *, size_t *n);

/* Takes n bytes that were put there, and prints the blocks that are whole now. At most
 * block - 1 bytes are held back. */
void dump_add(struct dump *, size_t n);

/* Prints the last, short block if there is one, and what follows: the last
 * end() among the formats, unless the offset is 0. */
void dump_end(struct dump *);

#endif
