/* The vector engines' common part: what is done about a block of 64 bytes, once
 * it is known which of them are what. The idea: most bytes stay as they are, so
 * whole vectors are stored, and the next piece begins in the middle of what was
 * stored, where a byte needs more than itself. Where many do, the engine's dense
 * path expands them all. The state of lines is three shifts over the newlines' bits.
 *
 * An engine defines, before it includes this:
 *
 *   copy_64(out, in)       64 bytes
 *   struct block, load(p)  64 bytes, to be asked for one bit a byte, the first lowest:
 *   equal(block, c)        which are c
 *   high_bits(block)       which are above 127
 *   controls(block)        which are, but for the high bit, below 32 or 127
 *   is_dense(high, events) of a span with these high bits, and these bytes in all that
 *                          need more than themselves: whether the dense path is faster
 *   expand(s, in, n, marks, out)
 *                          that path: shows n <= 64 bytes, of which none is alone, and
 *                          returns the end; may store 64 bytes behind that */
#include "applets/cat/show.h"
#include "lib/cpu/inline.h"

/* What a stream needs done about each block. One loop is compiled for each of them,
 * so that it has no registers taken by what it never does. */
enum {
	PIECES = 1, /* bytes are shown by more than themselves */
	LINES = 2,  /* lines are numbered, or blank ones dropped */
	ALL = 4,    /* -A: the bytes are shown by all rules that there are */
};

/* The marks of the block at p; reads one byte behind it. */
INLINE struct marks
look(const struct show *s, const uint8_t *p, unsigned work)
{
	const bool every = work & ALL;
	const struct block block = load(p);
	struct marks m = {.newlines = equal(block, '\n')};

	if (every || s->opt.controls) {
		m.high = high_bits(block);
		m.caret = controls(block) & ~m.newlines;
		if (!every && !s->opt.tabs)
			m.caret &= ~equal(block, '\t');
	} else if (s->opt.tabs) {
		m.caret = equal(block, '\t');
	}
	if (!every && s->crs) {
		const uint64_t crs = equal(block, '\r'), before = equal(load(p + 1), '\n');
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
show_span(const struct show *s, const uint8_t *in, unsigned n, struct marks m, uint8_t *out)
{
	const uint64_t in_span = n < 64 ? (UINT64_C(1) << n) - 1 : UINT64_MAX;
	uint64_t events = (m.high | m.caret | m.dollar) & in_span;
	const uint8_t *end = in + n;

	if (is_dense(m.high & in_span, events) && !(m.alone & in_span)) {
		m.high &= in_span;
		m.caret &= in_span;
		m.dollar &= in_span;
		return expand(s, in, n, m, out);
	}
	while (events) {
		const unsigned plain = (unsigned)__builtin_ctzll(events);
		copy_64(out, in);
		in += plain;
		out += plain;
		memcpy(out, s->text[*in], 4);
		out += s->length[*in++];
		events = events >> plain >> 1;
	}
	copy_64(out, in);
	return out + (end - in);
}

static inline struct marks
shifted(struct marks m, unsigned by)
{
	return (struct marks){
	    .high = m.high >> by,
	    .caret = m.caret >> by,
	    .dollar = m.dollar >> by,
	    .alone = m.alone >> by,
	};
}

/* Where this block has to be cut: lines that a number goes before, and newlines that
 * are dropped. Carries the state of lines on to the next block. */
static inline void
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
	const struct marks m =
	    work & PIECES ? look(s, p, work) : (struct marks){.newlines = equal(load(p), '\n')};
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

/* The begin of what is at p that is shown as it is. */
static inline size_t
same_blocks(struct show *s, const uint8_t *p, const uint8_t *end)
{
	const uint8_t *from = p;

	if (s->numbers || s->opt.ends)
		return 0;
	for (; end - p >= SHOW_AHEAD; p += 64) {
		const struct marks m = look(s, p, PIECES);
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

/* As long as a block, what is read ahead of it and the room for it are there. */
INLINE uint8_t *
show_blocks(struct show *s, const uint8_t **in, const uint8_t *end, unsigned work, uint8_t *out,
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
		return show_blocks(s, in, end, PIECES | ALL, out, stop);
	if (!s->numbers && !s->opt.squeeze)
		return show_blocks(s, in, end, PIECES, out, stop);
	if (!s->changes && !s->opt.ends)
		return show_blocks(s, in, end, LINES, out, stop);
	return show_blocks(s, in, end, PIECES | LINES, out, stop);
}
