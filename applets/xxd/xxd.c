/* xxd: shows an input as lines of hexadecimal digits or bits, as plain digits or as an array
 * in C, or turns such dumps back into bytes. Its options and its text are those of vim's. */
#include "core/applet.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "applets/xxd/shape.h"
#include "applets/xxd/unplain.h"
#include "lib/ascii.h"
#include "lib/dump/dump.h"
#include "lib/dump/revert/revert.h"
#include "lib/number/digits.h"
#include "lib/number/parse.h"
#include "policies.h"

/* From where -s counts. */
enum from { FROM_NOWHERE, FROM_START, FROM_HERE, FROM_END };

static struct {
	bool revert, plain, include, bits, little;
	bool columns_given, group_given;
	uint64_t columns, group;
	enum from from;
	bool back; /* -s has a minus sign */
	uint64_t skip, length, shift;
	const char *name; /* of the array */
	bool capitals;    /* in it */
	bool terminate;
	bool autoskip;
	enum { COLOUR_AUTO, COLOUR_NEVER, COLOUR_ALWAYS } when;
	struct shape shape;
} opt = {.length = UINT64_MAX};

static const struct opt option_table[] = {
    {'a', OPT_NONE, 0, "autoskip", "", "show lines of zeros as a single *"},
    {'b', OPT_NONE, 0, "bits", "", "show bits, 6 bytes a line"},
    {'C', OPT_NONE, 0, "capitalize", "", "capitalize the name of the array (-i)"},
    {'c', OPT_REQUIRED, 0, "cols", "COLS", "show COLS bytes a line: 16, with -i 12, with -p 30"},
    {'d', OPT_NONE, 0, "decimal", "", "show offsets in decimal"},
    {'E', OPT_NONE, 0, "EBCDIC", "", "show characters of EBCDIC"},
    {'e', OPT_NONE, 0, "endian", "", "show little-endian groups, of 4 bytes"},
    {'g', OPT_REQUIRED, 0, "group", "BYTES", "put a blank after every BYTES bytes: 2"},
    {'i', OPT_NONE, 0, "include", "", "write an array in C"},
    {'l', OPT_REQUIRED, 0, "len", "LEN", "stop after LEN bytes; with -r, of output"},
    {'n', OPT_REQUIRED, 0, "name", "NAME", "name of the array (-i)"},
    {'o', OPT_REQUIRED, 0, "offset", "OFF", "add OFF to the offsets shown"},
    {'p', OPT_NONE, 0, "plain", "", "show digits alone; also -ps and -postscript"},
    {'r', OPT_NONE, 0, "revert", "", "turn a dump back into bytes; also of -p and -b"},
    {'R', OPT_REQUIRED, 0, "color", "WHEN", "colors: auto (the default), always or never"},
    {'s', OPT_REQUIRED, 0, "seek", "OFF",
        "start at OFF; at +OFF from here, at -OFF from the end;\nwith -r, add OFF to the offsets"},
    {0, OPT_REQUIRED, 's', "skip", "OFF", ""},
    {0, OPT_NONE, 'p', "ps", "", ""},
    {0, OPT_NONE, 'p', "postscript", "", ""},
    {'t', OPT_NONE, 0, "terminate", "", "end the array (-i) with a zero that is not counted"},
    {'u', OPT_NONE, 0, "upper", "", "use capital hexadecimal digits"},
    {'h', OPT_NONE, OPT_HELP, "help", "", "display this help and exit"},
    {'v', OPT_NONE, OPT_VERSION, "version", "", "output version information and exit"},
    {0},
};

static const char notes[] =
    "With no FILE, or when FILE is -, standard input is read. Numbers may begin with 0x\n"
    "(hexadecimal) or 0 (octal). An option is known by its first letter, after one dash or\n"
    "two; so -rp is -r alone.";

/* ---- options --------------------------------------------------------------- */

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
	opt.columns = number("number of columns", value, value[0] == '+');
	opt.columns_given = true;
}

