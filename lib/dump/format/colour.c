/* Colours: terminal sequences by name, and the conditions under which they apply. A
 * condition reads only the bytes of its print, which are in the block; the cost does not
 * depend on the size of its range. */
#include "lib/dump/format/colour.h"

#include <string.h>

#include "lib/ascii.h"
#include "lib/number/parse.h"

enum { VALUE_MAX = 8 }; /* the most bytes that a number is compared with */

struct condition {
	const char *sequence;
	const char *string; /* NULL: none */
	uint64_t value;
	uint64_t first, count; /* the range, if any: offsets in the input */
	uint32_t length;       /* of the string */
	bool has_value, has_offset, invert;
};

struct colours {
	size_t count;
	bool anywhere;
	struct condition list[];
};

const char colour_end[] = "\033[0m";

/* lightgray is the same as gray. */
static const struct {
	char name[13], sequence[8];
} names[] = {
    {"black", "\033[30m"},
    {"blink", "\033[5m"},
    {"blue", "\033[34m"},
    {"bold", "\033[1m"},
    {"brown", "\033[33m"},
    {"cyan", "\033[36m"},
    {"darkgray", "\033[1;30m"},
    {"gray", "\033[37m"},
    {"green", "\033[32m"},
    {"halfbright", "\033[2m"},
    {"lightblue", "\033[1;34m"},
    {"lightcyan", "\033[1;36m"},
    {"lightgray", "\033[37m"},
    {"lightgreen", "\033[1;32m"},
    {"lightmagenta", "\033[1;35m"},
    {"lightred", "\033[1;31m"},
    {"magenta", "\033[35m"},
    {"red", "\033[31m"},
    {"reset", "\033[0m"},
    {"reverse", "\033[7m"},
    {"white", "\033[1;37m"},
    {"yellow", "\033[1;33m"},
};

/* The rest of a list. */
struct rest {
	const char *at, *end;
};

static bool
take_char(struct rest *r, char c)
{
	if (r->at == r->end || *r->at != c)
		return false;
	r->at++;
	return true;
}

static bool
next_number(struct rest *r, unsigned radix, uint64_t *n)
{
	const char *start = r->at;

	return number_parse(&r->at, r->end, radix, n) && r->at != start;
}

static const char *
sequence_of(struct rest *r)
{
	size_t n = 0;
	const char *name = r->at;

	while (r->at != r->end && *r->at != ':' && *r->at != '@' && *r->at != ',')
		r->at++;
	n = (size_t)(r->at - name);
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (n < sizeof(names[i].name) && !names[i].name[n] &&
		    memcmp(names[i].name, name, n) == 0)
			return names[i].sequence;
	return NULL;
}

static bool
next_digits(struct rest *r)
{
	const char *start = r->at;

	while (r->at != r->end && ascii_is_digit(*r->at))
		r->at++;
	return r->at != start;
}

/* Whether the text is FIRST or FIRST-LAST, of any values. */
static bool
is_range(const char *text, const char *end)
{
	struct rest r = {text, end};

	return next_digits(&r) && (!take_char(&r, '-') || next_digits(&r)) && r.at == end;
}

/* Parses what follows the colon: a number begins with 0, anything else is a string. A
 * string ends at the last @ if a range follows that; any other @ is part of it. */
static bool
value(struct rest *r, struct condition *c)
{
	const char *end = r->at, *at = NULL;

	if (take_char(r, '0')) {
		c->has_value = true;
		if (take_char(r, 'x') || take_char(r, 'X'))
			return next_number(r, 16, &c->value);
		r->at--;
		return next_number(r, 8, &c->value);
	}
	for (; end != r->end && *end != ','; end++)
		if (*end == '@')
			at = end;
	c->string = r->at;
	r->at = at && is_range(at + 1, end) ? at : end;
	c->length = (uint32_t)(r->at - c->string);
	return true;
}

/* Parses what follows the @. A range may span several prints; the last piece of it is
 * compared. */
