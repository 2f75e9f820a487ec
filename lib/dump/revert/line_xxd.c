/* Lines of xxd. Where the digits are bits, or a group is little-endian, only the characters at
 * the right can tell. */
#include "lib/dump/revert/rest.h"

/* Bytes with nothing between them. Returns how many. */
static size_t
read_group(struct rest_of_line *t, struct line *l)
{
	size_t before = l->count;

	while (rest_read_byte(t, l))
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

bool
rest_read_xxd(struct rest_of_line *t, struct line *l)
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

/* ---- bits ---------------------------------------------------------------- */

static bool
read_byte_of_bits(struct rest_of_line *t, struct line *l)
{
	unsigned byte = 0;

	if (t->end - t->at < 8 || l->count == LINE_BYTES)
		return false;
	for (int i = 0; i < 8; i++) {
		if (t->at[i] != '0' && t->at[i] != '1')
			return false;
		byte = byte << 1 | (t->at[i] & 1U);
	}
	l->bytes[l->count++] = (uint8_t)byte;
	t->at += 8;
	return true;
}

bool
rest_read_bits(struct rest_of_line *t, struct line *l)
{
	size_t blanks = skip_blanks(t);

	while (blanks < 2 && read_byte_of_bits(t, l)) {
		while (read_byte_of_bits(t, l))
			;
		blanks = skip_blanks(t);
	}
	return l->count && (at_end(t) || blanks >= 2);
}

/* ---- lines of all kinds -------------------------------------------------- */
