/* cat's engine in plain C: eight bytes at a time while none of them changes, else byte by
 * byte through a table of ready pieces. */
#include "applets/cat/show.h"

#include <string.h>

#include "lib/cpu/pick.h"

/* A byte in each of the eight places of a word. */
static const uint64_t ONES = UINT64_C(0x0101010101010101), HIGH = UINT64_C(0x8080808080808080);

/* One byte by the rules of -v, without its "M-": at most two bytes. */
static size_t
caret(uint8_t c, uint8_t *out)
{
	if (c >= 0x20 && c != 0x7F) {
		out[0] = c;
		return 1;
	}
	out[0] = '^';
	out[1] = c ^ 0x40;
	return 2;
}

static size_t
look(const struct show_options *opt, uint8_t c, uint8_t *out)
{
	if (c == '\t' ? opt->tabs : opt->controls && c < 0x80 && c != '\n')
		return caret(c, out);
	if (c < 0x80 || !opt->controls) {
		out[0] = c;
		return 1;
	}
	out[0] = 'M';
	out[1] = '-';
	return 2 + caret(c & 0x7F, out + 2);
}

void
show_begin(struct show *s, const struct show_options *opt, enum cpu_level level)
{
	*s = (struct show){
	    .opt = *opt,
	    .level = level,
	    .numbers = opt->number || opt->nonblank,
	    .changes = opt->tabs || opt->controls,
	    .crs = opt->ends && !opt->controls,
	};
	for (unsigned c = 0; c < 256; c++)
		s->length[c] = (uint8_t)look(opt, (uint8_t)c, s->text[c]);
	if (opt->ends) {
		memcpy(s->text['\n'], "$\n", 2);
		s->length['\n'] = 2;
	}
	if (s->crs) {
		memcpy(s->text['\r'], "^M", 2);
		s->length['\r'] = 2;
	}
	number_begin(&s->number);
}

/* The newline at the end of a line, blank or not. */
static uint8_t *
put_newline(struct show *s, uint8_t *out)
{
	if (s->in_line) {
		s->in_line = false;
		s->blank = false;
	} else {
		if (s->blank && s->opt.squeeze)
			return out;
		s->blank = true;
		if (s->opt.number && !s->opt.nonblank)
			out = number_put(&s->number, out);
	}
	*out = '$';
	out += s->opt.ends;
	*out++ = '\n';
	return out;
}

/* More blank lines after a blank one, if all are alike: squeezed, or without numbers. Moves
 * *in past those that it showed. */
static uint8_t *
put_blanks(const struct show *s, const uint8_t **in, const uint8_t *end, uint8_t *out, size_t room)
{
	const uint8_t *p = *in, *stop = end;

	if (!s->opt.squeeze && (size_t)(end - p) > room / 2)
		stop = p + room / 2;
	while (p < stop && *p == '\n') {
		p++;
		if (s->opt.squeeze)
			continue;
		/* Without -E the second byte is overwritten. */
		out[0] = s->opt.ends ? '$' : '\n';
		out[1] = '\n';
		out += 1 + s->opt.ends;
	}
	*in = p;
	return out;
}

/* A high bit for each byte of w that is c. Above the lowest one others may be set too, by a
 * borrow. */
static inline uint64_t
has(uint64_t w, uint8_t c)
{
	w ^= ONES * c;
	return (w - ONES) & ~w & HIGH;
}

/* The same for the bytes that may look different: all but printable ASCII, or if only lines
 * count, newline and CR. */
static inline uint64_t
touched(uint64_t w, bool changes)
{
	if (changes)
		return ((w | (w - ONES * 0x20)) & HIGH) | has(w, 0x7F);
	return has(w, '\n') | has(w, '\r');
}

/* Whether the byte at p is more than a piece of text: a newline if lines are numbered,
 * or if a blank line that is squeezed may follow; or a CR that may be followed by a
 * newline. */
