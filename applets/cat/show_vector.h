/* What the vector engines of cat share: everything but how control bytes are found and
 * how bytes are expanded.
 *
 * Most bytes stay as they are, so whole vectors are stored; where a byte needs more
 * than itself, the next piece begins in the middle of what was stored. Where many do,
 * the level's dense path expands them all. The state of lines is three shifts of the
 * newlines' bits.
 *
 * The file that includes this is compiled for its level and defines the three functions
 * that are declared first. */
#ifndef PILLBOX_CAT_SHOW_VECTOR_H
#define PILLBOX_CAT_SHOW_VECTOR_H

#include "applets/cat/show.h"
#include "lib/cpu/vector.h"

/* Of 64 bytes one bit each, the first one lowest, for those that */
struct show_marks {
	uint64_t newlines; /* are newlines, */
	uint64_t high;     /* are shown with M-, */
	uint64_t caret;    /* are shown with ^, */
	uint64_t dollar;   /* have a $ before them, */
	uint64_t alone;    /* are a CR that looks unlike its text: no newline follows it */
};

/* Which bytes are, without their high bit, below 20 or 7F. */
INLINE uint64_t show_controls(struct block b);

/* Of a span with these high bits, and these bytes in all that need more than
 * themselves: whether show_expand() is the faster way. */
INLINE bool show_is_dense(uint64_t high, uint64_t events);

/* Shows n <= 64 bytes, none of them in m.alone. Returns the end; up to 64 bytes after
 * it may be overwritten. */
INLINE uint8_t *show_expand(
    const struct show *s, const uint8_t *in, unsigned n, struct show_marks m, uint8_t *out);

/* What must be done with each block of a stream. One loop is compiled for each combination,
 * so that no registers are taken by what it never does. */
enum {
	PIECES = 1, /* bytes are shown by more than themselves */
	LINES = 2,  /* lines are numbered, or blank ones dropped */
	ALL = 4,    /* -A: the bytes are shown by all rules that there are */
};

/* The marks of the block at p; reads one byte after it. */
INLINE struct show_marks
mark_block(const struct show *s, const uint8_t *p, unsigned work)
{
	const bool every = work & ALL;
	const struct block block = block_load(p);
	struct show_marks m = {.newlines = block_equal(block, '\n')};

	if (every || s->opt.controls) {
		m.high = block_high_bits(block);
		m.caret = show_controls(block) & ~m.newlines;
		if (!every && !s->opt.tabs)
			m.caret &= ~block_equal(block, '\t');
	} else if (s->opt.tabs) {
		m.caret = block_equal(block, '\t');
	}
	if (!every && s->crs) {
		const uint64_t crs = block_equal(block, '\r');
		const uint64_t before = block_equal(block_load(p + 1), '\n');

		m.caret |= crs & before;
		m.alone = crs & ~before;
	}
	if (every || s->opt.ends)
		m.dollar = m.newlines;
	return m;
}

/* Shows the n bytes at in, of which none is dropped and none begins a numbered line:
 * the marks are shifted, bit 0 belongs to *in. */
INLINE uint8_t *
show_span(const struct show *s, const uint8_t *in, unsigned n, struct show_marks m, uint8_t *out)
{
	const uint64_t in_span = n < 64 ? (UINT64_C(1) << n) - 1 : UINT64_MAX;
	uint64_t events = (m.high | m.caret | m.dollar) & in_span;
	const uint8_t *end = in + n;

	if (show_is_dense(m.high & in_span, events) && !(m.alone & in_span)) {
		m.high &= in_span;
		m.caret &= in_span;
		m.dollar &= in_span;
		return show_expand(s, in, n, m, out);
	}
	while (events) {
		const unsigned plain = (unsigned)__builtin_ctzll(events);
		block_store(out, block_load(in));
		in += plain;
		out += plain;
		memcpy(out, s->text[*in], 4);
		out += s->length[*in++];
		events = events >> plain >> 1;
	}
	block_store(out, block_load(in));
	return out + (end - in);
}

