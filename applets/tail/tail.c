/* tail: writes the last lines or bytes of each input, or what comes from one of them on.
 * In an input that can seek they are found from its end, in constant memory. Those of a
 * pipe are held, and are written only if they are surely all. */
#include <sys/stat.h>
#include <unistd.h>

#include "core/applet.h"
#include "lib/ascii.h"
#include "lib/cpu/pick.h"
#include "lib/lines/lines.h"
#include "lib/number/count.h"
#include "policies.h"

enum { OPT_FOLLOW = OPT_LONG };

static struct {
	struct last what;
	bool from_start; /* what comes from that line or byte on, counted from 1 */
	enum headers headers;
	bool seeks; /* the policy allows it */
} options = {.what = {.count = 10, .end = '\n'}};

/* ---- before the seal ------------------------------------------------------ */

_Noreturn static void
refuse_to_follow(void)
{
	fail("following a file (-f, -F and their options) is not supported");
}

static void
set_count(const char *value, bool bytes)
{
	options.what.bytes = bytes;
	/* As in GNU, a later number without a plus sign does not undo it. */
	if (*value == '+')
		options.from_start = true;
	else if (*value == '-')
		value++;
	if (!count_parse(value, &options.what.count))
		fail("invalid number of %s: %q", bytes ? "bytes" : "lines", value);
}

static void
tail_option(int id, const char *value)
{
	switch (id) {
	case 'c':
	case 'n':
		set_count(value, id == 'c');
		break;
	case 'q':
		options.headers = HEADERS_NEVER;
		break;
	case 'v':
		options.headers = HEADERS_ALWAYS;
		break;
	case 'z':
		options.what.end = '\0';
		break;
	case OPT_FOLLOW:
		refuse_to_follow();
	default: /* a digit */
		fail("option used in invalid context -- %c", id);
	}
}

/* The old form stands alone, or before one operand, which may have "--" before it. */
static bool
may_be_old(char *const *args)
{
	bool dashes;

	if (!args[0] || !args[1])
		return args[0];
	dashes = args[1][0] == '-' && args[1][1] == '-' && !args[1][2];
	if (dashes)
		return !args[2] || !args[3];
	return !args[2] && (args[1][0] != '-' || !args[1][1]);
}

/* -5, +5c, -b, -lf: a sign, digits (10 unless given), one of b, c and l, and f. But - is
 * standard input, and -c wants an argument. */
static size_t
tail_old_form(char *const *args)
{
	const char *s = args[0], *digits;
	struct last what = options.what;
	bool plus;

	if (!may_be_old(args) || (*s != '+' && *s != '-'))
		return 0;
	plus = *s++ == '+';
	if (!plus && (!*s || (s[0] == 'c' && !s[1])))
		return 0;
	digits = s;
	count_digits(&s, &what.count);
	if (s == digits)
		what.count = options.what.count;
	if (*s == 'b')
		what.count = count_times(what.count, 512);
	what.bytes = *s == 'b' || *s == 'c';
	s += what.bytes || *s == 'l';
	if (s[0] == 'f' && !s[1])
		refuse_to_follow();
	if (*s)
		return 0;
	options.what = what;
	options.from_start = plus;
	return 1;
}

/* As in GNU, the inputs are not even opened if nothing of them is wanted. */
static bool
nothing_wanted(void)
{
	return !options.what.count && !options.from_start;
}

static void
tail_parsed(struct operands *operands)
{
	operands->unopened = "cannot open %a for reading: %m";
	if (nothing_wanted())
		operands->count = 0;
	out_header_setup(options.headers, operands);
}

/* Nothing seeks if lines are counted from the start, nor in a pipe. */
static const struct policy *
tail_survey(const struct facts *facts)
{
	if (!options.from_start && options.what.count)
		last_reserve(&options.what);
	options.seeks = options.from_start ? options.what.bytes : options.what.count > 0;
	if (facts->inputs == 1 && !S_ISREG(facts->mode) && !S_ISBLK(facts->mode))
		options.seeks = false;
	return options.seeks ? &policy_tail : &policy_tail_hold;
}

/* ---- sealed --------------------------------------------------------------- */

/* Writes what comes after the first `count` lines. */
static long
after_lines(const struct input *in, uint64_t count)
{
	lines_skip *skip = CPU_PICK(cpu_level(), lines_skip);
	const uint8_t *bytes;
	long n;

	while (count) {
		n = in_read_chunk(in, &bytes);
		if (n > 0) {
			const size_t skipped = skip(bytes, (size_t)n, options.what.end, &count);

			out_write(bytes + skipped, (size_t)n - skipped);
		}
		if (n <= 0)
			return n;
	}
	return copy_bytes(in, UINT64_MAX);
}