static inline bool
is_special(const struct show *s, const uint8_t *p, const uint8_t *end)
{
	if (*p == '\n')
		return s->numbers || (s->opt.squeeze && (p + 1 == end || p[1] == '\n'));
	return *p == '\r' && s->crs;
}

/* More than a step of put_line_text() writes, which is a word and a piece, and the CR that
 * may follow it. */
enum { MARGIN = 40 };

/* Shows text up to a special byte; as much as fits into the room. */
static uint8_t *
put_line_text(
    const struct show *s, const uint8_t **in, const uint8_t *end, uint8_t *out, size_t room)
{
	const uint8_t *const stop = out + room - MARGIN;
	const bool changes = s->changes;
	const uint8_t *p = *in;
	uint64_t w, mask;
	int pieces = 0; /* at least this many bytes go through the table */

	while (p < end && out < stop) {
		if (pieces == 0 && end - p >= 8) {
			memcpy(&w, p, 8);
			mask = touched(w, changes);
			if (!mask) {
				memcpy(out, &w, 8);
				p += 8;
				out += 8;
				continue;
			}
			/* If three bytes change, all eight go through the table. */
			mask &= mask - 1;
			if (mask & (mask - 1)) {
				pieces = 8;
			} else {
				/* Little-endian: the lowest bit belongs to the first byte. */
				int plain = __builtin_ctzll(touched(w, changes)) / 8;
				memcpy(out, &w, 8);
				p += plain;
				out += plain;
				pieces = 1;
			}
		}
		if (is_special(s, p, end))
			break;
		memcpy(out, s->text[*p], 4);
		out += s->length[*p++];
		pieces -= pieces > 0;
	}
	*in = p;
	return out;
}

/* A CR before p, which -E shows as ^M if a newline follows. At the end of the bytes it is
 * held. */
static uint8_t *
put_cr(struct show *s, const uint8_t *p, const uint8_t *end, uint8_t *out)
{
	s->held_cr = p == end;
	if (p == end)
		return out;
	if (*p != '\n') {
		*out = '\r';
		return out + 1;
	}
	out[0] = '^';
	out[1] = 'M';
	return out + 2;
}

size_t
show(struct show *s, const uint8_t **in, const uint8_t *end, uint8_t *out, size_t room)
{
	const bool alike = s->opt.squeeze || !s->opt.number || s->opt.nonblank;
	show_blocks *const blocks = CPU_PICK_VECTOR(s->level, show_blocks);
	const uint8_t *p = *in;
	uint8_t *o = out;

	if (s->held_cr && p < end)
		o = put_cr(s, p, end, o);
	while (p < end && room - (size_t)(o - out) >= SHOW_ROOM) {
		if (blocks && end - p >= SHOW_AHEAD) {
			o = blocks(s, &p, end, o, out + room);
			continue;
		}
		if (*p == '\n' && (s->numbers || s->opt.squeeze)) {
			p++;
			o = put_newline(s, o);
			if (s->blank && alike)
				o = put_blanks(s, &p, end, o, room - (size_t)(o - out));
			continue;
		}
		if (!s->in_line && s->numbers)
			o = number_put(&s->number, o);
		s->in_line = true;
		o = put_line_text(s, &p, end, o, room - (size_t)(o - out));
		if (p < end && *p == '\r' && s->crs) {
			p++;
			o = put_cr(s, p, end, o);
		}
	}
	*in = p;
	return (size_t)(o - out);
}

/* It is not quickly known. */
static size_t
show_same_plain(struct show *s, const uint8_t *in, const uint8_t *end)
{
	(void)s;
	(void)in;
	(void)end;
	return 0;
}

size_t
show_same(struct show *s, const uint8_t *in, const uint8_t *end)
{
	return CPU_PICK(s->level, show_same)(s, in, end);
}

size_t
show_end(struct show *s, uint8_t *out)
{
	if (!s->held_cr)
		return 0;
	s->held_cr = false;
	*out = '\r';
	return 1;
}
