/* The parser of the format language. It reads its text from left to right, never past the
 * NUL at its end; no number exceeds its limit. What it does not understand is an error, in
 * util-linux's words. */
#include "lib/dump/format/format.h"

#include <string.h>

#include "lib/ascii.h"
#include "lib/dump/format/colour.h"
#include "lib/number/parse.h"

struct parser {
	const char *at; /* what is not parsed yet; ends with NUL */
	struct arena *arena;
	struct format_fault *fault;
	struct unit *unit; /* whose conversions these are */
	bool colour;
};

const char *
format_skip_blanks(const char *s)
{
	while (ascii_is_space(*s))
		s++;
	return s;
}

/* Parses digits; none are 0. False if the number is larger than max. */
static bool
bounded_number(struct parser *p, uint32_t max, uint32_t *value)
{
	uint64_t n;

	if (!number_parse(&p->at, NULL, 10, &n) || n > max)
		return false;
	*value = (uint32_t)n;
	return true;
}

static const char bad_format[] = "bad format {%o}", too_long[] = "format too long",
                  bad_conversion[] = "bad conversion character %%%o",
                  bad_count[] = "bad byte count for conversion character %o";

/* Records the error, and the n bytes at `what` that it is about. */
static bool
fault_at(const struct parser *parser, const char *message, const char *what, size_t n)
{
	struct format_fault *fault = parser->fault;

	*fault = (struct format_fault){.message = message, .full = message == too_long};
	memcpy(fault->what, what, n);
	return false;
}

static bool
fault_is(const struct parser *parser, const char *message)
{
	return fault_at(parser, message, "", 0);
}

/* ---- units ------------------------------------------------------------- */

static void
skip_blanks(struct parser *p)
{
	p->at = format_skip_blanks(p->at);
}

/* Parses `[times][/bytes] "text"`, which does not begin with a blank. A number ends with
 * a blank, or the slash. */
static bool
split_unit(struct parser *p, struct unit *u)
{
	u->times = 1;
	if (ascii_is_digit(*p->at)) {
		if (!bounded_number(p, FORMAT_TIMES_MAX, &u->times) ||
		    (!ascii_is_space(*p->at) && *p->at != '/'))
			return false;
		u->times_given = true;
		p->at++;
		skip_blanks(p);
	}
	if (*p->at == '/') {
		p->at++;
		skip_blanks(p);
	}
	if (ascii_is_digit(*p->at)) {
		if (!bounded_number(p, FORMAT_BLOCK_MAX, &u->bytes) || !ascii_is_space(*p->at))
			return false;
		skip_blanks(p);
	}
	if (*p->at != '"')
		return false;
	u->raw = ++p->at;
	while (*p->at != '"')
		if (!*p->at++)
			return false;
	if (p->at - u->raw > UINT16_MAX)
		return false;
	u->raw_length = (uint16_t)(p->at - u->raw);
	p->at++;
	return true;
}

bool
format_split(struct units *units, const char *text, struct arena *arena, struct format_fault *fault)
{
	struct parser p = {.at = text, .arena = arena, .fault = fault};

	*units = (struct units){.text = text};
	for (skip_blanks(&p); *p.at; skip_blanks(&p)) {
		struct unit *u = arena_take(arena, sizeof(*u));

		if (!u)
			return fault_is(&p, too_long);
		*u = (struct unit){0};
		if (!split_unit(&p, u))
			return fault_is(&p, bad_format);
		if (!units->count++)
			units->list = u;
	}
	return true;
}

/* ---- conversions ------------------------------------------------------- */

/* C's escapes without the numeric ones: any other character stands for itself, also 0. A
 * lone backslash at the end is dropped. */
static size_t
unescape(char *to, const char *s, size_t n)
{
	static const char letters[] = "abfnrtv", bytes[] = "\a\b\f\n\r\t\v";
	char *start = to;

	for (size_t i = 0; i < n; i++) {
		const char *found;

		if (s[i] != '\\') {
			*to++ = s[i];
			continue;
		}
		if (++i == n)
			break;
		found = memchr(letters, s[i], sizeof(letters) - 1);
		*to = s[i];
		if (found)
			*to = bytes[found - letters];
		to++;
	}
	return (size_t)(to - start);
}

