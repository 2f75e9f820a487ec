/* The conversions of units. */
#include <string.h>

#include "lib/ascii.h"
#include "lib/dump/format/colour.h"
#include "lib/dump/format/parser.h"

static const char bad_conversion[] = "bad conversion character %%%o",
                  bad_count[] = "bad byte count for conversion character %o";

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
	if (!parser_number(p, FORMAT_WIDTH_MAX, &n))
		return false;
	print->width = (uint16_t)n;
	if (*p->at == '.') {
		p->at++;
		if (!parser_number(p, FORMAT_WIDTH_MAX, &n))
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
			return parser_fault(p, "%%s requires a precision or a byte count");
		return true;
	default:
		print->bytes = bytes ? bytes : l->size;
		if (print->bytes > 8 || !(l->sizes >> print->bytes & 1))
			return parser_fault_at(p, bad_count, l->name, name_length(l));
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
		return parser_bad(p);
	name = p->at;
	precise = (print->flags & PRINT_PRECISION) && ascii_is_digit(name[-1]);
	l = find_conversion(name);
	if (!l)
		return parser_fault_at(p, bad_conversion, name, *name == '_' && name[1] ? 2 : 1);
	p->at += name_length(l);
	print->kind = l->kind;
	print->conversion = l->conversion;
	if (!size_of_print(p, print, l, precise))
		return false;
	if (l->kind == PRINT_ADDRESS) {
		print->conversion = *p->at;
		if (*p->at != 'd' && *p->at != 'o' && *p->at != 'x')
			return parser_fault_at(p, bad_conversion, name, *p->at ? 3 : 2);
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
		return parser_fault_at(p, bad_conversion, "_L", 2);
	list = p->at + 3;
	for (end = list; *end != ']' || is_value(end); end++)
		if (!*end)
			return parser_fault_at(p, bad_conversion, "_L", 2);
	p->at = end + 1;
	if (!p->colour)
		return true;
	switch (
	    colours_parse(&print->colours, list, (size_t)(end - list), print->bytes, p->arena)) {
	case COLOUR_GOOD:
		return true;
	case COLOUR_COUNT:
		return parser_fault_at(p, bad_count, "_L", 2);
	default:
		return parser_full(p);
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
		return parser_full(p);
	n = unescape(text, u->raw, u->raw_length);
	text[n] = '\0';
	for (size_t i = 0; i < n; i++)
		room += text[i] == '%';
	u->prints = arena_take(p->arena, room * sizeof(u->prints[0]));
	p->at = text;
	return u->prints || parser_full(p);
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
			return parser_fault(p, "byte count with multiple conversion characters");
		if (!u->bytes)
			bytes += print->bytes;
		u->shown += print->bytes;
		if (bytes > FORMAT_BLOCK_MAX)
			return parser_bad(p);
		if (!is_nothing(print))
			u->count++;
	}
	u->bytes = bytes;
	return true;
}

bool
format_convert(struct units *units, bool colour, struct arena *arena, struct format_fault *fault)
{
	struct parser p = {.at = "", .arena = arena, .fault = fault, .colour = colour};

	for (size_t i = 0; i < units->count; i++) {
		struct unit *u = &units->list[i];

		p.unit = u;
		if (!convert_unit(&p))
			return false;
		if (u->bytes && u->times > (FORMAT_BLOCK_MAX - units->block) / u->bytes)
			return parser_bad(&p);
		units->block += u->bytes * u->times;
	}
	return true;
}
