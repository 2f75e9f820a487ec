/* Reads a line byte by byte, and decides what it is. */
#include "lib/dump/revert/line.h"

#include <stdbool.h>

/* An offset without a colon after it has at least six digits. */
enum { OFFSET_DIGITS_LEAST = 6, OFFSET_DIGITS_MOST = 16 };

/* A digit's value and DIGIT, or 0. */
enum { DIGIT = 16 };
static const uint8_t digits[256] = {
    ['0'] = 16,
    17,
    18,
    19,
    20,
    21,
    22,
    23,
    24,
    25,
    ['A'] = 26,
    27,
    28,
    29,
    30,
    31,
    ['a'] = 26,
    27,
    28,
    29,
    30,
    31,
};

/* The byte of two digits. DIGIT is kept in *good if both are digits. */
static uint8_t
pair(const uint8_t *p, unsigned *good)
{
	unsigned high = digits[p[0]], low = digits[p[1]];

	*good &= high & low;
	return (uint8_t)(high << 4 | (low & 15));
}

/* ---- any line ------------------------------------------------------------ */

struct rest_of_line {
	const uint8_t *at, *end;
};

static bool
is_blank(uint8_t c)
{
	return c == ' ' || c == '\t' || c == '\r';
}

static bool
at_end(const struct rest_of_line *t)
{
	return t->at == t->end;
}

static bool
line_next_is(const struct rest_of_line *t, uint8_t c)
{
	return t->at != t->end && *t->at == c;
}

static size_t
skip_all(struct rest_of_line *t, uint8_t c)
{
	const uint8_t *before = t->at;

	while (line_next_is(t, c))
		t->at++;
	return (size_t)(t->at - before);
}

/* Returns how many digits the offset has; 0 if there are none or too many. */
static size_t
read_offset(struct rest_of_line *t, uint64_t *offset)
{
	size_t n = 0;

	*offset = 0;
	for (; !at_end(t) && digits[*t->at]; t->at++, n++) {
		if (n == OFFSET_DIGITS_MOST)
			return 0;
		*offset = *offset << 4 | (digits[*t->at] & 15);
	}
	return n;
}

/* Reads one more byte of the line; false if the next two characters are not digits. */
static bool
read_byte(struct rest_of_line *t, struct line *l)
{
	unsigned good = DIGIT;

	if (t->end - t->at < 2 || l->count == LINE_BYTES)
		return false;
	l->bytes[l->count] = pair(t->at, &good);
	if (!good)
		return false;
	l->count++;
	t->at += 2;
	return true;
}

/* Words of four digits with one blank before each: eight at most. */
static bool
read_default(struct rest_of_line *t, struct line *l)
{
	while (!at_end(t)) {
		if (l->count == RUN_BYTES || skip_all(t, ' ') != 1 || !read_byte(t, l) ||
		    !read_byte(t, l))
			return false;
#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
		uint8_t *word = l->bytes + l->count - 2, first = word[0];

		word[0] = word[1];
		word[1] = first;
#endif
	}
	return true;
}

/* Bytes with a blank between them, two after the eighth; then nothing, or blanks
 * and what is in bars. Or as -X has them: two blanks between all. */
static bool
read_canonical(struct rest_of_line *t, struct line *l)
{
	size_t blanks = 2;
	bool wide = t->end - t->at > 4 && t->at[2] == ' ' && t->at[3] == ' ' && t->at[4] != '|' &&
	            t->at[4] != ' ';

	while (l->count < RUN_BYTES && blanks == (wide || l->count == 0 || l->count == 8 ? 2 : 1) &&
	       read_byte(t, l))
		blanks = skip_all(t, ' ');
	return l->count && (at_end(t) || (!wide && blanks && line_next_is(t, '|')));
}

/* Whether a single byte follows after one blank. */
static bool
is_od(const struct rest_of_line *t)
{
	return t->end - t->at == 3 || (t->end - t->at > 3 && t->at[3] == ' ');
}

/* Bytes with one blank before each. */
static bool
read_od(struct rest_of_line *t, struct line *l)
{
	while (!at_end(t))
		if (skip_all(t, ' ') != 1 || !read_byte(t, l))
			return false;
	return true;
}

/* ---- lines of xxd -------------------------------------------------------- */

static size_t
skip_blanks(struct rest_of_line *t)
{
	const uint8_t *before = t->at;

	while (line_next_is(t, ' ') || line_next_is(t, '\t'))
		t->at++;
	return (size_t)(t->at - before);
}

/* Bytes with nothing between them. Returns how many. */
static size_t
read_group(struct rest_of_line *t, struct line *l)
{
	size_t before = l->count;

	while (read_byte(t, l))
		;
	return l->count - before;
}

/* Whether the text shows p[0..n). Blanks at both ends do not count: editors remove trailing
 * ones, and leading ones merge with those before. */
