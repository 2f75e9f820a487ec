/* head: writes the first lines or bytes of each input, or all but the last. What it has
 * read too far of an input that can seek it gives back, so that another process that
 * shares the input goes on where the output ends. */
#include <unistd.h>

#include "core/applet.h"
#include "lib/ascii.h"
#include "lib/cpu/pick.h"
#include "lib/growth.h"
#include "lib/lines/lines.h"
#include "lib/number/count.h"
#include "policies.h"

/* The first lines are most often few: reads begin small, and are doubled each time that
 * GROWTH of them were read. */
enum { READ_FIRST = 8 << 10, READ_LAST = 256 << 10, GROWTH = 8 };

static struct {
	struct last what; /* the first ones, or the last ones that are left out */
	bool all_but;
	enum headers headers;
} options = {.what = {.count = 10, .end = '\n'}};

/* ---- before the seal ------------------------------------------------------ */

static void
set_count(const char *value, bool bytes)
{
	options.what.bytes = bytes;
	options.all_but = *value == '-';
	value += options.all_but;
	if (!count_parse(value, &options.what.count))
		fail("invalid number of %s: %q", bytes ? "bytes" : "lines", value);
}

/* False if the letter is not one of these options. */
static bool
set_flag(int letter)
{
	switch (letter) {
	case 'q':
		options.headers = HEADERS_NEVER;
		return true;
	case 'v':
		options.headers = HEADERS_ALWAYS;
		return true;
	case 'z':
		options.what.end = '\0';
		return true;
	default:
		return false;
	}
}

static void
head_option(int id, const char *value)
{
	if (id == 'c' || id == 'n')
		set_count(value, id == 'c');
	else if (!set_flag(id))
		fail_usage("invalid trailing option -- %c", id); /* a digit */
}

/* A letter after the digits of the old form. b, k and m ask for bytes, in units that stay
 * even if l follows. */
static void
old_letter(char letter, unsigned *unit)
{
	static const unsigned units[] = {['b'] = 512, ['k'] = 1 << 10, ['m'] = 1 << 20};

	switch (letter) {
	case 'b':
	case 'k':
	case 'm':
		*unit = units[(unsigned char)letter];
		options.what.bytes = true;
		break;
	case 'c':
		*unit = 1;
		options.what.bytes = true;
		break;
	case 'l':
		options.what.bytes = false;
		break;
	default:
		if (!set_flag(letter))
			fail_usage("invalid trailing option -- %o", (char[]){letter, '\0'});
	}
}

/* -5, -5kv: digits, and letters of units and of options. */
static size_t
head_old_form(char *const *args)
{
	const char *s = args[0];
	unsigned unit = 1;

	if (!s || *s++ != '-' || !ascii_is_digit(*s))
		return 0;
	count_digits(&s, &options.what.count);
	for (; *s; s++)
		old_letter(*s, &unit);
	options.what.count = count_times(options.what.count, unit);
	return 1;
}

static void
head_parsed(struct operands *operands)
{
	operands->unopened = "cannot open %a for reading: %m";
	out_header_setup(options.headers, operands);
}

static const struct policy *
head_survey(const struct facts *facts)
{
	(void)facts;
	if (options.all_but && options.what.count)
		last_reserve(&options.what);
	return &policy_head;
}

/* ---- sealed --------------------------------------------------------------- */

static long
first_lines(const struct input *in)
{
	lines_skip *skip = CPU_PICK(cpu_level(), lines_skip);
	struct growth reads = {.size = READ_FIRST, .most = READ_LAST, .after = GROWTH};
	uint64_t left = options.what.count;

	while (left) {
		const uint8_t *bytes;
		const long n = in_read_out(in, &bytes, reads.size);
		size_t wanted;

		if (n <= 0)
			return n;
		wanted = skip(bytes, (size_t)n, options.what.end, &left);
		out_used(wanted);
		/* Where that fails, the rest is lost to others: of a pipe, say. */
		if (wanted < (size_t)n)
			(void)in_seek((int64_t)wanted - n, SEEK_CUR);
		growth_count(&reads);
	}
	return 0;
}

