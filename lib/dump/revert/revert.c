/* The rules from line to line, as revert.h tells them; line.c reads lines. No more
 * than one line of input and the bytes of one line are kept. */
#include "lib/dump/revert/revert.h"

#include <string.h>

const char REVERT_BACKWARDS[] = "offset is before the end of the line before";

/* ---- output -------------------------------------------------------------- */

static uint64_t
bounded(const struct revert *r, uint64_t n)
{
	return n < r->left ? n : r->left;
}

/* Takes n bytes that were written to the sink, as many as bounded() allows. */
static void
written(struct revert *r, size_t n)
{
	r->sink->at += n;
	if (r->left != REVERT_UNBOUNDED)
		r->left -= n;
}

static void
write_pending(struct revert *r)
{
	if (!r->pending)
		return;
	memcpy(sink_room(r->sink, LINE_BYTES), r->last, r->last_count);
	written(r, (size_t)bounded(r, r->last_count));
	r->pending = false;
}

/* Writes n bytes to `out`: the last line repeated, by copying what is there in ever larger
 * pieces. There is room for the larger of the line and n. */
static void
fill_with_line(const struct revert *r, uint8_t *out, size_t n)
{
	size_t done = r->last_count;

	memcpy(out, r->last, done);
	while (done < n) {
		size_t more = n - done < done ? n - done : done;

		memcpy(out + done, out, more);
		done += more;
	}
}

static void
repeat(struct revert *r, uint64_t n)
{
	n = bounded(r, n);
	while (n) {
		uint8_t *out = sink_room(r->sink, LINE_BYTES);
		size_t room = (size_t)(r->sink->end - out);

		room -= room % r->last_count;
		if (room > n)
			room = (size_t)n;
		fill_with_line(r, out, room);
		written(r, room);
		n -= room;
	}
}

/* ---- lines --------------------------------------------------------------- */

/* Reports an error, unless all output that was asked for is written. */
static bool
wrong(struct revert *r, const char *error)
{
	write_pending(r);
	if (!r->left)
		return true;
	r->error = error;
	return false;
}

/* Whether the dump ends in the middle of its last word: then the second byte is padding. */
static bool
cuts_word(const struct revert *r, const struct line *l)
{
	return l->kind == LINE_END && r->kind == LINE_DEFAULT && r->pending &&
	       l->offset == r->offset - 1 && r->last[r->last_count - 1] == 0;
}

/* A gap or a repetition of that length. */
static bool
is_too_long(const struct revert *r, uint64_t n)
{
	return n > REVERT_REPEAT_MAX && r->left == REVERT_UNBOUNDED;
}

/* Zeros up to the line's offset. */
static bool
fill_gap(struct revert *r, const struct line *l)
{
	if (l->offset < r->offset) {
		r->back = l->offset;
		return wrong(r, REVERT_BACKWARDS);
	}
	if (is_too_long(r, l->offset - r->offset))
		return wrong(r, "more than 1 GiB is missing before it: use -l");
	write_pending(r);
	r->last[0] = 0;
	r->last_count = 1;
	repeat(r, l->offset - r->offset);
	return true;
}

/* Writes all bytes before the line's offset. */
static bool
catch_up(struct revert *r, const struct line *l)
{
	uint64_t gap = l->offset - r->offset;

	if (r->star) {
		if (l->offset < r->offset || gap % r->last_count)
			return wrong(r, "offset does not end the repetition");
		if (is_too_long(r, gap))
			return wrong(r, r->fill ? "more than 1 GiB repeated: use -l"
			                        : "more than 1 GiB repeated: use -n");
		write_pending(r);
		repeat(r, gap);
	} else if (cuts_word(r, l)) {
		r->last_count--;
	} else if (gap && r->fill) {
		if (!fill_gap(r, l))
			return false;
	} else if (gap && r->begun) {
		return wrong(r, "offset does not follow the line before");
	}
	write_pending(r);
	r->begun = true;
	r->star = false;
	r->offset = l->offset;
	return true;
}

static bool
take_star(struct revert *r)
{
	if (!r->last_count || r->star)
		return wrong(r, "no line to repeat");
	r->star = true;
	return true;
}

