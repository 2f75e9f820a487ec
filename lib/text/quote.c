/* gnulib's quotearg, the two styles that GNU's diagnostics use: a name is
 * printed so that a shell reads it back, and nothing unprintable is printed.
 * The rules are those of gnulib/lib/quotearg.c, found by running GNU's tools. */
#include "lib/text/quote.h"

#include "lib/ascii.h"
#include "lib/utf8/utf8.h"
#include "lib/utf8/width.h"

/* What stands at some place of a name. */
struct piece {
	size_t len;     /* bytes */
	bool printable; /* printed as it is */
};

static bool
printable(uint32_t c)
{
	return char_width(c) >= 0;
}

/* The piece at s, whose bytes end with a NUL. */
static struct piece
piece_at(const char *s, bool utf8)
{
	unsigned char c = (unsigned char)*s;
	uint8_t bytes[4];
	size_t n = 0;
	uint32_t code;
	int len;

	if (c < 0x80 || !utf8)
		return (struct piece){1, ascii_is_printable(*s)};
	while (n < sizeof(bytes) && s[n]) {
		bytes[n] = (uint8_t)s[n];
		n++;
	}
	len = utf8_decode(bytes, n, &code);
	if (len > 0)
		return (struct piece){(size_t)len, printable(code)};
	/* A character cut off by the end of the name is one piece. */
	return (struct piece){len < 0 ? n : 1, false};
}

static bool
one_of(char c, const char *set)
{
	for (; *set; set++)
		if (*set == c)
			return true;
	return false;
}

/* Special to a shell anywhere ... */
static const char special[] = "!\"$&()*;<=>?[\\^`|";

/* ... or only as the first character, or as the only one. */
static bool
special_here(const char *name, size_t i)
{
	char c = name[i];

	if (c == '#' || c == '~')
		return i == 0;
	if (c == '{' || c == '}')
		return name[1] == '\0';
	return c == ' ' || c == '\'' || c == ':' || one_of(c, special);
}

/* Whether the byte is an ordinary one in double quotes. As in gnulib, # ~ { } are not,
 * except where a shell treats them as special. */
static bool
harmless(const char *name, size_t i)
{
	return !one_of(name[i], special) && (!one_of(name[i], "#~{}") || special_here(name, i));
}

static void
quote_escape(struct text *t, char c)
{
	unsigned char u = (unsigned char)c;

	text_char(t, '\\');
	if (ascii_escape_letter(c)) {
		text_char(t, ascii_escape_letter(c));
		return;
	}
	text_char(t, (char)('0' + (u >> 6)));
	text_char(t, (char)('0' + (u >> 3 & 7)));
	text_char(t, (char)('0' + (u & 7)));
}

enum { AS_IS, DOUBLE, SINGLE };

/* How to quote the name: in double quotes if an apostrophe is the only byte that needs
 * quotes. */
static int
style(const char *name, bool utf8)
{
	bool needed = *name == '\0', apostrophe = false, easy = true;
	struct piece p;

	for (size_t i = 0; name[i]; i += p.len) {
		p = piece_at(name + i, utf8);
		if (!p.printable || special_here(name, i))
			needed = true;
		if (name[i] == '\'')
			apostrophe = true;
		else if (!p.printable || !harmless(name, i))
			easy = false;
	}
	if (!needed)
		return AS_IS;
	return apostrophe && easy ? DOUBLE : SINGLE;
}

/* 'a'$'\n''b': the quotes are closed around escapes. */
static void
single_quoted(struct text *t, const char *name)
{
	bool escaping = false;
	struct piece p;

	text_char(t, '\'');
	for (; *name; name += p.len) {
		p = piece_at(name, t->utf8);
		if (!p.printable && !escaping)
			text_str(t, "'$'");
		if (p.printable && escaping && *name != '\'')
			text_str(t, "''");
		escaping = !p.printable;
		for (size_t i = 0; i < p.len; i++) {
			if (!p.printable)
				quote_escape(t, name[i]);
			else if (name[i] == '\'')
				text_str(t, "'\\''");
			else
				text_char(t, name[i]);
		}
	}
	text_char(t, '\'');
}

void
quote_name(struct text *t, const char *name)
{
	switch (style(name, t->utf8)) {
	case AS_IS:
		text_str(t, name);
		break;
	case DOUBLE:
		text_char(t, '"');
		text_str(t, name);
		text_char(t, '"');
		break;
	default:
		single_quoted(t, name);
	}
}

void
quote_always(struct text *t, const char *name)
{
	if (style(name, t->utf8) == AS_IS)
		single_quoted(t, name);
	else
		quote_name(t, name);
}

/* Both forms of an argument: hard names the bytes that take a backslash. */
static void
escape_all(struct text *t, const char *arg, const char *hard)
{
	struct piece p;

	for (; *arg; arg += p.len) {
		p = piece_at(arg, t->utf8);
		for (size_t i = 0; i < p.len; i++) {
			if (!p.printable) {
				quote_escape(t, arg[i]);
				continue;
			}
			if (one_of(arg[i], hard))
				text_char(t, '\\');
			text_char(t, arg[i]);
		}
	}
}

void
quote_arg(struct text *t, const char *arg)
{
	text_char(t, '\'');
	escape_all(t, arg, "'\\");
	text_char(t, '\'');
}

void
quote_plain(struct text *t, const char *arg)
{
	escape_all(t, arg, "");
}
