/* wc: counts lines, words, characters, bytes and columns, as GNU does. It prints a row for
 * each input, and no write ends inside a row. */
#include <errno.h>
#include <stdint.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "applets/wc/count.h"
#include "core/applet.h"
#include "lib/growth.h"
#include "lib/number/digits.h"
#include "lib/text/quote.h"
#include "lib/text/text.h"
#include "policies.h"

enum { OPT_FILES0 = OPT_LONG, OPT_TOTAL, OPT_DEBUG };

enum total { TOTAL_AUTO, TOTAL_ALWAYS, TOTAL_ONLY, TOTAL_NEVER };

/* A size that is a multiple of the page size is not to be trusted: files of /proc and /sys
 * report 0 or 4096. */
enum { PAGE = 4096 };

/* Rows of small inputs are written together, up to PIPE_BUF bytes; they are written before
 * a larger input is read. */
enum { ROWS = 4096, SMALL = 64 << 10, COLUMN_MOST = 20, QUOTED_MOST = 8 };

static struct {
	unsigned what; /* flags of the engine */
	enum total total;
	const char *list;
	bool debug;
	bool at_once;    /* each row is written as soon as it is known */
	bool bytes_only; /* only the number of bytes is asked for */
	unsigned width;  /* least width of a number */
	struct facts facts;
} opt;

/* Reads begin with CHUNK_FIRST bytes, and are doubled each time that GROWTH of them were
 * full (lib/growth.h). They stay as they are where all inputs together are too small for
 * that, or no memory can be reserved. */
enum { CHUNK_FIRST = 64 << 10, CHUNK_LAST = 1 << 20, GROWTH = 32, GROWN = GROWTH * CHUNK_FIRST };

static const struct opt options[] = {
    {'c', OPT_NONE, 0, "bytes", "", "print the number of bytes"},
    {'m', OPT_NONE, 0, "chars", "", "print the number of characters"},
    {'l', OPT_NONE, 0, "lines", "", "print the number of newlines"},
    {'w', OPT_NONE, 0, "words", "", "print the number of words"},
    {0, OPT_NONE, OPT_DEBUG, "debug", "",
        "report on standard error which instructions\ncount the lines"},
    {0, OPT_REQUIRED, OPT_FILES0, "files0-from", "F",
        "count the files that F names, each name ended by a\nNUL; F may be -, standard input"},
    {'L', OPT_NONE, 0, "max-line-length", "", "print how many columns the widest line takes"},
    {0, OPT_REQUIRED, OPT_TOTAL, "total", "WHEN",
        "when to print a line of totals: auto (if there is more\nthan one file), always, only, "
        "never"},
    {0},
};

/* ---- before the seal ---------------------------------------------------- */

/* One of --total's words, or a prefix of just one. */
static enum total
parse_total(const char *value)
{
	static const char names[][8] = {"auto", "always", "only", "never"};
	size_t length = strlen(value), matches = 0, found = 0;

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		if (strncmp(names[i], value, length) != 0)
			continue;
		found = i;
		matches++;
	}
	if (matches != 1)
		fail_usage("%s argument %q for '--total'\nValid arguments are:\n"
		           "  - 'auto'\n  - 'always'\n  - 'only'\n  - 'never'",
		    matches ? "ambiguous" : "invalid", value);
	return (enum total)found;
}

static void
wc_option(int id, const char *value)
{
	switch (id) {
	case 'l':
		opt.what |= 1 << COUNT_LINES;
		break;
	case 'w':
		opt.what |= 1 << COUNT_WORDS;
		break;
	case 'm':
		opt.what |= 1 << COUNT_CHARS;
		break;
	case 'c':
		opt.what |= 1 << COUNT_BYTES;
		break;
	case 'L':
		opt.what |= 1 << COUNT_WIDTH;
		break;
	case OPT_FILES0:
		opt.list = value;
		break;
	case OPT_TOTAL:
		opt.total = parse_total(value);
		break;
	case OPT_DEBUG:
		opt.debug = true;
		break;
	default:
		break;
	}
}