static bool
take_bytes(struct revert *r, const struct line *l)
{
	if (r->kind != LINE_BLANK && l->kind != r->kind)
		return wrong(r, "not a line of this dump");
	if (!catch_up(r, l))
		return false;
	if (__builtin_add_overflow(r->offset, l->count, &r->offset))
		return wrong(r, "offset too large");
	r->kind = l->kind;
	memcpy(r->last, l->bytes, l->count);
	r->last_count = l->count;
	r->pending = true;
	return true;
}

static bool
shift_offset(struct revert *r, struct line *l)
{
	if (r->shift_back && l->offset < r->shift)
		return wrong(r, "offset is before 0");
	if (r->shift_back)
		l->offset -= r->shift;
	else if (__builtin_add_overflow(l->offset, r->shift, &l->offset))
		return wrong(r, "offset too large");
	return true;
}

static bool
take_line(struct revert *r, const uint8_t *p, size_t n)
{
	struct line l;

	r->line++;
	if (n > REVERT_LINE_MAX)
		return wrong(r, "line too long");
	if (r->bits)
		line_read_bits(&l, p, n);
	else
		line_read(&l, p, n);
	if (l.kind == LINE_BLANK)
		return true;
	if (l.kind == LINE_UNREADABLE)
		return wrong(r, l.error);
	if (r->ended)
		return wrong(r, "more after the end of the dump");
	if (l.kind == LINE_STAR)
		return take_star(r);
	if (!shift_offset(r, &l))
		return false;
	if (r->columns && l.count > r->columns)
		l.count = r->columns;
	if (l.kind != LINE_END)
		return take_bytes(r, &l);
	if (!r->begun)
		return wrong(r, "nothing but an offset: use xxd -r -p");
	if (r->kind == LINE_XXD)
		return wrong(r, "not a line of this dump");
	r->ended = true;
	return catch_up(r, &l);
}

/* Takes full lines with consecutive offsets, and returns their length. */
static size_t
take_run(struct revert *r, const uint8_t *p, size_t n)
{
	size_t len, lines, room;
	uint8_t *out;

	if (!r->pending || r->star || r->bits || (r->columns && r->columns < RUN_BYTES) ||
	    (!r->shift_back && r->offset < r->shift))
		return 0;
	out = sink_room(r->sink, SINK_ROOM);
	room = (size_t)bounded(r, (size_t)(r->sink->end - out));
	if (room < r->last_count)
		return 0;
	memcpy(out, r->last, r->last_count);
	out += r->last_count;
	room -= r->last_count;
	lines = line_run(r->kind, r->shift_back ? r->offset + r->shift : r->offset - r->shift, p, n,
	    room / RUN_BYTES, out, &len);
	if (!lines)
		return 0;
	/* All but the last of them are written. */
	out += (lines - 1) * RUN_BYTES;
	written(r, (size_t)(out - r->sink->at));
	memcpy(r->last, out, RUN_BYTES);
	r->last_count = RUN_BYTES;
	r->offset += lines * RUN_BYTES;
	r->line += lines;
	return len;
}

/* ---- the dump ------------------------------------------------------------ */

void
revert_begin(struct revert *r)
{
	r->error = NULL;
	r->line = 0;
	r->window.held = 0;
	r->kind = LINE_BLANK;
	r->offset = 0;
	r->begun = r->star = r->ended = r->pending = false;
	r->last_count = 0;
}

uint8_t *
revert_room(const struct revert *r, size_t *n)
{
	return window_room(&r->window, n);
}

bool
revert_add(struct revert *r, size_t n)
{
	const uint8_t *p = r->window.bytes, *newline;

	n += r->window.held;
	while (r->left) {
		size_t len = take_run(r, p, n);

		p += len;
		n -= len;
		newline = memchr(p, '\n', n);
		if (!newline)
			break;
		len = (size_t)(newline - p);
		if (!take_line(r, p, len))
			return false;
		p += len + 1;
		n -= len + 1;
	}
	if (!r->left)
		n = 0;
	/* It is too long, wherever it ends: this bounds what is held. */
	if (n > REVERT_LINE_MAX)
		return take_line(r, p, n);
	window_keep(&r->window, p, n);
	return true;
}

bool
revert_end(struct revert *r)
{
	if (r->window.held && !take_line(r, r->window.bytes, r->window.held))
		return false;
	if (r->star)
		return wrong(r, "no offset ends the repetition");
	write_pending(r);
	return true;
}