INLINE struct show_marks
shifted(struct show_marks m, unsigned by)
{
	return (struct show_marks){
	    .high = m.high >> by,
	    .caret = m.caret >> by,
	    .dollar = m.dollar >> by,
	    .alone = m.alone >> by,
	};
}

/* Where this block must be cut: at lines that get a number, and at newlines that are
 * dropped. Carries the state of lines to the next block. */
INLINE void
cut(struct show *s, uint64_t newlines, uint64_t *numbered, uint64_t *dropped)
{
	const uint64_t starts = newlines << 1 | !s->in_line;
	const uint64_t blank = newlines & starts;
	const uint64_t again = blank & (blank << 1 | (!s->in_line && s->blank));

	*dropped = s->opt.squeeze ? again : 0;
	*numbered = 0;
	if (s->numbers)
		*numbered = starts & ~*dropped & (s->opt.nonblank ? ~newlines : UINT64_MAX);
	s->in_line = !(newlines >> 63);
	s->blank = blank >> 63;
}

INLINE uint8_t *
show_block(struct show *s, uint64_t *low, const uint8_t *p, unsigned work, uint8_t *out)
{
	const struct show_marks m =
	    work & PIECES ? mark_block(s, p, work)
	                  : (struct show_marks){.newlines = block_equal(block_load(p), '\n')};
	uint64_t numbered, dropped, cuts;
	unsigned from = 0;

	if (!(work & LINES))
		return show_span(s, p, 64, m, out);
	cut(s, m.newlines, &numbered, &dropped);
	if (dropped == UINT64_MAX)
		return out;
	for (cuts = numbered | dropped; cuts; cuts &= cuts - 1) {
		const unsigned at = (unsigned)__builtin_ctzll(cuts);
		if (at > from)
			out = show_span(s, p + from, at - from, shifted(m, from), out);
		from = at;
		if (dropped >> at & 1)
			from++;
		else
			out = number_put_low(&s->number, low, out);
	}
	return from < 64 ? show_span(s, p + from, 64 - from, shifted(m, from), out) : out;
}

/* How many bytes at p are shown as they are, in whole blocks. */
INLINE size_t
show_same_marks(struct show *s, const uint8_t *p, const uint8_t *end)
{
	const uint8_t *from = p;

	if (s->numbers || s->opt.ends)
		return 0;
	for (; end - p >= SHOW_AHEAD; p += 64) {
		const struct show_marks m = mark_block(s, p, PIECES);
		const bool in_line = s->in_line, blank = s->blank;
		uint64_t numbered, dropped = 0;

		if (m.high | m.caret)
			break;
		if (s->opt.squeeze)
			cut(s, m.newlines, &numbered, &dropped);
		if (dropped) {
			s->in_line = in_line;
			s->blank = blank;
			break;
		}
	}
	return (size_t)(p - from);
}

/* Goes on as long as a block, what is read after it and the room for it are there. */
INLINE uint8_t *
show_work(struct show *s, const uint8_t **in, const uint8_t *end, unsigned work, uint8_t *out,
    const uint8_t *stop)
{
	uint64_t low = s->number.low;
	const uint8_t *p = *in;

	while (end - p >= SHOW_AHEAD && stop - out >= SHOW_ROOM) {
		out = show_block(s, &low, p, work, out);
		p += 64;
	}
	if (work & LINES)
		s->number.low = low;
	*in = p;
	return out;
}

INLINE uint8_t *
show_all_blocks(
    struct show *s, const uint8_t **in, const uint8_t *end, uint8_t *out, const uint8_t *stop)
{
	if (!s->numbers && !s->opt.squeeze && s->opt.controls && s->opt.tabs && s->opt.ends)
		return show_work(s, in, end, PIECES | ALL, out, stop);
	if (!s->numbers && !s->opt.squeeze)
		return show_work(s, in, end, PIECES, out, stop);
	if (!s->changes && !s->opt.ends)
		return show_work(s, in, end, LINES, out, stop);
	return show_work(s, in, end, PIECES | LINES, out, stop);
}

#endif