static void
wc_parsed(struct operands *operands)
{
	unsigned sized = 1 << COUNT_BYTES;

	if (opt.list && operands->count > 0)
		fail_usage("extra operand %a\nfile operands cannot be combined with --files0-from",
		    operands->names[0]);
	operands->list = opt.list;
	operands->empty = "invalid zero-length file name";
	if (opt.what == 0)
		opt.what = 1 << COUNT_LINES | 1 << COUNT_WORDS | 1 << COUNT_BYTES;
	if (!utf8_locale())
		sized |= 1 << COUNT_CHARS;
	opt.bytes_only = (opt.what & ~sized) == 0;
	if (utf8_locale())
		opt.what |= COUNT_UTF8;
	if (!posixly_correct())
		opt.what |= COUNT_NO_BREAK;
}

static const struct policy *
wc_survey(const struct facts *facts)
{
	static const char levels[][8] = {"none", "avx2", "avx512"};

	if (opt.debug)
		note("line count acceleration: %s", levels[cpu_level()]);
	opt.facts = *facts;
	opt.at_once = (facts->inputs > 1 || facts->list) && isatty(1);
	if (facts->list || facts->irregular || (facts->sizes > GROWN && !opt.bytes_only))
		reserve(CHUNK_LAST, CHUNK_LAST / 8);
	return opt.bytes_only ? &policy_wc_bytes : &policy_wc;
}

/* ---- sealed ------------------------------------------------------------- */

/* GNU's rule: as wide as the sum of the sizes, and at least 7 if an input has no size; a
 * single number is not aligned. */
static unsigned
number_width(const struct facts *facts)
{
	unsigned columns = opt.what & COUNT_ALL;
	bool single = (columns & (columns - 1)) == 0;
	unsigned width = digits_decimal(facts->sizes);

	if (opt.total == TOTAL_ONLY || facts->inputs == 0 || (single && facts->inputs == 1))
		return 1;
	return facts->irregular && width < 7 ? 7 : width;
}

/* Seeks in a regular file to its end, or to just before it if the size is not to be
 * trusted. *passed is how many bytes that skipped. True if they are all there are; then
 * nothing must be read, for read() fails at the largest offset of a file. */
static bool
skip_to_end(const struct input *in, uint64_t *passed)
{
	int64_t from, to = (int64_t)in->size;
	bool trusted = to % PAGE != 0;

	if (!S_ISREG(in->mode))
		return false;
	if (!trusted)
		to -= to % ((int64_t)in->block + 1);
	from = in_seek(0, SEEK_CUR);
	if (from < 0 || from >= to || in_seek(to, SEEK_SET) < 0)
		return false;
	*passed = (uint64_t)(to - from);
	return trusted;
}

/* Counts one input. Returns the errno that ended it, or 0. */
static int
count_input(const struct input *in, struct count *count)
{
	const struct memory more = reserved();
	uint8_t *chunk = more.size ? more.bytes : run_memory;
	struct growth reads = {.size = CHUNK_FIRST, .most = more.size, .after = GROWTH};
	bool all;
	long n = 0;

	count_begin(count, opt.bytes_only ? 0 : opt.what, cpu_level());
	all = opt.bytes_only && skip_to_end(in, &count->of[COUNT_BYTES]);
	while (!all && (n = in_read(in, chunk, reads.size)) > 0) {
		count_add(count, chunk, (size_t)n);
		if ((size_t)n == reads.size)
			growth_count(&reads);
	}
	count_end(count);
	if (opt.bytes_only)
		count->of[COUNT_CHARS] = count->of[COUNT_BYTES];
	return (int)-n;
}

static void
row_drain(struct text *t)
{
	out_write(t->buf, t->len);
	t->len = 0;
}

static bool
has_newline(const char *name)
{
	for (; *name; name++)
		if (*name == '\n')
			return true;
	return false;
}