static long
after_bytes(const struct input *in, uint64_t count)
{
	const uint8_t *bytes;
	long n;

	if (options.seeks)
		count -= in_seek_over(in, count);
	while (count) {
		n = in_read_chunk(in, &bytes);
		if (n <= 0)
			return n;
		if ((uint64_t)n > count)
			out_write(bytes + count, (size_t)n - (size_t)count);
		count -= (uint64_t)n < count ? (uint64_t)n : count;
	}
	return copy_bytes(in, UINT64_MAX);
}

static long
from_start(const struct input *in)
{
	const uint64_t count = options.what.count;
	const uint64_t before = count && count < UINT64_MAX ? count - 1 : count;

	return options.what.bytes ? after_bytes(in, before) : after_lines(in, before);
}

/* What is to be looked at: from the current offset to where the end is now; what is added
 * later is not. False if the input has no places. */
static bool
find_span(const struct input *in, struct span *s)
{
	if (!options.seeks || !(in_has_places(in) || S_ISBLK(in->mode)))
		return false;
	s->from = in_seek(0, SEEK_CUR);
	if (s->from < 0)
		return false;
	s->to = in_seek(0, SEEK_END);
	if (s->to > s->from)
		return true;
	/* Read it then, from where it was. */
	(void)in_seek(s->from - in_seek(0, SEEK_CUR), SEEK_CUR);
	return false;
}

static long
last_part(const struct input *in)
{
	struct span s;
	int64_t at;

	if (!find_span(in, &s))
		return last_hold(in, &options.what, false);
	at = last_find(in, &options.what, &s);
	return at < 0 ? (long)at : copy_bytes(in, (uint64_t)(s.to - at));
}

static void
tail_run(void)
{
	struct input in;
	long error;

	if (nothing_wanted())
		return;
	while (in_next(&in)) {
		out_header(&in);
		error = options.from_start ? from_start(&in) : last_part(&in);
		if (error < 0)
			say("error reading %a: %m", in_title(&in), (int)-error);
	}
}

static const struct opt option_table[] = {
    {'c', OPT_REQUIRED, 0, "bytes", "[+]NUM",
        "print the last NUM bytes of each file; with a plus sign,\nwhat comes from byte NUM on"},
    {'n', OPT_REQUIRED, 0, "lines", "[+]NUM",
        "print the last NUM lines instead of the last 10; with a\nplus sign, what comes from line "
        "NUM on"},
    {'q', OPT_NONE, 'q', "quiet", "", "print no headers with the names of files"},
    {0, OPT_NONE, 'q', "silent", "", "the same"},
    {'v', OPT_NONE, 0, "verbose", "", "print a header for one file too"},
    {'z', OPT_NONE, 0, "zero-terminated", "", "lines end with NUL, not newline"},
    {'f', OPT_OPTIONAL, OPT_FOLLOW, "follow", "", ""},
    {'F', OPT_NONE, OPT_FOLLOW, "", "", ""},
    {'s', OPT_REQUIRED, OPT_FOLLOW, "sleep-interval", "", ""},
    {0, OPT_REQUIRED, OPT_FOLLOW, "pid", "", ""},
    {0, OPT_NONE, OPT_FOLLOW, "retry", "", ""},
    {0, OPT_REQUIRED, OPT_FOLLOW, "max-unchanged-stats", "", ""},
    OPT_DIGITS,
    {0},
};

static const struct applet_name names[] = {
    {
        .name = "tail",
        .summary = "print the last part of files",
        .usage = "[OPTION]... [FILE]...",
        .notes = "With no FILE, or when FILE is -, standard input is read. With several, each has\n"
                 "a header with its name. NUM may end with b (512), kB (1000), K or KiB (1024),\n"
                 "MB, M and so on for G, T, P, E, Z, Y, R, Q. Before one FILE, -NUM is -n NUM and\n"
                 "+NUM is -n +NUM. Files are not followed: there is no -f.",
        .options = option_table,
    },
};

const struct applet applet_tail = {
    .names = names,
    .name_count = sizeof(names) / sizeof(names[0]),
    .old_form = tail_old_form,
    .option = tail_option,
    .parsed = tail_parsed,
    .survey = tail_survey,
    .run = tail_run,
};