static bool
range_of_condition(struct rest *r, struct condition *c, uint32_t bytes, bool *reversed)
{
	uint64_t last;

	c->has_offset = true;
	if (!next_number(r, 10, &c->first))
		return false;
	c->count = bytes ? bytes : 1;
	if (!take_char(r, '-'))
		return true;
	if (!next_number(r, 10, &last))
		return false;
	*reversed = last < c->first;
	c->count = last - c->first + (last - c->first != UINT64_MAX);
	return true;
}

static uint64_t
last_piece(uint64_t count, uint32_t bytes)
{
	return bytes ? (count - 1) % bytes + 1 : 0;
}

/* Parses one of the list. False if it is no colour. */
static bool
condition(struct rest *r, struct condition *c, uint32_t bytes, enum colour_error *error)
{
	bool reversed = false;

	*c = (struct condition){.count = bytes};
	c->invert = take_char(r, '!');
	c->sequence = sequence_of(r);
	if (!c->sequence || (take_char(r, ':') && !value(r, c)) ||
	    (take_char(r, '@') && !range_of_condition(r, c, bytes, &reversed)))
		return false;
	if (reversed || (c->string && c->length != last_piece(c->count, bytes))) {
		*error = COLOUR_COUNT;
		return false;
	}
	return r->at == r->end || *r->at == ',';
}

enum colour_error
colours_parse(
    const struct colours **colours, const char *text, size_t n, uint32_t bytes, struct arena *arena)
{
	struct rest rest = {text, text + n};
	enum colour_error error = COLOUR_GOOD;
	size_t room = 1;
	struct colours *made;

	*colours = NULL;
	for (size_t i = 0; i < n; i++)
		room += text[i] == ',';
	made = arena_take(arena, sizeof(*made) + room * sizeof(made->list[0]));
	if (!made)
		return COLOUR_LONG;
	made->count = 0;
	made->anywhere = true;
	do {
		struct condition *c = &made->list[made->count++];

		if (!condition(&rest, c, bytes, &error))
			return error;
		made->anywhere = made->anywhere && !c->has_offset;
	} while (take_char(&rest, ','));
	*colours = made;
	return COLOUR_GOOD;
}

bool
colours_anywhere(const struct colours *colours)
{
	return colours->anywhere;
}

/* ---- matching ---------------------------------------------------------- */

/* The piece of the condition's range that lies in the print's bytes: where in
 * them it begins, and how long it is. */
static bool
piece_of_range(
    const struct condition *c, uint32_t bytes, uint64_t address, size_t *start, size_t *n)
{
	uint64_t last;

	*start = 0;
	*n = bytes;
	if (!c->has_offset)
		return true;
	if (!bytes) /* an address: it has no bytes, but a place */
		return address >= c->first && address - c->first < c->count;
	*n = (size_t)last_piece(c->count, bytes);
	last = c->first + (c->count - *n);
	if (address >= c->first && address < last && (address - c->first) % bytes == 0) {
		*n = bytes;
		return true;
	}
	*start = (size_t)(last - address);
	return last >= address && last - address <= bytes - *n;
}

static bool
same_string(const struct condition *c, const uint8_t *p, size_t n)
{
	return n >= c->length && memcmp(c->string, p, c->length) == 0 &&
	       (n == c->length || p[c->length] == 0);
}

static bool
same_value(const struct condition *c, const uint8_t *p, size_t n)
{
	uint64_t v = 0;

	if (n > VALUE_MAX)
		return false;
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
	memcpy((uint8_t *)&v + sizeof(v) - n, p, n);
#else
	memcpy(&v, p, n);
#endif
	return v == c->value;
}

const char *
colour_of(const struct colours *colours, const uint8_t *p, uint32_t bytes, uint64_t address,
    bool of_address)
{
	for (size_t i = 0; i < colours->count; i++) {
		const struct condition *c = &colours->list[i];
		size_t start, n;
		bool same;

		if (!piece_of_range(c, bytes, address, &start, &n))
			continue;
		if (!c->string && !c->has_value)
			return c->sequence;
		if (c->string)
			same = !of_address && same_string(c, p + start, n);
		else
			same = of_address ? c->value == address : same_value(c, p + start, n);
		if (same != c->invert)
			return c->sequence;
	}
	return NULL;
}
