/* Reads a line byte by byte, and decides what it is. */
#include "lib/dump/revert/rest.h"

/* An offset without a colon after it has at least six digits. */
enum { OFFSET_DIGITS_LEAST = 6, OFFSET_DIGITS_MOST = 16 };

const uint8_t rest_digits[256] = {
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
	unsigned high = rest_digits[p[0]], low = rest_digits[p[1]];

	*good &= high & low;
	return (uint8_t)(high << 4 | (low & 15));
}

bool
rest_read_byte(struct rest_of_line *t, struct line *l)
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

/* Returns how many digits the offset has; 0 if there are none or too many. */
static size_t
read_offset(struct rest_of_line *t, uint64_t *offset)
{
	size_t n = 0;

	*offset = 0;
	for (; !at_end(t) && rest_digits[*t->at]; t->at++, n++) {
		if (n == OFFSET_DIGITS_MOST)
			return 0;
		*offset = *offset << 4 | (rest_digits[*t->at] & 15);
	}
	return n;
}

/* Words of four digits with one blank before each: eight at most. */
static bool
read_default(struct rest_of_line *t, struct line *l)
{
	while (!at_end(t)) {
		if (l->count == RUN_BYTES || skip_all(t, ' ') != 1 || !rest_read_byte(t, l) ||
		    !rest_read_byte(t, l))
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
	       rest_read_byte(t, l))
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
		if (skip_all(t, ' ') != 1 || !rest_read_byte(t, l))
			return false;
	return true;
}

/* Whether these are bytes and nothing else, as xxd -p, hexyl --plain and od -An -t x1 print
 * them: pairs of digits, either all separate or all joined. */
static bool
lacks_offset(struct rest_of_line t)
{
	struct line l = {.count = 0};
	size_t bytes = 0, groups = 0;

	for (; !at_end(&t); groups++) {
		for (; rest_read_byte(&t, &l); l.count = 0)
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
		good = rest_read_xxd(t, l);
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

static void
trim(struct rest_of_line *t)
{
	while (t->end != t->at && is_blank(t->end[-1]))
		t->end--;
	while (t->end != t->at && is_blank(*t->at))
		t->at++;
}

/* Whether it is blank or a star. */
static bool
read_short(struct rest_of_line *t, struct line *l)
{
	trim(t);
	l->count = 0;
	l->error = NULL;
	l->kind = LINE_BLANK;
	if (at_end(t))
		return true;
	l->kind = LINE_STAR;
	return t->end - t->at == 1 && *t->at == '*';
}

static void
check_line(struct line *l)
{
	if (!l->error)
		return;
	l->kind = LINE_UNREADABLE;
	l->count = 0;
}

void
line_read(struct line *l, const uint8_t *p, size_t n)
{
	struct rest_of_line t = {p, p + n}, all;
	size_t offset;

	if (read_short(&t, l))
		return;
	all = t;
	offset = read_offset(&t, &l->offset);
	if (!offset || (offset < OFFSET_DIGITS_LEAST && !line_next_is(&t, ':')))
		l->error = lacks_offset(all) ? "no offset: use xxd -r -p" : "not a line of a dump";
	else if (at_end(&t))
		l->kind = LINE_END;
	else /* od's octal and decimal ones have seven digits, its hexadecimal ones six */
		read_body(&t, l, offset > OFFSET_DIGITS_LEAST && *all.at == '0');
	check_line(l);
}

void
line_read_bits(struct line *l, const uint8_t *p, size_t n)
{
	struct rest_of_line t = {p, p + n};

	if (read_short(&t, l))
		return;
	l->kind = LINE_XXD;
	if (!read_offset(&t, &l->offset) || skip_all(&t, ':') != 1 || !rest_read_bits(&t, l))
		l->error = "not a line of xxd -b";
	check_line(l);
}