/* Negative ones are added too, modulo 2^64. */
static void
set_shift(const char *value)
{
	const size_t plus = value[0] == '+';
	const bool minus = value[plus] == '-';
	const uint64_t n = number("offset", value, plus + minus);

	opt.shift = minus ? -n : n;
}

static void
set_skip(const char *value)
{
	const size_t plus = value[0] == '+';

	opt.back = value[plus] == '-';
	opt.from = plus ? FROM_HERE : (opt.back ? FROM_END : FROM_START);
	opt.skip = number("offset", value, plus + opt.back);
}

static void
set_when(const char *value)
{
	if (strcmp(value, "always") == 0)
		opt.when = COLOUR_ALWAYS;
	else if (strcmp(value, "never") == 0)
		opt.when = COLOUR_NEVER;
	else if (strcmp(value, "auto") == 0)
		opt.when = COLOUR_AUTO;
	else
		fail_usage("invalid argument %q for -R", value);
}

static void
xxd_option(int id, const char *value)
{
	switch (id) {
	case 'a':
		opt.autoskip = !opt.autoskip;
		break;
	case 'b':
		opt.bits = true;
		break;
	case 'C':
		opt.capitals = true;
		break;
	case 'c':
		set_columns(value);
		break;
	case 'd':
		opt.shape.decimal = true;
		break;
	case 'E':
		opt.shape.ebcdic = true;
		break;
	case 'e':
		opt.little = true;
		break;
	case 'g':
		opt.group_given = value[0] != '-';
		opt.group = number("group size", value, value[0] == '-');
		break;
	case 'i':
		opt.include = true;
		break;
	case 'l':
		opt.length = number("length", value, 0);
		break;
	case 'n':
		opt.name = value;
		break;
	case 'o':
		set_shift(value);
		break;
	case 'p':
		opt.plain = true;
		break;
	case 'r':
		opt.revert = true;
		break;
	case 'R':
		set_when(value);
		break;
	case 's':
		set_skip(value);
		break;
	case 't':
		opt.terminate = true;
		break;
	default:
		opt.shape.capital = true;
	}
}

/* One of the forms; but an array may be one of bits. */
static void
check_forms(void)
{
	if (opt.revert && (opt.include || opt.little))
		fail("Sorry, cannot revert this type of hexdump");
	if (opt.plain + opt.little + (opt.include || opt.bits) > 1 ||
	    (opt.revert && opt.plain && opt.bits))
		fail("only one of -b, -e, -p, -i can be used");
}

static uint64_t
default_columns(void)
{
	if (opt.plain)
		return 30;
	if (opt.bits)
		return 6;
	return opt.include ? 12 : 16;
}

static void
set_shape(void)
{
	struct shape *s = &opt.shape;
	const size_t group = opt.bits ? 1 : (opt.little ? 4 : 2);

	if (!opt.columns_given || (!opt.columns && !opt.plain))
		opt.columns = default_columns();
	s->kind = opt.plain ? SHAPE_PLAIN : (opt.include ? SHAPE_INCLUDE : SHAPE_LINES);
	if (s->kind == SHAPE_LINES && opt.columns > SHAPE_COLUMNS_MAX)
		fail("invalid number of columns (max. %u).", (uint64_t)SHAPE_COLUMNS_MAX);
	s->columns = opt.columns;
	s->bits = opt.bits;
	s->little = opt.little;
	s->skip_zeros = opt.autoskip;
	if (!opt.group_given)
		opt.group = group;
	s->group = (size_t)(opt.group && opt.group <= s->columns ? opt.group : s->columns);
	if (s->little && s->group == opt.group && (s->group & (s->group - 1)))
		fail("number of octets per group must be a power of 2 with -e.");
}

static void
set_colour(void)
{
	const char *term = getenv("TERM"), *none = getenv("NO_COLOR");
	const bool dumb = term && strcmp(term, "dumb") == 0;

	opt.shape.colour = !dumb && (opt.when == COLOUR_ALWAYS ||
	                                (opt.when == COLOUR_AUTO && !(none && *none) && isatty(1)));
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
	if (!opt.name && o->count == 1 && !is_stdin(o->names[0]))
		opt.name = o->names[0];
}

