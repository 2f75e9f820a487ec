/* strings: prints the runs of printable characters in its inputs, as GNU's does with -a. A
 * string is written as it is read; there is no parser of object files. */
#include "core/applet.h"

#include <errno.h>
#include <limits.h>
#include <unistd.h>

#include "applets/strings/options.h"
#include "lib/text/quote.h"
#include "lib/text/text.h"
#include "policies.h"

enum { QUOTED_MOST = 8 };

/* ---- before the seal ---------------------------------------------------------- */

/* What the engine may have to hold. */
static LARGE uint8_t held[4096];

static size_t
held_most(void)
{
	size_t size = 0;

	for (int i = 0; i <= STRINGS_LITTLE32; i++)
		if (strings_options.encodings & 1U << i)
			size += strings_memory((enum strings_encoding)i, strings_options.found.min);
	return size;
}

static const struct policy *
strings_survey(const struct facts *facts)
{
	const size_t most = held_most();

	(void)facts;
	if (most > sizeof(held) && !reserve(most, most))
		fail("cannot reserve memory: %m", errno);
	if (strings_options.found.show == STRINGS_COLOURED && !isatty(1))
		strings_options.found.show = STRINGS_ESCAPE;
	return &policy_strings;
}

/* ---- sealed -------------------------------------------------------------------- */

static void
name_too_long(struct text *t)
{
	t->len = 0;
}

/* The name is quoted where it would not be one word of a shell, so that nothing in it reaches
 * a terminal. A name that could be opened is no longer than PATH_MAX. */
static void
set_name(const struct input *input)
{
	static LARGE char name[PATH_MAX * QUOTED_MOST];
	struct text t = {
	    .buf = name,
	    .cap = sizeof(name),
	    .utf8 = utf8_locale(),
	    .drain = name_too_long,
	};

	if (is_stdin(input->name))
		text_str(&t, "{standard input}");
	else
		quote_name(&t, input->name);
	text_str(&t, ": ");
	strings_options.found.name = (const uint8_t *)name;
	strings_options.found.name_size = t.len;
}

static void
begin(void)
{
	const struct memory more = reserved();
	uint8_t *memory = more.size ? more.bytes : held;

	for (int i = 0; i <= STRINGS_LITTLE32; i++) {
		if (!(strings_options.encodings & 1U << i))
			continue;
		strings_look_for(&strings_options.found, (enum strings_encoding)i, memory);
		memory += strings_memory((enum strings_encoding)i, strings_options.found.min);
	}
	strings_options.found.sink = out_sink();
	strings_begin(&strings_options.found, cpu_level());
}

static void
strings_run(void)
{
	struct input input;
	const uint8_t *chunk;
	long n;

	begin();
	while (in_next(&input)) {
		if (strings_options.names)
			set_name(&input);
		while ((n = in_read_chunk(&input, &chunk)) > 0) {
			strings_add(&strings_options.found, chunk, (size_t)n);
			out_sink_end();
		}
		strings_end(&strings_options.found);
		out_sink_end();
		if (n < 0)
			say("%f: %m", input.name, (int)-n);
	}
}

static const struct opt option_table[] = {
    {'a', OPT_NONE, 'a', "all", "", "ignored: files are always read whole"},
    {'n', OPT_REQUIRED, 'n', "bytes", "MIN",
        "print strings of at least MIN characters (4 unless given)"},
    {'t', OPT_REQUIRED, 't', "radix", "RADIX",
        "print the offset before each string: o octal, d decimal,\nx hexadecimal"},
    {'o', OPT_NONE, 'o', "", "", "the same as -t o"},
    {'f', OPT_NONE, 'f', "print-file-name", "", "print the name of the file before each string"},
    {'e', OPT_REQUIRED, 'e', "encoding", "LETTERS",
        "characters are: s 7-bit, S 8-bit, l or b 16-bit, L or B\n"
        "32-bit, little- or big-endian; sl and the like: several"},
    {'U', OPT_REQUIRED, 'U', "unicode", "HOW",
        "UTF-8 beyond ASCII: d default, i invalid, or in strings,\n"
        "and shown as l locale, x hex, e escape, h highlight"},
    {'w', OPT_NONE, 'w', "include-all-whitespace", "", "newlines and the like belong to strings"},
    {'s', OPT_REQUIRED, 's', "output-separator", "TEXT",
        "print TEXT, not a newline, after each string"},
    {'d', OPT_NONE, 'd', "data", "", ""},
    {'T', OPT_REQUIRED, 'T', "target", "BFDNAME", ""},
    {'h', OPT_NONE, OPT_HELP, "help", "", "display this help and exit"},
    {'v', OPT_NONE, OPT_VERSION, "version", "", "output version information and exit"},
    {'V', OPT_NONE, OPT_VERSION, "", "", ""},
    {'0', OPT_OPTIONAL, 0, "", "", ""},
    {'1', OPT_OPTIONAL, 0, "", "", ""},
    {'2', OPT_OPTIONAL, 0, "", "", ""},
    {'3', OPT_OPTIONAL, 0, "", "", ""},
    {'4', OPT_OPTIONAL, 0, "", "", ""},
    {'5', OPT_OPTIONAL, 0, "", "", ""},
    {'6', OPT_OPTIONAL, 0, "", "", ""},
    {'7', OPT_OPTIONAL, 0, "", "", ""},
    {'8', OPT_OPTIONAL, 0, "", "", ""},
    {'9', OPT_OPTIONAL, 0, "", "", ""},
    {0},
};

static const struct applet_name names[] = {
    {
        .name = "strings",
        .summary = "print the printable strings in files",
        .usage = "[OPTION]... [FILE]...",
        .notes = "With no FILE, or when FILE is -, standard input is read. -N is -n N.\n"
                 "Characters are ASCII's printable ones and TAB.",
        .options = option_table,
    },
};

const struct applet applet_strings = {
    .names = names,
    .name_count = sizeof(names) / sizeof(names[0]),
    .option = strings_option,
    .parsed = strings_parsed,
    .survey = strings_survey,
    .run = strings_run,
};
