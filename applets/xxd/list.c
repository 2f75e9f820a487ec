/* Lists of bytes: plain digits, or the elements of an array in C. */
#include "applets/xxd/list.h"

#include <string.h>

/* A line's end belongs to what begins the next line, since the last line has no comma. */
struct list_texts
list_texts(const struct shape *s)
{
	if (s->kind == SHAPE_PLAIN)
		return (struct list_texts){"", "\n", "", ""};
	return (struct list_texts){
	    "  ", ",\n  ", ", ", s->bits ? "0b" : (s->capital ? "0X" : "0x")};
}

static uint8_t *
put_text(uint8_t *out, const char *text)
{
	while (*text)
		*out++ = (uint8_t)*text++;
	return out;
}

static bool
begins_line(const struct shape *s)
{
	return s->columns && s->shown % s->columns == 0;
}

static void
print_byte(struct shape *s, struct sink *sink, uint8_t byte)
{
	const struct list_texts texts = list_texts(s);
	uint8_t *out = sink_room(sink, 16);

	if (!s->shown)
		out = put_text(out, texts.first);
	else
		out = put_text(out, begins_line(s) ? texts.next : texts.between);
	out = put_text(out, texts.prefix);
	sink->at = shape_cell(s, byte, out);
	s->shown++;
}

/* How many of n bytes can be printed at once from here: whole lines after the first, or what is
 * on this line. */
static size_t
quick_bytes(const struct shape *s, size_t n)
{
	const uint64_t left = s->columns ? s->columns - s->shown % s->columns : n;

	if ((!s->quick.lanes && !s->quick.plain_put) || !s->shown)
		return 0;
	if (list_has_lines(s))
		return begins_line(s) ? n - n % (size_t)s->columns : 0;
	if (begins_line(s))
		return 0;
	return left < n ? (size_t)left : n;
}

/* Prints some of n bytes, and returns how many. */
static size_t
print_some(struct shape *s, struct sink *sink, const uint8_t *p, size_t n)
{
	const size_t quick = quick_bytes(s, n);

	if (!quick) {
		print_byte(s, sink, *p);
		return 1;
	}
	quick_list(s, sink, p, quick);
	s->shown += quick;
	return quick;
}

void
shape_list(struct shape *s, struct sink *sink, const uint8_t *p, size_t n)
{
	while (n) {
		const size_t now = print_some(s, sink, p, n);

		p += now;
		n -= now;
	}
}