static void
xxd_parsed(struct operands *operands)
{
	check_forms();
	if (!opt.revert) {
		set_shape();
		set_colour();
	}
	check_operands(operands);
}

static const struct policy *
xxd_survey(const struct facts *facts)
{
	(void)facts;
	/* Without it, all goes byte by byte. */
	if (!opt.revert)
		(void)reserve(QUICK_ROOM, QUICK_ROOM);
	return opt.from && !opt.revert ? &policy_xxd_skip : &policy_xxd;
}

/* ---- showing --------------------------------------------------------------- */

static LARGE _Alignas(64) uint8_t window[STREAM_READ + 2 * REVERT_LINE_MAX];
static LARGE struct canned canned;

static bool
cannot_seek(void)
{
	say("Sorry, cannot seek.");
	return false;
}

/* Moves to `to` in an input that is at `here`. */
static bool
seek(const struct input *in, uint64_t here, uint64_t to, uint64_t *offset)
{
	struct skipped s = {0};

	*offset = to;
	if (to < here)
		return in_seek(-(int64_t)(here - to), SEEK_CUR) >= 0 || cannot_seek();
	s = in_skip(in, to - here, 0, window, STREAM_READ);
	if (s.error) {
		in_say(in, s.error);
		return false;
	}
	return s.bytes == to - here || S_ISREG(in->mode) || cannot_seek();
}

/* Where the input begins to be shown. */
static bool
start(const struct input *in, uint64_t *offset)
{
	const int64_t position = opt.from ? in_seek(0, SEEK_CUR) : -1;
	const uint64_t here = position > 0 ? (uint64_t)position : 0;
	uint64_t base = 0;

	*offset = 0;
	if (!opt.from)
		return true;
	if (opt.from == FROM_END)
		base = in->size;
	else if (opt.from == FROM_HERE)
		base = here;
	if (!opt.back)
		return seek(in, here, base + opt.skip, offset);
	if (position < 0 || opt.skip > base)
		return cannot_seek();
	return seek(in, here, base - opt.skip, offset);
}

static void
put_string(struct sink *sink, const char *text)
{
	for (; *text; text++)
		sink_byte(sink, (uint8_t)*text);
}

static bool
is_letter(char c)
{
	const char small = (char)(c | ('a' ^ 'A'));

	return small >= 'a' && small <= 'z';
}

/* The name as an identifier of C. */
static void
put_name(struct sink *sink)
{
	if (ascii_is_digit(opt.name[0]))
		put_string(sink, "__");
	for (const char *p = opt.name; *p; p++) {
		char c = *p;

		if (!ascii_is_digit(c) && !is_letter(c))
			c = '_';
		else if (opt.capitals && is_letter(c))
			c &= (char)~('a' ^ 'A');
		sink_byte(sink, (uint8_t)c);
	}
}

static void
begin_array(struct sink *sink)
{
	if (!opt.include || !opt.name)
		return;
	put_string(sink, "unsigned char ");
	put_name(sink);
	put_string(sink, "[] = {\n");
}

static void
end_array(struct sink *sink, uint64_t count)
{
	char text[DIGITS_DECIMAL_MAX + 1] = "";

	put_string(sink, "};\nunsigned int ");
	put_name(sink);
	put_string(sink, opt.capitals ? "_LEN = " : "_len = ");
	put_string(sink, digits_put(text + DIGITS_DECIMAL_MAX, count, 10, 1, false));
	put_string(sink, ";\n");
}

/* What follows the last byte. An array is ended only if all of the input could be read. */
static void
end_text(struct dump *dump, bool whole)
{
	struct shape *s = &opt.shape;
	uint64_t count;

	dump_end(dump);
	count = s->shown;
	if (whole && opt.include && opt.terminate)
		shape_list(s, dump->sink, (const uint8_t[]){0}, 1);
	shape_end(s, dump->sink, dump->offset);
	if (whole && opt.include && opt.name)
		end_array(dump->sink, count);
}

