/* Two readers of dump lines: one parses a line byte by byte and decides what it is; the
 * other knows where each byte is in the full lines that the tools write, checks the rest of
 * such a line, and leaves all others to the first. */
#include "lib/dump/revert/line.h"

#include <stdbool.h>
#include <string.h>

#include "lib/ascii.h"
#include "lib/cpu/load.h"
#include "lib/number/digits.h"

/* An offset without a colon after it has at least six digits. */
enum { OFFSET_DIGITS_LEAST = 6, OFFSET_DIGITS_MOST = 16 };

/* A digit's value and DIGIT, or 0. */
enum { DIGIT = 16 };
static const uint8_t digits[256] = {
    ['0'] = DIGIT,
    ['1'] = DIGIT | 1,
    ['2'] = DIGIT | 2,
    ['3'] = DIGIT | 3,
    ['4'] = DIGIT | 4,
    ['5'] = DIGIT | 5,
    ['6'] = DIGIT | 6,
    ['7'] = DIGIT | 7,
    ['8'] = DIGIT | 8,
    ['9'] = DIGIT | 9,
    ['A'] = DIGIT | 10,
    ['B'] = DIGIT | 11,
    ['C'] = DIGIT | 12,
    ['D'] = DIGIT | 13,
    ['E'] = DIGIT | 14,
    ['F'] = DIGIT | 15,
    ['a'] = DIGIT | 10,
    ['b'] = DIGIT | 11,
    ['c'] = DIGIT | 12,
    ['d'] = DIGIT | 13,
    ['e'] = DIGIT | 14,
    ['f'] = DIGIT | 15,
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

/* How xxd shows a byte at the right. */
static uint8_t
shown(uint8_t c)
{
	return ascii_is_printable((char)c) ? c : '.';
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
		if (t->at[i] != shown(p[i]))
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

/* ---- runs of full lines -------------------------------------------------- */

enum { BODY_MAX = 80, HEAD_MAX = 16 };

/* A full line of a kind: an offset, a separator, and the body. */
static const struct frame {
	size_t digits; /* of the offset, at least */
	char separator[4];
	size_t len; /* of the body; after it only the line's end may come */
	/* 'h' is any digit, '.' any character but a newline, else it is itself. */
	char body[BODY_MAX];
	uint8_t bytes[RUN_BYTES]; /* where the digits of each stand in it */
} frames[LINE_UNREADABLE] = {
    [LINE_DEFAULT] = {7, " ", 39, "hhhh hhhh hhhh hhhh hhhh hhhh hhhh hhhh",
#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
        {2, 0, 7, 5, 12, 10, 17, 15, 22, 20, 27, 25, 32, 30, 37, 35}},
#else
        {0, 2, 5, 7, 10, 12, 15, 17, 20, 22, 25, 27, 30, 32, 35, 37}},
#endif
    [LINE_CANONICAL] = {8, "  ", 68,
        "hh hh hh hh hh hh hh hh  hh hh hh hh hh hh hh hh  |................|",
        {0, 3, 6, 9, 12, 15, 18, 21, 25, 28, 31, 34, 37, 40, 43, 46}},
    [LINE_XXD] = {8, ": ", 57, "hhhh hhhh hhhh hhhh hhhh hhhh hhhh hhhh  ................",
        {0, 2, 5, 7, 10, 12, 15, 17, 20, 22, 25, 27, 30, 32, 35, 37}},
};

/* The beginning of a line, 8 to 16 bytes, as two words that may overlap. The last digit but
 * one, which counts the lines, is masked out and compared apart: loading a word just after
 * a store into it would stall. */
struct head {
	size_t digits, len;
	uint64_t first, first_mask, last, last_mask;
};

/* False for offsets from 2^56 on: they are not read in runs. */
static bool
make_head(struct head *h, const struct frame *f, uint64_t offset)
{
	size_t separator = f->separator[1] ? 2 : 1;
	uint8_t text[HEAD_MAX], mask[HEAD_MAX];

	h->digits = digits_hex(offset);
	if (h->digits < f->digits)
		h->digits = f->digits;
	h->len = h->digits + separator;
	if (h->len > HEAD_MAX)
		return false;
	digits_put((char *)text + h->digits, offset, 16, h->digits, false);
	memcpy(text + h->digits, f->separator, separator);
	memset(mask, 0xFF, sizeof(mask));
	mask[h->digits - 2] = 0;
	h->first_mask = load_u64(mask);
	h->first = load_u64(text) & h->first_mask;
	h->last_mask = load_u64(mask + h->len - 8);
	h->last = load_u64(text + h->len - 8) & h->last_mask;
	return true;
}

static bool
has_head(const uint8_t *p, const struct head *h, uint64_t offset)
{
	return (load_u64(p) & h->first_mask) == h->first &&
	       (load_u64(p + h->len - 8) & h->last_mask) == h->last &&
	       p[h->digits - 2] == (uint8_t)digits_of_case(false)[offset >> 4 & 15];
}

/* Whether all of the body but its digits is at p, where BODY_MAX bytes can be read. One
 * loop without branches, so that the compiler makes vectors of it. */
static bool
has_frame(const uint8_t *p, const struct frame *f)
{
	uint8_t wrong = 0;

	for (size_t i = 0; i < BODY_MAX; i++) {
		uint8_t is = p[i], must = (uint8_t)f->body[i];
		bool free = must == 'h' || must == 0;

		wrong |= must == '.' ? is == '\n' : !free && is != must;
	}
	return !wrong;
}

/* The digits, of either case, are first gathered, so that this becomes vectors too. */
static bool
read_digits(uint8_t *out, const uint8_t *p, const struct frame *f)
{
	uint8_t text[2 * RUN_BYTES], wrong = 0;

	for (size_t i = 0; i < RUN_BYTES; i++)
		memcpy(text + 2 * i, p + f->bytes[i], 2);
	for (size_t i = 0; i < sizeof(text); i++) {
		uint8_t digit = (uint8_t)(text[i] - '0');
		uint8_t letter = (uint8_t)((text[i] | ('a' ^ 'A')) - 'a');

		wrong |= digit > 9 && letter > 5;
		text[i] = digit > 9 ? letter + 10 : digit;
	}
	for (size_t i = 0; i < RUN_BYTES; i++)
		out[i] = (uint8_t)(text[2 * i] << 4 | text[2 * i + 1]);
	return !wrong && has_frame(p, f);
}

/* Whether the 16 characters at p show these bytes. If not, the groups of an xxd dump may be
 * little-endian. */
static bool
has_text(const uint8_t *p, const uint8_t *bytes)
{
	uint8_t wrong = 0;

	for (size_t i = 0; i < RUN_BYTES; i++)
		wrong |= p[i] ^ shown(bytes[i]);
	return !wrong;
}

/* The length of the line's end, LF or CR LF; 0 if there is none. */
static size_t
line_end(const uint8_t *p)
{
	if (p[0] == '\n')
		return 1;
	return p[0] == '\r' && p[1] == '\n' ? 2 : 0;
}

size_t
line_run(enum line_kind kind, uint64_t offset, const uint8_t *p, size_t n, size_t max, uint8_t *out,
    size_t *len)
{
	const struct frame *f = &frames[kind];
	struct head head;
	size_t at = 0, lines = 0;

	*len = 0;
	if (!f->len || !make_head(&head, f, offset))
		return 0;
	while (lines < max && n - at >= HEAD_MAX + BODY_MAX) {
		size_t end = at + head.len + f->len;
		size_t more = line_end(p + end);

		if (!more || !has_head(p + at, &head, offset) ||
		    !read_digits(out, p + at + head.len, f) ||
		    (kind == LINE_XXD && !has_text(p + end - RUN_BYTES, out)))
			break;
		at = *len = end + more;
		out += RUN_BYTES;
		lines++;
		offset += RUN_BYTES;
		if ((offset & 0xF0) == 0 && !make_head(&head, f, offset))
			break;
	}
	return lines;
}
