/* What the engines of all levels share: which bytes of a block belong to strings, found from
 * marks, words of 64 bits in which bit i is that of byte i.
 *
 * A mark stands where a unit has its character. In any encoding two units of characters
 * cannot overlap, for all but one byte of a unit are zeros; so a string is a run of marks,
 * one width apart, and each mark belongs to one run only. Where the marks at all places up
 * to the minimum are set, a string begins; a logarithmic number of shifts finds that for all
 * places at once, and as many shifts spread it to all marks of the string.
 *
 * A file for a level defines struct classes before it includes this, and then the functions
 * that are declared here without a body. */
#ifndef PILLBOX_LIB_STRINGS_BLOCKS_MARKS_H
#define PILLBOX_LIB_STRINGS_BLOCKS_MARKS_H

#include "lib/cpu/inline.h"
#include "lib/strings/blocks.h"
#include "lib/strings/print.h"

enum {
	BLOCK = 64,
	SHIFTS_MOST = 6,
	STORE_MOST = 2 * BLOCK, /* bytes that blocks_store() may write; 64 more may be spoilt */
};

/* The bytes of a block that are characters, or zero. */
struct marks {
	uint64_t character, zero;
};

/* What bytes the scanner takes for characters. */
INLINE struct classes classes_make(const struct strings *, const struct strings_scanner *);

/* The marks of the block at p; `zero` only where it is asked for. */
INLINE struct marks marks_make(const struct classes *, const uint8_t *p, bool zeros);

/* The marks of a block that belong to strings; those at which one begins; and the places
 * after one, where the next mark would be. */
struct kept {
	uint64_t all, first, after;
};

struct distances {
	unsigned shift[SHIFTS_MOST], count;
	bool whole; /* they reach as far as the minimum */
};

static inline struct distances
distances_make(unsigned min, unsigned width)
{
	const unsigned most = BLOCK / width, wanted = min < most ? min : most;
	struct distances d = {.whole = min <= most};

	for (unsigned length = 1; length < wanted; d.count++) {
		const unsigned more = length < wanted - length ? length : wanted - length;

		d.shift[d.count] = more * width;
		length += more;
	}
	return d;
}

/* The bits of two blocks, those that come n after each of the first; 0 < n < 64. */
INLINE uint64_t
bits_after(uint64_t block, uint64_t next, unsigned n)
{
	return block >> n | next << (BLOCK - n);
}

INLINE uint64_t
bits_before(uint64_t previous, uint64_t block, unsigned n)
{
	return block << n | previous >> (BLOCK - n);
}

/* The characters that have a unit's zeros before or after them. */
INLINE uint64_t
units(const struct strings_scanner *e, unsigned width, uint64_t previous_zero, struct marks m,
    uint64_t next_zero)
{
	uint64_t found = m.character;

	for (unsigned k = 1; k < width; k++)
		found &= e->big ? bits_before(previous_zero, m.zero, k)
		                : bits_after(m.zero, next_zero, k);
	return found;
}

/* Where strings begin, or may begin if they are longer than d->whole knows. */
INLINE uint64_t
find_starts(const struct distances *d, uint64_t found, uint64_t next)
{
#pragma GCC unroll 2
	for (unsigned k = 0; k < d->count; k++) {
		found &= bits_after(found, next, d->shift[k]);
		next &= next >> d->shift[k];
	}
	return found;
}

/* All units within the minimum from a start: the whole strings, since each unit with
 * enough others after it is a start too. */
INLINE uint64_t
spread(const struct distances *d, uint64_t previous, uint64_t starts)
{
#pragma GCC unroll 2
	for (unsigned k = 0; k < d->count; k++) {
		starts |= bits_before(previous, starts, d->shift[k]);
		previous |= previous << d->shift[k];
	}
	return starts;
}

/* ---- output --------------------------------------------------------------------- */

/* Writes the strings of the block at p where nothing precedes them and that byte follows
 * them; returns where they end. */
INLINE uint8_t *blocks_store(
    uint8_t *out, const uint8_t *p, unsigned width, struct kept kept, uint8_t separator);