/* Reads at most opt.length bytes. False after an error. */
static bool
show_bytes(const struct input *in, struct dump *dump)
{
	bool begun = false;

	for (;;) {
		size_t room;
		uint8_t *to = dump_room(dump, &room);
		const long n = opt.length ? in_read_at_most(in, to,
		                                room < STREAM_READ ? room : STREAM_READ, opt.length)
		                          : 0;

		if (n < 0)
			in_say(in, (int)-n);
		if (n < 0)
			return false;
		if (!begun)
			begin_array(dump->sink);
		begun = true;
		if (n == 0)
			return true;
		opt.length -= (uint64_t)n;
		dump_add(dump, (size_t)n);
		out_sink_end();
	}
}

static void
show_input(const struct input *in)
{
	struct shape *s = &opt.shape;
	const struct format *format = &s->format.format;
	struct dump dump = {
	    .formats = &format,
	    .count = 1,
	    .sink = out_sink(),
	    .level = cpu_level(),
	    .window = {.bytes = window, .size = sizeof(window) - DUMP_SLACK},
	};

	if (!start(in, &dump.offset))
		return;
	dump.offset += opt.shift;
	s->level = cpu_level();
	s->quick.memory = reserved().bytes;
	s->quick.canned = &canned;
	shape_begin(s);
	dump_begin(&dump);
	end_text(&dump, show_bytes(in, &dump));
}

/* ---- reverting ------------------------------------------------------------- */

static void
say_backwards(const struct revert *r)
{
	char offset[17] = "", end[17] = "";

	say("line %u: offset %s is before %s", r->line,
	    digits_put(offset + 16, r->back, 16, 1, false),
	    digits_put(end + 16, r->offset, 16, 1, false));
}

static void
revert_lines(const struct input *in)
{
	struct revert revert = {
	    .sink = out_sink(),
	    .window = {.bytes = window, .size = sizeof(window)},
	    .left = opt.length,
	    .fill = true,
	    .shift = opt.skip,
	    .shift_back = opt.back,
	    .columns = opt.columns < LINE_BYTES ? (size_t)opt.columns : 0,
	    .bits = opt.bits,
	};
	const bool good = in_revert(in, &revert);

	if (!good && revert.error == REVERT_BACKWARDS)
		say_backwards(&revert);
	else if (!good)
		say("line %u: %s", revert.line, revert.error);
}

/* Writes zeros for -s. */
static bool
shift_plain(struct unplain *u)
{
	uint64_t n = opt.skip < u->left ? opt.skip : u->left;

	if (opt.back && opt.skip) {
		say("line 1: offset is before 0");
		return false;
	}
	if (n > REVERT_REPEAT_MAX && u->left == UINT64_MAX) {
		say("line 1: more than 1 GiB is missing before it: use -l");
		return false;
	}
	u->left -= n;
	sink_fill(u->sink, 0, n);
	return true;
}

static void
revert_plain(const struct input *in)
{
	struct unplain u = {.sink = out_sink(), .left = opt.length};
	bool begun = false;
	long got = 0;

	unplain_begin(&u);
	while (u.left && (got = in_read(in, window, STREAM_READ)) > 0) {
		if (!begun && !shift_plain(&u))
			return;
		begun = true;
		unplain_add(&u, window, (size_t)got);
		out_sink_end();
	}
	if (got < 0)
		in_say(in, (int)-got);
	unplain_end(&u);
	if (u.wrong)
		say("line %u: not a hex digit", u.wrong);
}

static void
xxd_run(void)
{
	struct input in;

	if (!in_next(&in))
		return;
	if (!opt.revert)
		show_input(&in);
	else if (opt.plain)
		revert_plain(&in);
	else
		revert_lines(&in);
	out_sink_end();
}

static const struct applet_name names[] = {
    {
        .name = "xxd",
        .summary = "show the bytes of a file in hexadecimal digits or bits, or reverse that",
        .usage = "[OPTION]... [FILE]",
        .notes = notes,
        .options = option_table,
        .option_words = true,
    },
};

const struct applet applet_xxd = {
    .names = names,
    .name_count = sizeof(names) / sizeof(names[0]),
    .option = xxd_option,
    .parsed = xxd_parsed,
    .survey = xxd_survey,
    .run = xxd_run,
};
