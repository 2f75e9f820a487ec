/* xxd: shows an input as lines of hexadecimal digits or bits, as plain digits or as an array
 * in C, or turns such dumps back into bytes. Its options and its text are those of vim's. */
#include "core/applet.h"

#include <sys/stat.h>
#include <unistd.h>

#include "applets/xxd/array.h"
#include "applets/xxd/options.h"
#include "applets/xxd/unplain.h"
#include "lib/dump/dump.h"
#include "lib/dump/revert/revert.h"
#include "lib/number/digits.h"
#include "policies.h"

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

/* ---- before the seal ------------------------------------------------------- */

static const struct policy *
xxd_survey(const struct facts *facts)
{
	(void)facts;
	/* Without it, all goes byte by byte. */
	if (!xxd_options.revert)
		(void)reserve(QUICK_ROOM, QUICK_ROOM);
	return xxd_options.from && !xxd_options.revert ? &policy_xxd_skip : &policy_xxd;
}

/* ---- showing --------------------------------------------------------------- */

enum { WINDOW = STREAM_READ + 2 * REVERT_LINE_MAX }; /* bytes of run_memory */
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
	s = in_skip(in, to - here, 0, run_memory, STREAM_READ);
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
	const int64_t position = xxd_options.from ? in_seek(0, SEEK_CUR) : -1;
	const uint64_t here = position > 0 ? (uint64_t)position : 0;
	uint64_t base = 0;

	*offset = 0;
	if (!xxd_options.from)
		return true;
	if (xxd_options.from == FROM_END)
		base = in->size;
	else if (xxd_options.from == FROM_HERE)
		base = here;
	if (!xxd_options.back)
		return seek(in, here, base + xxd_options.skip, offset);
	if (position < 0 || xxd_options.skip > base)
		return cannot_seek();
	return seek(in, here, base - xxd_options.skip, offset);
}

/* Whether what -i shows has a name. */
static bool
is_array(void)
{
	return xxd_options.include && xxd_options.name;
}

/* What follows the last byte. An array is ended only if all of the input could be read. */
static void
end_text(struct dump *dump, bool whole)
{
	struct shape *s = &xxd_options.shape;
	uint64_t count;

	dump_end(dump);
	count = s->shown;
	if (whole && xxd_options.include && xxd_options.terminate)
		shape_list(s, dump->sink, (const uint8_t[]){0}, 1);
	shape_end(s, dump->sink, dump->offset);
	if (whole && is_array())
		array_end(dump->sink, xxd_options.name, xxd_options.capitals, count);
}

/* Reads at most xxd_options.length bytes. False after an error. */
static bool
show_bytes(const struct input *in, struct dump *dump)
{
	bool begun = false;

	for (;;) {
		size_t room;
		uint8_t *to = dump_room(dump, &room);
		const long n = xxd_options.length ? in_read_at_most(in, to,
		                                        room < STREAM_READ ? room : STREAM_READ,
		                                        xxd_options.length)
		                                  : 0;

		if (n < 0)
			in_say(in, (int)-n);
		if (n < 0)
			return false;
		if (!begun && is_array())
			array_begin(dump->sink, xxd_options.name, xxd_options.capitals);
		begun = true;
		if (n == 0)
			return true;
		xxd_options.length -= (uint64_t)n;
		dump_add(dump, (size_t)n);
		out_sink_end();
	}
}

static void
show_input(const struct input *in)
{
	struct shape *s = &xxd_options.shape;
	const struct format *format = &s->format.format;
	struct dump dump = {
	    .formats = &format,
	    .count = 1,
	    .sink = out_sink(),
	    .level = cpu_level(),
	    .window = {.bytes = run_memory, .size = WINDOW - DUMP_SLACK},
	};

	if (!start(in, &dump.offset))
		return;
	dump.offset += xxd_options.shift;
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
	    .window = {.bytes = run_memory, .size = WINDOW},
	    .left = xxd_options.length,
	    .fill = true,
	    .shift = xxd_options.skip,
	    .shift_back = xxd_options.back,
	    .columns = xxd_options.columns < LINE_BYTES ? (size_t)xxd_options.columns : 0,
	    .bits = xxd_options.bits,
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
	uint64_t n = xxd_options.skip < u->left ? xxd_options.skip : u->left;

	if (xxd_options.back && xxd_options.skip) {
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
	struct unplain u = {.sink = out_sink(), .left = xxd_options.length};
	bool begun = false;
	long got = 0;

	unplain_begin(&u);
	while (u.left && (got = in_read(in, run_memory, STREAM_READ)) > 0) {
		if (!begun && !shift_plain(&u))
			return;
		begun = true;
		unplain_add(&u, run_memory, (size_t)got);
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
	if (!xxd_options.revert)
		show_input(&in);
	else if (xxd_options.plain)
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