static uint8_t
flag(char c)
{
	switch (c) {
	case '-':
		return PRINT_LEFT;
	case '+':
		return PRINT_PLUS;
	case ' ':
		return PRINT_BLANK;
	case '#':
		return PRINT_ALTERNATE;
	case '0':
		return PRINT_ZERO;
	default:
		return 0;
	}
}

/* Parses flags, width and precision. */
static bool
directions(struct parser *p, struct print *print)
{
	uint32_t n;

	for (; flag(*p->at); p->at++)
		print->flags |= flag(*p->at);
	if (!bounded_number(p, FORMAT_WIDTH_MAX, &n))
		return false;
	print->width = (uint16_t)n;
	if (*p->at == '.') {
		p->at++;
		if (!bounded_number(p, FORMAT_WIDTH_MAX, &n))
			return false;
		print->precision = (uint16_t)n;
		print->flags |= PRINT_PRECISION;
	}
	return true;
}

/* Bit n is set where a conversion can show n bytes. */
enum {
	ONE_BYTE = 1 << 1,
	INTEGER_SIZES = 1 << 1 | 1 << 2 | 1 << 4 | 1 << 8,
	REAL_SIZES = 1 << 4 | 1 << 8,
};

static const struct letter {
	uint16_t sizes;
	uint8_t kind;
	char conversion; /* as in struct print */
	uint8_t size;    /* bytes, if the unit has no byte count */
	char name[3];
} letters[] = {
    {INTEGER_SIZES, PRINT_SIGNED, 'd', 4, "d"},
    {INTEGER_SIZES, PRINT_SIGNED, 'd', 4, "i"},
    {INTEGER_SIZES, PRINT_UNSIGNED, 'o', 4, "o"},
    {INTEGER_SIZES, PRINT_UNSIGNED, 'u', 4, "u"},
    {INTEGER_SIZES, PRINT_UNSIGNED, 'x', 4, "x"},
    {INTEGER_SIZES, PRINT_UNSIGNED, 'X', 4, "X"},
    {REAL_SIZES, PRINT_REAL, 'e', 8, "e"},
    {REAL_SIZES, PRINT_REAL, 'E', 8, "E"},
    {REAL_SIZES, PRINT_REAL, 'f', 8, "f"},
    {REAL_SIZES, PRINT_REAL, 'g', 8, "g"},
    {REAL_SIZES, PRINT_REAL, 'G', 8, "G"},
    {ONE_BYTE, PRINT_CHARACTER, 'c', 1, "c"},
    {ONE_BYTE, PRINT_ESCAPED, 'c', 1, "_c"},
    {ONE_BYTE, PRINT_PRINTABLE, 'c', 1, "_p"},
    {ONE_BYTE, PRINT_NAMED, 'x', 1, "_u"},
    {0, PRINT_STRING, 's', 0, "s"},
    {0, PRINT_ADDRESS, 'x', 0, "_a"},
    {0, PRINT_ADDRESS, 'x', 0, "_A"},
};

/* 1, or 2 of which the first is _. */
static size_t
name_length(const struct letter *l)
{
	return l->name[1] ? 2 : 1;
}

/* s does not begin with NUL. */
static const struct letter *
find_conversion(const char *s)
{
	for (size_t i = 0; i < sizeof(letters) / sizeof(letters[0]); i++)
		if (memcmp(s, letters[i].name, name_length(&letters[i])) == 0)
			return &letters[i];
	return NULL;
}

/* How many bytes of the input the conversion shows. */
static bool
size_of_print(const struct parser *p, struct print *print, const struct letter *l, bool precise)
{
	const uint32_t bytes = p->unit->bytes;

	switch (l->kind) {
	case PRINT_ADDRESS:
		return true;
	case PRINT_STRING:
		print->bytes = bytes ? bytes : print->precision;
		if (!bytes && !precise)
			return fault_is(p, "%%s requires a precision or a byte count");
		return true;
	default:
		print->bytes = bytes ? bytes : l->size;
		if (print->bytes > 8 || !(l->sizes >> print->bytes & 1))
			return fault_at(p, bad_count, l->name, name_length(l));
		return true;
	}
}