/* Any form: prints the strings of the block at p. */
static inline void
blocks_print(struct strings *s, unsigned width, const uint8_t *p, uint64_t offset, struct kept kept)
{
	const unsigned zeros = s->scanners[0].big ? width - 1 : 0;

	for (uint64_t left = kept.all | kept.after; left;) {
		const unsigned at = (unsigned)__builtin_ctzll(left);
		const uint64_t bit = left & -left;
		uint64_t rest;
		unsigned n = 1;

		left ^= bit;
		if (kept.after & bit) {
			strings_print_end(s);
			continue;
		}
		if (kept.first & bit)
			strings_print_start(s, offset + at - zeros);
		if (width == 1) {
			rest = ~(kept.all >> at);
			n = rest ? (unsigned)__builtin_ctzll(rest) : BLOCK;
			left &= ~(kept.all & ~(kept.all + bit));
		}
		sink_write(s->sink, p + at, n);
	}
}

/* ---- the search ----------------------------------------------------------------- */

/* What is known of the block before. */
struct before {
	uint64_t zero, starts, kept;
};

/* Leaves the scanner as it is after i bytes, or a few more, which are counted too. */
INLINE size_t
blocks_leave(struct strings_scanner *e, const struct before *before, size_t i)
{
	const uint64_t last = before->kept >> (BLOCK - e->width);
	const uint64_t others = ~before->zero;
	const unsigned zeros = others ? (unsigned)__builtin_clzll(others) : BLOCK;

	e->open = last != 0;
	e->unit_size = 0;
	if (e->open) {
		const unsigned to_end = (unsigned)__builtin_clzll(before->kept);

		return i - to_end + (e->big ? 0 : e->zeros);
	}
	if (e->big)
		e->unit_size = zeros < e->zeros ? (uint8_t)zeros : e->zeros;
	return i;
}

/* The marks of a string in the first of two blocks. */
INLINE struct kept
keep(const struct distances *d, unsigned width, struct before *before, uint64_t starts)
{
	const uint64_t all = spread(d, before->starts, starts);
	const uint64_t next = bits_before(before->kept, all, width);

	before->starts = starts;
	before->kept = all;
	return (struct kept){.all = all, .first = all & ~next, .after = next & ~all};
}

INLINE size_t
blocks_search(struct strings *s, const uint8_t *p, size_t n, const unsigned width,
    const struct distances d, const bool separator_alone, const bool always)
{
	struct strings_scanner *const e = &s->scanners[0];
	const struct classes classes = classes_make(s, e);
	struct before before = {.zero = e->unit_size ? UINT64_MAX << (BLOCK - e->unit_size) : 0};
	struct marks m = marks_make(&classes, p, width > 1);
	size_t i = 0;

	for (; n - i >= STRINGS_BLOCKS_LEAST; i += BLOCK) {
		const struct marks next = marks_make(&classes, p + i + BLOCK, width > 1);
		const uint64_t here = units(e, width, before.zero, m, next.zero);
		const uint64_t starts = find_starts(&d, here, units(e, width, m.zero, next, 0));
		struct kept kept;

		if (starts && !d.whole)
			break;
		if (!(separator_alone && always) && !(starts | before.starts | before.kept)) {
			before.zero = m.zero;
			m = next;
			continue;
		}
		kept = keep(&d, width, &before, starts);
		if (separator_alone) {
			uint8_t *const room = sink_room(s->sink, STORE_MOST);

			s->sink->at = blocks_store(room, p + i, width, kept, s->separator[0]);
		} else {
			blocks_print(s, width, p + i, s->offset + i, kept);
		}
		before.zero = m.zero;
		m = next;
	}
	return i == 0 ? 0 : blocks_leave(e, &before, i);
}

/* The search with all that is constant: the width, that only a separator is to be added to
 * the strings, and the minimum that is most often asked for. `always`: storing nothing costs
 * less than a branch that is guessed wrong. */
INLINE size_t
blocks_search_any(struct strings *s, const uint8_t *p, size_t n, const bool always)
{
	const bool alone = s->separator_size == 1 && s->name_size == 0 && s->radix == 0;
	const unsigned width = s->scanners[0].width;
	const struct distances d = distances_make(s->min, width);

	if (width == 1 && alone && s->min == 4)
		return blocks_search(s, p, n, 1, (struct distances){{1, 2}, 2, true}, true, always);
	if (width == 1)
		return alone ? blocks_search(s, p, n, 1, d, true, always)
		             : blocks_search(s, p, n, 1, d, false, always);
	if (width == 2)
		return alone ? blocks_search(s, p, n, 2, d, true, always)
		             : blocks_search(s, p, n, 2, d, false, always);
	return alone ? blocks_search(s, p, n, 4, d, true, always)
	             : blocks_search(s, p, n, 4, d, false, always);
}

#endif
