/* strings: prints the runs of printable characters in its inputs, as GNU's does with -a. A
 * string is written as it is read; there is no parser of object files. */
#include <errno.h>
#include <limits.h>
#include <string.h>
#include <unistd.h>

#include "core/applet.h"
#include "lib/ascii.h"
#include "lib/number/parse.h"
#include "lib/strings/strings.h"
#include "lib/text/quote.h"
#include "lib/text/text.h"
#include "policies.h"

enum { SEPARATOR_MOST = 256, QUOTED_MOST = 8, DEFAULT_MIN = 4 };

static struct {
	bool names;           /* before each string, the name of its file */
	unsigned encodings;   /* flags, by enum strings_encoding */
	bool unicode;         /* -U asks for more than -e */
	bool characters;      /* ... and characters beyond ASCII belong to strings */
	struct strings found; /* what the engine is to do */
} opt = {
    .found =
        {
            .min = DEFAULT_MIN,
            .separator = (const uint8_t *)"\n",
            .separator_size = 1,
        },
};

/* ---- before the seal ---------------------------------------------------------- */

/* Reads a number as strtoul() does in base 0. */
static unsigned
parse_min(const char *text)
{
	const char *p = text, *digits;
	unsigned radix = 10;
	uint64_t n;
	bool minus, fits;

	while (ascii_is_space(*p))
		p++;
	minus = *p == '-';
	if (*p == '+' || *p == '-')
		p++;
	if (p[0] == '0' && (p[1] == 'x' || p[1] == 'X') && ascii_digit_value(p[2]) < 16) {
		radix = 16;
		p += 2;
	} else if (p[0] == '0') {
		radix = 8;
	}
	digits = p;
	fits = number_parse(&p, NULL, radix, &n);
	if (*p != '\0' || (p == digits && p > text))
		fail("invalid integer argument %o", text);
	if (fits && n == 0)
		fail("invalid minimum string length 0");
	if (minus)
		fail("invalid minimum string length %o", text);
	if (!fits || n > STRINGS_MIN_MOST)
		fail("minimum string length %o is too big", text);
	return (unsigned)n;
}

/* -12 is the letter 1 with the argument 2. */
static unsigned
parse_digits(char first, const char *rest)
{
	char text[32] = {first};
	size_t n = rest ? strlen(rest) : 0;

	if (n > sizeof(text) - 2)
		fail("minimum string length %c%o is too big", first, rest);
	memcpy(text + 1, rest ? rest : "", n);
	return parse_min(text);
}

static unsigned
parse_radix(const char *value)
{
	switch (value[0] && value[1] ? '\0' : value[0]) {
	case 'o':
		return 8;
	case 'd':
		return 10;
	case 'x':
		return 16;
	default:
		fail_usage("invalid radix %q", value);
	}
}

/* The letters of -e, in the order of enum strings_encoding; UTF-8 has none. */
static const char letters[] = "sS\0blBL";

static void
add_encodings(const char *value)
{
	const char *p = value;

	do {
		const char *const found = *p ? memchr(letters, *p, sizeof(letters) - 1) : NULL;

		if (found)
			opt.encodings |= 1U << (found - letters);
		else
			fail_usage("invalid encoding %q", value);
	} while (*++p);
}

static void
parse_unicode(const char *value)
{
	static const char *const words[] = {
	    "default", "invalid", "locale", "hex", "escape", "highlight"};
	static const char short_words[] = "dilxeh";
	const size_t count = sizeof(words) / sizeof(words[0]);
	size_t i = 0;

	for (; i < count; i++)
		if (strcmp(value, words[i]) == 0 || (value[0] == short_words[i] && !value[1]))
			break;
	if (i == count)
		fail_usage("invalid argument %q for '--unicode'", value);
	opt.unicode = i > 0;
	opt.characters = i > 1;
	if (opt.characters)
		opt.found.show = (enum strings_show)(i - 2);
}

_Noreturn static void
refuse_object_files(char letter)
{
	fail(
	    "-%c needs an object-file parser, which pillbox leaves out on purpose: use -a", letter);
}

