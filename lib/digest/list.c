/* See lib/digest/list.h. */
#include "lib/digest/list.h"

#include <string.h>

void
list_begin(struct digest_list *l)
{
	l->number = 1;
	l->complete = l->too_long = false;
	l->length = 0;
}

size_t
list_add(struct digest_list *l, const char *bytes, size_t n)
{
	const char *newline = n ? memchr(bytes, '\n', n) : NULL;
	size_t kept;

	if (l->complete) {
		l->number++;
		l->too_long = false;
		l->length = 0;
	}
	n = newline ? (size_t)(newline - bytes) : n;
	kept = n < LINE_MOST - l->length ? n : LINE_MOST - l->length;
	if (kept)
		memcpy(l->text + l->length, bytes, kept);
	l->length += kept;
	l->too_long = l->too_long || kept < n;
	l->complete = newline != NULL;
	return n + l->complete;
}

enum list_line
list_line(struct digest_list *l, const struct digest_rule *rule, enum digest_form *form,
    struct digest_line *line, const char *text[2])
{
	static const char mark[3] = {'\xEF', '\xBB', '\xBF'};
	const char *from = l->text, *to = from + l->length;

	if (l->number == 1 && l->length >= sizeof(mark) && memcmp(from, mark, sizeof(mark)) == 0)
		from += sizeof(mark);
	if (to > from && to[-1] == '\r')
		to--;
	if (to == from || *from == '#')
		return LIST_COMMENT;
	if (l->too_long || !line_parse(line, rule, form, from, (size_t)(to - from)))
		return LIST_IMPROPER;
	text[0] = from;
	text[1] = to;
	return LIST_PROPER;
}