static bool
shows(const struct rest_of_line *t, const uint8_t *p, size_t n)
{
	size_t len = (size_t)(t->end - t->at);

	while (n && p[n - 1] == ' ')
		n--;
	for (; n && *p == ' '; n--)
		p++;
	if (n != len)
		return false;
	for (size_t i = 0; i < n; i++)
		if (t->at[i] != line_shown(p[i]))
			return false;
	return true;
}

static void
turn(uint8_t *out, const uint8_t *p, size_t n)
{
	for (size_t i = 0; i < n; i++)
		out[i] = p[n - 1 - i];
}

/* What the groups at t really are, as the characters at the end of the line tell; NULL if
 * these were only edited. */
static const char *
misread(struct rest_of_line t, const struct rest_of_line *characters)
{
	struct line l = {.count = 0};
	uint8_t turned[LINE_BYTES];
	size_t first = 0, blanks = 0, n;
	bool bits = true;

	for (; t.at < characters->at; blanks = skip_blanks(&t)) {
		size_t start = l.count;

		n = read_group(&t, &l);
		turn(turned + start, l.bytes + start, n);
		first = first ? first : n;
		/* The bits of a byte are the digits of four. */
		bits &= n % 4 == 0;
	}
	for (size_t i = 0; i < l.count; i++)
		bits &= (l.bytes[i] & 0xEE) == 0;
	if (bits && (size_t)(characters->end - characters->at) < l.count)
		return "bits, not bytes (xxd -b)";
	if (shows(characters, turned, l.count))
		return "little-endian groups (xxd -e)";

	/* xxd -e moves a short last group to the right by the digits that it lacks,
	 * and then it seems to be the first of the characters. */
	n = read_group(&t, &l);
	turn(turned + l.count - n, l.bytes + l.count - n, n);
	if (n && blanks + 2 * n == 1 + 2 * first && skip_blanks(&t) >= 2 &&
	    shows(&t, turned, l.count))
		return "little-endian groups (xxd -e)";
	return NULL;
}

/* Groups with or without a blank between them, up to two blanks or the end; then
 * characters. */
static bool
read_xxd(struct rest_of_line *t, struct line *l)
{
	size_t blanks = skip_blanks(t);
	struct rest_of_line groups = *t;

	while (blanks < 2 && read_group(t, l))
		blanks = skip_blanks(t);
	if (!l->count || (!at_end(t) && blanks < 2))
		return false;
	if (!shows(t, l->bytes, l->count))
		l->error = misread(groups, t);
	return true;
}

/* ---- lines of all kinds -------------------------------------------------- */

/* Whether these are bytes and nothing else, as xxd -p, hexyl --plain and od -An -t x1 print
 * them: pairs of digits, either all separate or all joined. */
static bool
lacks_offset(struct rest_of_line t)
{
	struct line l = {.count = 0};
	size_t bytes = 0, groups = 0;

	for (; !at_end(&t); groups++) {
		for (; read_byte(&t, &l); l.count = 0)
			bytes++;
		if (skip_blanks(&t) == 0 && !at_end(&t))
			return false;
	}
	return groups == 1 || groups == bytes;
}

static void
read_body(struct rest_of_line *t, struct line *l, bool may_be_octal)
{
	bool good;

	if (line_next_is(t, ':')) {
		t->at++;
		good = read_xxd(t, l);
		l->kind = LINE_XXD;
	} else if (t->end - t->at > 1 && t->at[0] == ' ' && t->at[1] == ' ') {
		t->at += 2;
		good = read_canonical(t, l);
		l->kind = LINE_CANONICAL;
	} else if (is_od(t)) {
		good = read_od(t, l);
		l->kind = LINE_CANONICAL;
		if (good && may_be_octal)
			l->error = "offset may not be hexadecimal: use od -A x";
	} else {
		good = read_default(t, l);
		l->kind = LINE_DEFAULT;
	}
	if (!good)
		l->error = "not a line of a dump";
}

void
line_read(struct line *l, const uint8_t *p, size_t n)
{
	struct rest_of_line t = {p, p + n}, all;
	size_t offset;

	while (t.end != t.at && is_blank(t.end[-1]))
		t.end--;
	while (t.end != t.at && is_blank(*t.at))
		t.at++;
	l->count = 0;
	l->error = NULL;
	l->kind = LINE_BLANK;
	if (at_end(&t))
		return;
	l->kind = LINE_STAR;
	if (t.end - t.at == 1 && *t.at == '*')
		return;

	all = t;
	offset = read_offset(&t, &l->offset);
	if (!offset || (offset < OFFSET_DIGITS_LEAST && !line_next_is(&t, ':')))
		l->error = lacks_offset(all) ? "no offset: use xxd -r -p" : "not a line of a dump";
	else if (at_end(&t))
		l->kind = LINE_END;
	else /* od's octal and decimal ones have seven digits, its hexadecimal ones six */
		read_body(&t, l, offset > OFFSET_DIGITS_LEAST && *all.at == '0');
	if (l->error) {
		l->kind = LINE_UNREADABLE;
		l->count = 0;
	}
}
