/* Lines out of bytes: a line's text is found with memchr, and is copied as it
 * is or byte by byte through a table of ready pieces. */
#include "applets/cat/show.h"

#include <string.h>

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
	if (c == '\t' ? opt->tabs : opt->controls && c < 0x80)
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
show_begin(struct show *s, const struct show_options *opt)
{
	*s = (struct show){.opt = *opt, .changes = opt->tabs || opt->controls};
	for (unsigned c = 0; c < 256; c++)
		s->length[c] = (uint8_t)look(opt, (uint8_t)c, s->text[c]);
	memset(s->counter, ' ', sizeof(s->counter));
	s->counter[SHOW_COUNTER - 2] = '0';
	s->counter[SHOW_COUNTER - 1] = '\t';
	s->first = SHOW_COUNTER - 2;
}

/* Counts on in the text itself: a carry is rare. Numbers take six columns, and
 * more when they need them. */
static uint8_t *
put_number(struct show *s, uint8_t *out)
{
	unsigned i = SHOW_COUNTER - 2, from;

	while (s->counter[i] == '9')
		s->counter[i--] = '0';
	if (s->counter[i] == ' ') {
		s->counter[i] = '1';
		s->first = i;
	} else {
		s->counter[i]++;
	}
	from = s->first < SHOW_COUNTER - 7 ? s->first : SHOW_COUNTER - 7;
	memcpy(out, s->counter + from, SHOW_COUNTER - from);
	return out + (SHOW_COUNTER - from);
}

static uint8_t *
put_newline(struct show *s, uint8_t *out)
{
	if (!s->in_line) {
		if (s->blank && s->opt.squeeze)
			return out;
		s->blank = 1;
		if (s->opt.number && !s->opt.nonblank)
			out = put_number(s, out);
	} else {
		s->blank = 0;
	}
	if (s->held_cr) {
		*out++ = '^';
		*out++ = 'M';
		s->held_cr = false;
	}
	if (s->opt.ends)
		*out++ = '$';
	*out++ = '\n';
	s->in_line = false;
	return out;
}

/* Shows n bytes, none of them a newline. */
static uint8_t *
put_text(const struct show *s, const uint8_t *in, size_t n, uint8_t *out)
{
	if (!s->changes) {
		memcpy(out, in, n);
		return out + n;
	}
	for (size_t i = 0; i < n; i++) {
		memcpy(out, s->text[in[i]], 4);
		out += s->length[in[i]];
	}
	return out;
}

/* Begins the line where it is not begun, and shows n >= 1 bytes of it. */
static uint8_t *
put_line(struct show *s, const uint8_t *in, size_t n, uint8_t *out)
{
	if (!s->in_line && (s->opt.number || s->opt.nonblank))
		out = put_number(s, out);
	s->in_line = true;
	if (s->held_cr)
		*out++ = '\r';
	/* -E shows a CR as ^M before a newline only; -v shows every one. */
	s->held_cr = s->opt.ends && !s->opt.controls && in[n - 1] == '\r';
	return put_text(s, in, n - s->held_cr, out);
}

size_t
show(struct show *s, const uint8_t **in, const uint8_t *end, uint8_t *out, size_t room)
{
	const uint8_t *p = *in, *newline;
	uint8_t *o = out;
	size_t left, n;

	while (p < end && (left = room - (size_t)(o - out)) >= SHOW_ROOM) {
		if (*p == '\n') {
			o = put_newline(s, o);
			p++;
			continue;
		}
		n = (size_t)(end - p);
		/* Each byte takes four at most, and the number comes on top. */
		if (n > (left - SHOW_ROOM / 2) / 4)
			n = (left - SHOW_ROOM / 2) / 4;
		newline = memchr(p, '\n', n);
		if (newline)
			n = (size_t)(newline - p);
		o = put_line(s, p, n, o);
		p += n;
	}
	*in = p;
	return (size_t)(o - out);
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