/* The most bytes of a row with that name. */
static size_t
most_of_row(const char *name)
{
	size_t bytes = 2;
	bool quoted = false;

	for (; name && *name; name++) {
		bytes++;
		quoted |= *name == '\n';
	}
	return (size_t)COUNT_COLUMNS * (COLUMN_MOST + 1) + bytes * (quoted ? QUOTED_MOST : 1);
}

/* A pipe keeps a write of up to ROWS bytes together, so that rows of several processes do
 * not mingle. A name with a newline is quoted: it cannot end the row. */
static void
print_row(const uint64_t *numbers, const char *name)
{
	char buf[256];
	struct text t = {.buf = buf, .cap = sizeof(buf), .utf8 = utf8_locale(), .drain = row_drain};
	const char *between = "";

	if (out_waiting() + most_of_row(name) > ROWS)
		out_flush();
	for (int i = 0; i < COUNT_COLUMNS; i++) {
		if (!(opt.what & 1 << i))
			continue;
		text_str(&t, between);
		for (unsigned n = digits_decimal(numbers[i]); n < opt.width; n++)
			text_char(&t, ' ');
		text_u64(&t, numbers[i]);
		between = " ";
	}
	if (name) {
		text_char(&t, ' ');
		if (has_newline(name))
			quote_name(&t, name);
		else
			text_str(&t, name);
	}
	text_char(&t, '\n');
	row_drain(&t);
	if (opt.at_once)
		out_flush();
}

/* Returns flags of the numbers that overflowed; they stay at the maximum. */
static unsigned
add_to_totals(uint64_t *totals, const uint64_t *numbers)
{
	unsigned overflow = 0;

	for (int i = 0; i < COUNT_COLUMNS; i++) {
		if (i == COUNT_WIDTH) {
			if (totals[i] < numbers[i])
				totals[i] = numbers[i];
		} else if (numbers[i] > UINT64_MAX - totals[i]) {
			totals[i] = UINT64_MAX;
			overflow |= 1U << i;
		} else {
			totals[i] += numbers[i];
		}
	}
	return overflow;
}

static void
print_totals(const uint64_t *totals, unsigned overflow)
{
	static const char names[][12] = {"lines", "words", "characters", "bytes"};

	for (int i = 0; i < COUNT_WIDTH; i++)
		if (overflow & opt.what & 1U << i)
			say("total %s: %m", names[i], EOVERFLOW);
	print_row(totals, opt.total == TOTAL_ONLY ? NULL : "total");
}

static void
wc_run(void)
{
	uint64_t totals[COUNT_COLUMNS] = {0};
	unsigned overflow = 0;
	struct input in;
	struct count count;

	if (opt.facts.list)
		in_facts(&opt.facts);
	opt.width = number_width(&opt.facts);
	while (in_next(&in)) {
		int error;

		if (in.size > SMALL)
			out_flush();
		error = count_input(&in, &count);
		if (opt.total != TOTAL_ONLY)
			print_row(count.of, in.implied ? NULL : in.name);
		if (error)
			say("%f: %m", in.implied ? "standard input" : in.name, error);
		overflow |= add_to_totals(totals, count.of);
	}
	if (opt.total == TOTAL_NEVER || (opt.total == TOTAL_AUTO && in_passed() <= 1))
		return;
	print_totals(totals, overflow);
}

static const struct applet_name names[] = {
    {
        .name = "wc",
        .summary = "count lines, words, characters and bytes",
        .usage = "[OPTION]... [FILE]...",
        .notes = "Without an option, lines, words and bytes are printed. The order is always:\n"
                 "lines, words, characters, bytes, columns.\n"
                 "With no FILE, or when FILE is -, standard input is read. A word is anything\n"
                 "between white space. Characters are UTF-8 in UTF-8 locales, and bytes otherwise.",
        .options = options,
    },
};

const struct applet applet_wc = {
    .names = names,
    .name_count = sizeof(names) / sizeof(names[0]),
    .option = wc_option,
    .parsed = wc_parsed,
    .survey = wc_survey,
    .run = wc_run,
};
