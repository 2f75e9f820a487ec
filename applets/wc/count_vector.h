/* Counting with vectors, at any level. A block of 64 positions answers with marks: words
 * of 64 bits in which bit i is that of byte i. From there on lines, characters and columns
 * are sums of bits, and words the bits where a space ends and none begins. Only for
 * columns are some characters looked up one by one, those that stand between others of
 * another width. */
#ifndef PILLBOX_WC_COUNT_VECTOR_H
#define PILLBOX_WC_COUNT_VECTOR_H

#include <string.h>

#include "applets/wc/count.h"
#include "lib/utf8/classify_vector.h"

enum {
	MARKS = BLOCK_SIZE,
	DENSE = 16, /* with more tabs and ends of lines, stepping byte by byte is faster */
};

struct marks {
	struct utf8_marks text;
	uint64_t newline;
	uint64_t tab, end; /* end: what sets the column to 0, \n \f \r */
};

/* The marks of 64 positions. `want` is a constant wherever this is called, so that nothing
 * is computed that nobody counts. */
INLINE struct marks
mark_positions(const uint8_t *p, unsigned want, bool utf8, bool no_break)
{
	/* No byte with the low bits 0 is a 1. */
	const __m128i ends = _mm_setr_epi8(1, 0, 0, 0, 0, 0, 0, 0, 0, 0, '\n', 0, '\f', '\r', 0, 0);
	const unsigned text = (want & 1 << COUNT_WORDS ? UTF8_SPACES : 0U) |
	                      (want & 1 << COUNT_WIDTH ? UTF8_WIDTHS : 0U);
	const struct block block = block_load(p);
	struct marks m = {0};

	if (want & 1 << COUNT_LINES)
		m.newline = block_equal(block, '\n');
	if (want & 1 << COUNT_WIDTH) {
		m.tab = block_equal(block, '\t');
		m.end = block_listed(block, ends);
	}
	/* Last: wc -L by AVX-512 takes 7 % longer the other way round. */
	m.text = utf8 ? utf8_mark(p, text, no_break) : ascii_mark(block, text);
	return m;
}

INLINE uint64_t
ones(uint64_t marks)
{
	return (uint64_t)__builtin_popcountll(marks);
}

/* Words begin where the position before was part of a space and this one is not. A space of
 * several bytes may reach past the n positions, by two at most. */
INLINE void
add_words(struct count *count, const struct marks *m, size_t n, uint64_t keep)
{
	uint64_t two = m->text.space2, three = m->text.space3;
	uint64_t space =
	    m->text.space | two | two << 1 | three | three << 1 | three << 2 | count->reaching;

	count->of[COUNT_WORDS] += ones(~space & (space << 1 | count->after_space) & keep);
	count->after_space = space >> (n - 1) & 1;
	two <<= MARKS - n;
	three <<= MARKS - n;
	count->reaching = (n == 1 ? count->reaching >> 1 : 0) | (two | three) >> 63 | three >> 62;
}

INLINE uint64_t
columns(const struct marks *m, uint64_t where)
{
	return ones(m->text.one & where) + ones(m->text.two & where);
}

INLINE void
line_is(struct count *count, uint64_t column)
{
	if (count->of[COUNT_WIDTH] < column)
		count->of[COUNT_WIDTH] = column;
}

/* Goes from one tab or end of a line to the next. */
INLINE void
walk(struct count *count, const struct marks *m)
{
	uint64_t column = count->column, from = ~(uint64_t)0;

	for (uint64_t stops = m->tab | m->end; stops; stops &= stops - 1) {
		uint64_t stop = stops & -stops;

		column += columns(m, from & (stop - 1));
		from = -stop;
		line_is(count, column);
		column = m->tab & stop ? (column | 7) + 1 : 0;
	}
	count->column = column + columns(m, from);
}

/* Skips the lines inside the block, if all of them together are no wider than the widest
 * line so far. */
