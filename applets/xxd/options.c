#include "applets/xxd/options.h"

#include <errno.h>
#include <string.h>

#include "lib/number/parse.h"

struct xxd_options xxd_options = {.length = UINT64_MAX};

/* ---- values ---------------------------------------------------------------- */

/* A number after `signs` characters. */
static uint64_t
number(const char *what, const char *value, size_t signs)
{
	const char *p = value + signs;
	uint64_t n = 0;
	const int error = number_parse_prefixed(&p, &n);

	if (error == ERANGE)
		fail("invalid %s: %q: %m", what, value, error);
	/* An octal prefix alone is 0. */
	if (*p || (error && (p == value + signs || p[-1] != '0')))
		fail("invalid %s: %q", what, value);
	return n;
}

static void
set_columns(const char *value)
{
	if (value[0] == '-')
		fail("invalid number of columns (max. 256).");
	xxd_options.columns = number("number of columns", value, value[0] == '+');
	xxd_options.columns_given = true;
}

/* Negative ones are added too, modulo 2^64. */
static void
set_shift(const char *value)
{
	const size_t plus = value[0] == '+';
	const bool minus = value[plus] == '-';
	const uint64_t n = number("offset", value, plus + minus);

	xxd_options.shift = minus ? -n : n;
}

static void
set_skip(const char *value)
{
	const size_t plus = value[0] == '+';

	xxd_options.back = value[plus] == '-';
	xxd_options.from = plus ? FROM_HERE : (xxd_options.back ? FROM_END : FROM_START);
	xxd_options.skip = number("offset", value, plus + xxd_options.back);
}

static void
set_when(const char *value)
{
	if (strcmp(value, "always") == 0)
		xxd_options.when = COLOUR_ALWAYS;
	else if (strcmp(value, "never") == 0)
		xxd_options.when = COLOUR_NEVER;
	else if (strcmp(value, "auto") == 0)
		xxd_options.when = COLOUR_AUTO;
	else
		fail_usage("invalid argument %q for -R", value);
}

void
xxd_option(int id, const char *value)
{
	switch (id) {
	case 'a':
		xxd_options.autoskip = !xxd_options.autoskip;
		break;
	case 'b':
		xxd_options.bits = true;
		break;
	case 'C':
		xxd_options.capitals = true;
		break;
	case 'c':
		set_columns(value);
		break;
	case 'd':
		xxd_options.shape.decimal = true;
		break;
	case 'E':
		xxd_options.shape.ebcdic = true;
		break;
	case 'e':
		xxd_options.little = true;
		break;
	case 'g':
		xxd_options.group_given = value[0] != '-';
		xxd_options.group = number("group size", value, value[0] == '-');
		break;
	case 'i':
		xxd_options.include = true;
		break;
	case 'l':
		xxd_options.length = number("length", value, 0);
		break;
	case 'n':
		xxd_options.name = value;
		break;
	case 'o':
		set_shift(value);
		break;
	case 'p':
		xxd_options.plain = true;
		break;
	case 'r':
		xxd_options.revert = true;
		break;
	case 'R':
		set_when(value);
		break;
	case 's':
		set_skip(value);
		break;
	case 't':
		xxd_options.terminate = true;
		break;
	default:
		xxd_options.shape.capital = true;
	}
}

/* One of the forms; but an array may be one of bits. */
static void
check_forms(void)
{
	if (xxd_options.revert && (xxd_options.include || xxd_options.little))
		fail("Sorry, cannot revert this type of hexdump");
	if (xxd_options.plain + xxd_options.little + (xxd_options.include || xxd_options.bits) >
	        1 ||
	    (xxd_options.revert && xxd_options.plain && xxd_options.bits))
		fail("only one of -b, -e, -p, -i can be used");
}

static uint64_t
default_columns(void)
{
	if (xxd_options.plain)
		return 30;
	if (xxd_options.bits)
		return 6;
	return xxd_options.include ? 12 : 16;
}

static void
set_shape(void)
{
	struct shape *s = &xxd_options.shape;
	const size_t group = xxd_options.bits ? 1 : (xxd_options.little ? 4 : 2);

	if (!xxd_options.columns_given || (!xxd_options.columns && !xxd_options.plain))
		xxd_options.columns = default_columns();
	s->kind =
	    xxd_options.plain ? SHAPE_PLAIN : (xxd_options.include ? SHAPE_INCLUDE : SHAPE_LINES);
	if (s->kind == SHAPE_LINES && xxd_options.columns > SHAPE_COLUMNS_MAX)
		fail("invalid number of columns (max. %u).", (uint64_t)SHAPE_COLUMNS_MAX);
	s->columns = xxd_options.columns;
	s->bits = xxd_options.bits;
	s->little = xxd_options.little;
	s->skip_zeros = xxd_options.autoskip;
	if (!xxd_options.group_given)
		xxd_options.group = group;
	s->group = (size_t)(xxd_options.group && xxd_options.group <= s->columns ? xxd_options.group
	                                                                         : s->columns);
	if (s->little && s->group == xxd_options.group && (s->group & (s->group - 1)))
		fail("number of octets per group must be a power of 2 with -e.");
}

/* TERM counts even where colours are asked for. */
static void
set_colour(void)
{
	xxd_options.shape.colour = (xxd_options.when == COLOUR_ALWAYS && !dumb_terminal()) ||
	                           (xxd_options.when == COLOUR_AUTO && wants_colour());
}

/* An output file of xxd's is refused, but that called -, which is standard output. */
static void
check_operands(struct operands *o)
{
	if (o->count == 2 && !is_stdin(o->names[1]))
		fail("%f: pillbox writes to standard output only: use > %f", o->names[1],
		    o->names[1]);
	if (o->count == 2)
		o->count = 1;
	if (!xxd_options.name && o->count == 1 && !is_stdin(o->names[0]))
		xxd_options.name = o->names[0];
}

void
xxd_parsed(struct operands *operands)
{
	check_forms();
	if (!xxd_options.revert) {
		set_shape();
		set_colour();
	}
	check_operands(operands);
}
