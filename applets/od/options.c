#include "applets/od/options.h"

#include <errno.h>
#include <string.h>

#include "applets/od/offset.h"
#include "lib/ascii.h"
#include "lib/number/count.h"
#include "lib/number/parse.h"

enum { WIDTH_ALONE = 32 };

struct od_options od_options = {
    .length = UINT64_MAX,
    .offsets = {.radix = 8, .width = 7},
};

LARGE struct types od_types;

/* ---- options ----------------------------------------------------------------- */

static uint64_t
count_argument(char letter, const char *value)
{
	uint64_t count = 0;

	switch (count_parse_prefixed(value, &count)) {
	case COUNT_GOOD:
		break;
	case COUNT_INVALID:
		fail("invalid -%c argument %q", letter, value);
	case COUNT_SUFFIX:
		fail("invalid suffix in -%c argument %q", letter, value);
	case COUNT_LARGE:
		fail("-%c argument %q too large", letter, value);
	}
	return count;
}

static void
add_types(const char *text)
{
	struct types_fault fault;

	if (types_add(&od_types, text, &fault))
		return;
	switch (fault.kind) {
	case TYPES_CHARACTER:
		fail("invalid character %q in type string %q",
		    (const char[]){fault.character, '\0'}, text);
	case TYPES_NUMBER:
		fail("invalid type string %q", text);
	case TYPES_INTEGER_SIZE:
		fail("invalid type string %q;\nthis system doesn't provide a %u-byte integral type",
		    text, fault.size);
	case TYPES_REAL_SIZE:
		fail("invalid type string %q;\n"
		     "this system doesn't provide a %u-byte floating point type",
		    text, fault.size);
	case TYPES_MANY:
		fail("more than %u types", (uint64_t)TYPES_MAX);
	}
}

/* The types of the letters that are options of their own. */
static void
add_letter(int letter)
{
	static const struct {
		char letter, type[4];
	} letters[] = {{'a', "a"}, {'b', "o1"}, {'c', "c"}, {'D', "u4"}, {'d', "u2"}, {'F', "fD"},
	    {'e', "fD"}, {'f', "fF"}, {'X', "x4"}, {'H', "x4"}, {'i', "dI"}, {'I', "dL"},
	    {'L', "dL"}, {'l', "dL"}, {'O', "o4"}, {'B', "oS"}, {'s', "d2"}, {'h', "x2"},
	    {'x', "x2"}, {'o', "o2"}};

	for (size_t i = 0; i < sizeof(letters) / sizeof(letters[0]); i++)
		if (letters[i].letter == letter)
			add_types(letters[i].type);
}

static void
set_radix(const char *value)
{
	static const char letters[] = "odxn";
	static const struct offsets offsets[] = {{.radix = 8, .width = 7},
	    {.radix = 10, .width = 7}, {.radix = 16, .width = 6}, {.radix = 0}};
	const char *found = *value ? strchr(letters, *value) : NULL;

	if (!found)
		fail("invalid output address radix %q; it must be one character from [doxn]",
		    (const char[]){*value, '\0'});
	else
		od_options.offsets = offsets[found - letters];
}

static void
set_width(const char *value)
{
	const char *s = value;
	bool fits;

	od_options.width = WIDTH_ALONE;
	if (!value)
		return;
	while (ascii_is_space(*s))
		s++;
	s += *s == '+';
	if (!ascii_is_digit(*s))
		fail("invalid -w argument %q", value);
	fits = number_parse(&s, NULL, 10, &od_options.width);
	if (*s)
		fail("invalid suffix in -w argument %q", value);
	if (fits && !od_options.width)
		fail("invalid -w argument %q", value);
	if (!fits || od_options.width > TYPES_BLOCK_MAX)
		fail("%o is too large", value);
}

static void
set_endian(const char *value)
{
	const size_t n = strlen(value);
	const bool little = n && strncmp(value, "little", n) == 0;
	const bool big = n && strncmp(value, "big", n) == 0;

	if (!little && !big)
		fail_usage("%s argument %q for '--endian'\nValid arguments are:\n"
		           "  - 'little'\n  - 'big'",
		    n ? "invalid" : "ambiguous", value);
	od_types.swap = big == (__BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__);
}

void
od_option(int id, const char *value)
{
	od_options.modern = od_options.modern || (id < OPT_LONG && strchr("AjNStvw", id));
	switch (id) {
	case 'A':
		set_radix(value);
		break;
	case 'j':
		od_options.skip = count_argument('j', value);
		break;
	case 'N':
		od_options.length = count_argument('N', value);
		break;
	case 'S':
		od_options.strings = true;
		od_options.min = value ? count_argument('S', value) : 3;
		break;
	case 't':
		add_types(value);
		break;
	case 'v':
		od_options.no_squeezing = true;
		break;
	case 'w':
		set_width(value);
		break;
	case OD_TRADITIONAL:
		od_options.traditional = true;
		break;
	case OD_ENDIAN:
		set_endian(value);
		break;
	default:
		add_letter(id);
	}
}

/* ---- the old operands --------------------------------------------------------- */

static bool
parse_offset(const char *text, uint64_t *offset)
{
	const enum old_offset result = old_offset_parse(text, offset);

	if (result == OLD_OFFSET_LARGE)
		fail("%f: %m", text, ERANGE);
	return result == OLD_OFFSET_GOOD;
}

static void
set_label(uint64_t offset, uint64_t label)
{
	od_options.skip = offset;
	od_options.offsets.labelled = true;
	if (!od_options.offsets.radix)
		od_options.offsets.width = 7;
	od_options.offsets.label = label - offset;
}

/* [FILE] [[+]OFFSET[.][b]], and with --traditional a label after it. */
static void
take_old_operands(struct operands *operands)
{
	char **const names = operands->names, *last;
	const bool old = od_options.traditional;
	const size_t count = operands->count;
	uint64_t offset, label;

	if (!count || count > 3 || (od_options.modern && !old))
		return;
	last = names[count - 1];
	if (!old && *last != '+' && !(count == 2 && ascii_is_digit(*last)))
		return;
	if (!parse_offset(last, &label))
		return;
	if (count > 1 && old && parse_offset(names[count - 2], &offset)) {
		set_label(offset, label);
		operands->count -= 2;
	} else if (count < 3) {
		od_options.skip = label;
		operands->count--;
	}
}

static void
check_operands(struct operands *operands)
{
	take_old_operands(operands);
	if (od_options.traditional && operands->count > 1) {
		note("extra operand %q", operands->names[1]);
		fail_usage("compatibility mode supports at most one file");
	}
}

/* ---- all ------------------------------------------------------------------------ */

void
od_parsed(struct operands *operands)
{
	uint32_t unit;

	if (od_options.strings && od_types.count)
		fail("no type may be specified when dumping strings");
	check_operands(operands);
	if (od_options.length != UINT64_MAX && od_options.length > UINT64_MAX - od_options.skip)
		fail("skip-bytes + read-bytes is too large");
	if (!od_types.count)
		add_types("oS");
	unit = types_unit(&od_types);
	if (od_options.width % unit) {
		note("warning: invalid width %u; using %u instead", od_options.width,
		    (uint64_t)unit);
		od_options.width = unit;
	}
	od_types.offsets = od_options.offsets;
	types_fit(&od_types, (uint32_t)od_options.width);
}