INLINE bool
skip_lines(struct count *count, const struct marks *m)
{
	uint64_t first, last;

	if (m->tab | !m->end)
		return false;
	first = m->end ^ (m->end - 1);
	last = ~(uint64_t)0 << (63 - __builtin_clzll(m->end));
	if (columns(m, ~first & ~last) > count->of[COUNT_WIDTH])
		return false;
	line_is(count, count->column + columns(m, first));
	count->column = columns(m, last);
	return true;
}

INLINE void
add_columns(
    struct count *count, const uint8_t *p, struct marks m, size_t n, uint64_t keep, bool bytes)
{
	m.text.one &= keep;
	m.text.two &= keep;
	m.tab &= keep;
	m.end &= keep;
	if (m.text.unknown & keep) {
		struct utf8_widths widths = utf8_look_up_widths(p, m.text.unknown & keep);

		m.text.one |= widths.one;
		m.text.two |= widths.two;
	}
	if (skip_lines(count, &m))
		return;
	if (m.tab == keep)
		count->column = (count->column | 7) + 1 + 8 * (n - 1);
	else if (bytes && ones(m.tab | m.end) > DENSE)
		count_columns(count, p, n);
	else
		walk(count, &m);
}

/* Adds the first n of 64 positions, 1 <= n. */
INLINE void
add_marks(
    struct count *count, const uint8_t *p, struct marks m, size_t n, unsigned want, bool bytes)
{
	uint64_t keep = ~(uint64_t)0 >> (MARKS - n);

	if (want & 1 << COUNT_LINES)
		count->of[COUNT_LINES] += ones(m.newline & keep);
	if (want & 1 << COUNT_WORDS)
		add_words(count, &m, n, keep);
	if (want & 1 << COUNT_CHARS)
		count->of[COUNT_CHARS] += ones(m.text.lead & keep);
	if (want & 1 << COUNT_WIDTH)
		add_columns(count, p, m, n, keep, bytes);
}

INLINE void
count_vector_block(struct count *count, const uint8_t *p, size_t n, unsigned want, bool no_break)
{
	if (!(want & COUNT_UTF8) || block_is_ascii(block_load(p)))
		add_marks(count, p, mark_positions(p, want, false, no_break), n, want, true);
	else
		add_marks(count, p, mark_positions(p, want, true, no_break), n, want, false);
}

/* Counts in a copy of *all, which registers can hold. */
INLINE void
add_blocks(struct count *all, const uint8_t *p, size_t n, unsigned want)
{
	bool no_break = (all->what & COUNT_NO_BREAK) != 0;
	struct count count = *all;

	for (; n >= MARKS; p += MARKS, n -= MARKS)
		count_vector_block(&count, p, MARKS, want, no_break);
	if (n > 0) {
		uint8_t rest[2 * MARKS] = {0};

		memcpy(rest, p, n + (want & COUNT_UTF8 ? UTF8_AHEAD : 0));
		count_vector_block(&count, rest, n, want, no_break);
	}
	*all = count;
}

/* One loop for each of the usual sets. The others count more than was asked for, and
 * count_end() drops it. */
INLINE void
count_by_marks(struct count *count, const uint8_t *p, size_t n)
{
	enum {
		LINES = 1 << COUNT_LINES,
		CHARS = 1 << COUNT_CHARS,
		WIDTH = 1 << COUNT_WIDTH,
		TEXT = LINES | 1 << COUNT_WORDS | CHARS,
	};
	bool utf8 = (count->what & COUNT_UTF8) != 0;
	unsigned jobs = count->what & (TEXT | WIDTH);

	if (jobs == CHARS && utf8)
		add_blocks(count, p, n, CHARS | COUNT_UTF8);
	else if (jobs == WIDTH && utf8)
		add_blocks(count, p, n, WIDTH | COUNT_UTF8);
	else if (jobs == WIDTH)
		add_blocks(count, p, n, WIDTH);
	else if (jobs & WIDTH && utf8)
		add_blocks(count, p, n, TEXT | WIDTH | COUNT_UTF8);
	else if (jobs & WIDTH)
		add_blocks(count, p, n, TEXT | WIDTH);
	else if (utf8)
		add_blocks(count, p, n, TEXT | COUNT_UTF8);
	else
		add_blocks(count, p, n, TEXT);
}

#endif