/* Parses a conversion after its %. */
static bool
conversion(struct parser *p, struct print *print)
{
	const struct letter *l;
	const char *name;
	bool precise;

	if (!directions(p, print) || !*p->at)
		return fault_is(p, bad_format);
	name = p->at;
	precise = (print->flags & PRINT_PRECISION) && ascii_is_digit(name[-1]);
	l = find_conversion(name);
	if (!l)
		return fault_at(p, bad_conversion, name, *name == '_' && name[1] ? 2 : 1);
	p->at += name_length(l);
	print->kind = l->kind;
	print->conversion = l->conversion;
	if (!size_of_print(p, print, l, precise))
		return false;
	if (l->kind == PRINT_ADDRESS) {
		print->conversion = *p->at;
		if (*p->at != 'd' && *p->at != 'o' && *p->at != 'x')
			return fault_at(p, bad_conversion, name, *p->at ? 3 : 2);
		p->unit->at_end = p->unit->at_end || name[1] == 'A';
		p->at++;
	}
	return true;
}

/* Whether this ] is a string to compare with, because the list goes on after it. */
static bool
is_value(const char *bracket)
{
	return bracket[-1] == ':' && (bracket[1] == ']' || bracket[1] == ',' || bracket[1] == '@');
}

/* Parses _L[...], if it is there. */
static bool
colour_list(struct parser *p, struct print *print)
{
	const char *list, *end;

	if (p->at[0] != '_' || p->at[1] != 'L')
		return true;
	if (p->at[2] != '[')
		return fault_at(p, bad_conversion, "_L", 2);
	list = p->at + 3;
	for (end = list; *end != ']' || is_value(end); end++)
		if (!*end)
			return fault_at(p, bad_conversion, "_L", 2);
	p->at = end + 1;
	if (!p->colour)
		return true;
	switch (
	    colours_parse(&print->colours, list, (size_t)(end - list), print->bytes, p->arena)) {
	case COLOUR_GOOD:
		return true;
	case COLOUR_COUNT:
		return fault_at(p, bad_count, "_L", 2);
	default:
		return fault_is(p, too_long);
	}
}

/* Whether the print neither shows nor writes anything. */
static bool
is_nothing(const struct print *print)
{
	return !print->length && !print->colours && !print->bytes &&
	       (print->kind == PRINT_TEXT || (print->kind == PRINT_STRING && !print->width));
}

static bool
next_print(struct parser *p, struct print *print)
{
	*print = (struct print){.text = (const uint8_t *)p->at};
	for (; *p->at && *p->at != '%'; p->at++)
		print->length++;
	if (!*p->at)
		return true;
	p->at++;
	return conversion(p, print) && colour_list(p, print);
}

/* Copies the unit's text for its prints, and makes room for them. */
static bool
begin_unit(struct parser *p)
{
	struct unit *u = p->unit;
	char *text = arena_take(p->arena, (size_t)u->raw_length + 1);
	size_t room = 1, n;

	if (!text)
		return fault_is(p, too_long);
	n = unescape(text, u->raw, u->raw_length);
	text[n] = '\0';
	for (size_t i = 0; i < n; i++)
		room += text[i] == '%';
	u->prints = arena_take(p->arena, room * sizeof(u->prints[0]));
	p->at = text;
	return u->prints || fault_is(p, too_long);
}

static bool
convert_unit(struct parser *p)
{
	struct unit *u = p->unit;
	uint32_t bytes = u->bytes;
	size_t converted = 0;

	if (!begin_unit(p))
		return false;
	while (*p->at) {
		struct print *print = &u->prints[u->count];

		if (!next_print(p, print))
			return false;
		if (print->kind != PRINT_TEXT && print->kind != PRINT_ADDRESS && u->bytes &&
		    converted++)
			return fault_is(p, "byte count with multiple conversion characters");
		if (!u->bytes)
			bytes += print->bytes;
		u->shown += print->bytes;
		if (bytes > FORMAT_BLOCK_MAX)
			return fault_is(p, bad_format);
		if (!is_nothing(print))
			u->count++;
	}
	u->bytes = bytes;
	return true;
}

bool
format_convert(struct units *units, bool colour, struct arena *arena, struct format_fault *fault)
{
	struct parser p = {.arena = arena, .fault = fault, .colour = colour};

	for (size_t i = 0; i < units->count; i++) {
		struct unit *u = &units->list[i];

		p.unit = u;
		if (!convert_unit(&p))
			return false;
		if (u->bytes && u->times > (FORMAT_BLOCK_MAX - units->block) / u->bytes)
			return fault_is(&p, bad_format);
		units->block += u->bytes * u->times;
	}
	return true;
}