static void
set_separator(const char *value)
{
	const size_t size = strlen(value);

	if (size > SEPARATOR_MOST)
		fail("the output separator has %u bytes, more than %u", (uint64_t)size,
		    (uint64_t)SEPARATOR_MOST);
	opt.found.separator = (const uint8_t *)value;
	opt.found.separator_size = size;
}

static void
strings_option(int id, const char *value)
{
	switch (id) {
	case 'a':
		break;
	case 'd':
	case 'T':
		refuse_object_files((char)id);
	case 'n':
		opt.found.min = parse_min(value);
		break;
	case 't':
		opt.found.radix = parse_radix(value);
		break;
	case 'o':
		opt.found.radix = 8;
		break;
	case 'f':
		opt.names = true;
		break;
	case 'w':
		opt.found.whitespace = true;
		break;
	case 's':
		set_separator(value);
		break;
	case 'e':
		add_encodings(value);
		break;
	case 'U':
		parse_unicode(value);
		break;
	default:
		opt.found.min = parse_digits((char)id, value);
		break;
	}
}

/* Of two encodings of one width, it could depend on later bytes which one a string is of. */
static void
check_widths(void)
{
	const char *const conflict[] = {"s and S", "b and l", "B and L"};
	const unsigned both[] = {1 << STRINGS_7BIT | 1 << STRINGS_8BIT,
	    1 << STRINGS_BIG16 | 1 << STRINGS_LITTLE16, 1 << STRINGS_BIG32 | 1 << STRINGS_LITTLE32};

	for (int i = 0; i < STRINGS_WIDTHS; i++)
		if ((opt.encodings & both[i]) == both[i])
			fail_usage(
			    "encodings %s cannot be combined: they are equally wide", conflict[i]);
	if ((opt.encodings & (opt.encodings - 1)) && opt.found.min < 2)
		fail_usage("with several encodings, the minimum string length must be at least 2");
}

static void
strings_parsed(struct operands *operands)
{
	const unsigned bytes = 1 << STRINGS_7BIT | 1 << STRINGS_8BIT;

	(void)operands;
	if (opt.encodings == 0)
		opt.encodings = 1 << STRINGS_7BIT;
	check_widths();
	if (!opt.unicode)
		return;
	if (!(opt.encodings & bytes))
		fail_usage("'--unicode' needs 8-bit characters: add s to '--encoding'");
	opt.encodings &= ~bytes;
	opt.encodings |= opt.characters ? 1 << STRINGS_UTF8 : 1 << STRINGS_7BIT;
}

/* What the engine may have to hold. */
static LARGE uint8_t held[4096];

static size_t
held_most(void)
{
	size_t size = 0;

	for (int i = 0; i <= STRINGS_LITTLE32; i++)
		if (opt.encodings & 1U << i)
			size += strings_memory((enum strings_encoding)i, opt.found.min);
	return size;
}

static const struct policy *
strings_survey(const struct facts *facts)
{
	const size_t most = held_most();

	(void)facts;
	if (most > sizeof(held) && !reserve(most, most))
		fail("cannot reserve memory: %m", errno);
	if (opt.found.show == STRINGS_COLOURED && !isatty(1))
		opt.found.show = STRINGS_ESCAPE;
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
	opt.found.name = (const uint8_t *)name;
	opt.found.name_size = t.len;
}

static void
begin(void)
{
	const struct memory more = reserved();
	uint8_t *memory = more.size ? more.bytes : held;

	for (int i = 0; i <= STRINGS_LITTLE32; i++) {
		if (!(opt.encodings & 1U << i))
			continue;
		strings_look_for(&opt.found, (enum strings_encoding)i, memory);
		memory += strings_memory((enum strings_encoding)i, opt.found.min);
	}
	opt.found.sink = out_sink();
	strings_begin(&opt.found, cpu_level());
}

static void
strings_run(void)
{
	struct input input;
	const uint8_t *chunk;
	long n;

	begin();
	while (in_next(&input)) {
		if (opt.names)
			set_name(&input);
		while ((n = in_read_chunk(&input, &chunk)) > 0) {
			strings_add(&opt.found, chunk, (size_t)n);
			out_sink_end();
		}
		strings_end(&opt.found);
		out_sink_end();
		if (n < 0)
			say("%f: %m", input.name, (int)-n);
	}
}

static const struct opt options[] = {
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
        .options = options,
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