/* Whether the input, whose offset is *position, has the byte before `end`. Negative: an
 * errno. */
static long
reaches(const struct input *in, int64_t end, int64_t *position)
{
	const int64_t moved = in_seek(end - 1 - *position, SEEK_CUR);
	uint8_t byte;
	long n;

	if (moved < 0)
		return (long)moved;
	n = in_read(in, &byte, 1);
	*position = end - 1 + (n > 0);
	return n;
}

/* Where the input ends, if that is before the end of the span: it may be shorter than when it
 * was opened. Returns 0 or a negative errno. */
static long
find_end(const struct input *in, struct span *s)
{
	int64_t position = s->from, least = position, probe = s->to;

	while (least < s->to) {
		const long there = reaches(in, probe, &position);

		if (there < 0)
			return there;
		if (there)
			least = probe;
		else
			s->to = probe - 1;
		probe = s->to - (s->to - least) / 2;
	}
	return 0;
}

/* Where the last ones of the span begin, or a negative errno. The offset stays where it is. */
static int64_t
find_last(const struct input *in, struct span *s)
{
	/* Lines are found by reading, which shows the end too. */
	const long error = options.what.bytes ? find_end(in, s) : 0;
	const int64_t at = error ? error : last_find(in, &options.what, s);
	const int64_t back = at < 0 ? at : in_seek(s->from - at, SEEK_CUR);

	return back < 0 ? back : at;
}

static long
all_but_last(const struct input *in)
{
	struct span s = {.from = 0, .to = (int64_t)in->size};
	int64_t to;

	if (!options.what.count)
		return copy_bytes(in, UINT64_MAX);
	if (in_has_places(in))
		s.from = in_seek(0, SEEK_CUR);
	if (!in_has_places(in) || s.from < 0 || s.from >= s.to)
		return last_hold(in, &options.what, true);
	to = find_last(in, &s);
	return to < 0 ? (long)to : copy_bytes(in, (uint64_t)(to - s.from));
}

static void
head_run(void)
{
	struct input in;
	long error;

	while (in_next(&in)) {
		out_header(&in);
		if (options.all_but)
			error = all_but_last(&in);
		else
			error = options.what.bytes ? copy_bytes(&in, options.what.count)
			                           : first_lines(&in);
		if (error < 0)
			say("error reading %a: %m", in_title(&in), (int)-error);
	}
}

static const struct opt option_table[] = {
    {'c', OPT_REQUIRED, 0, "bytes", "[-]NUM",
        "print the first NUM bytes of each file; with a minus sign,\nall but the last NUM bytes"},
    {'n', OPT_REQUIRED, 0, "lines", "[-]NUM",
        "print the first NUM lines instead of the first 10; with a\nminus sign, all but the last "
        "NUM lines"},
    {'q', OPT_NONE, 'q', "quiet", "", "print no headers with the names of files"},
    {0, OPT_NONE, 'q', "silent", "", "the same"},
    {'v', OPT_NONE, 0, "verbose", "", "print a header for one file too"},
    {'z', OPT_NONE, 0, "zero-terminated", "", "lines end with NUL, not newline"},
    OPT_DIGITS,
    {0},
};

static const struct applet_name names[] = {
    {
        .name = "head",
        .summary = "print the first part of files",
        .usage = "[OPTION]... [FILE]...",
        .notes =
            "With no FILE, or when FILE is -, standard input is read. With several, each has\n"
            "a header with its name. NUM may end with b (512), kB (1000), K or KiB (1024),\n"
            "MB, M and so on for G, T, P, E, Z, Y, R, Q. As the first argument -NUM is -n NUM.",
        .options = option_table,
    },
};

const struct applet applet_head = {
    .names = names,
    .name_count = sizeof(names) / sizeof(names[0]),
    .old_form = head_old_form,
    .option = head_option,
    .parsed = head_parsed,
    .survey = head_survey,
    .run = head_run,
};
