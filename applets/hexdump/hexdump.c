/* hexdump, hd: prints the inputs as one stream of blocks in the given formats, or with
 * --revert turns each dump back into bytes. Engines do the work on bytes; here are the
 * options, skipping, reading and reporting. No byte past --length is read, so that another
 * process that shares the input can read the rest. */
#include "core/applet.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

#include "lib/ascii.h"
#include "lib/dump/dump.h"
#include "lib/dump/format/formats.h"
#include "lib/dump/revert/revert.h"
#include "lib/number/size.h"
#include "policies.h"

/* Enough for --revert, and for the formats that are options. */
static LARGE _Alignas(4096) uint8_t first_window[STREAM_READ + REVERT_LINE_MAX];

/* The reserve for format texts has seven parts. Three are the arena, large enough for any
 * texts. The rest, and what the arena does not use, is the window: two of the largest
 * blocks, and a read. */
enum {
	RESERVE_PART = FORMAT_BLOCK_MAX / 2 + STREAM_READ / 4 + DUMP_SLACK,
	RESERVE_PARTS = 7,
	RESERVE_ARENA = 3,
	RESERVE_MOST = RESERVE_PARTS * RESERVE_PART,
	RESERVE_LEAST = RESERVE_MOST / 16,
	RESERVE_WINDOW = STREAM_READ_LAST + REVERT_LINE_MAX, /* where there are no texts */
};

static struct {
	size_t sources;
	enum canned_kind kind; /* if there is no format */
	uint64_t skip, length; /* bytes */
	bool from_end;         /* skip counts bytes before the end */
	bool no_squeezing;
	bool colour;
	bool revert;
	bool texts; /* some of the sources are texts */
} options = {.length = UINT64_MAX};

/* Usually there is one at most: it is among the small variables. */
static struct source first_source;
static LARGE _Alignas(64) struct source sources[FORMATS_MAX];

/* The texts of -e and -f, each ended by a NUL: copied here before the seal, and parsed
 * after it. */
static LARGE struct {
	size_t used;
	char bytes[FORMAT_TEXT_MAX + 1];
} texts;

static const struct opt option_table[] = {
    {'b', OPT_NONE, 0, "one-byte-octal", NULL, "one-byte octal display"},
    {'X', OPT_NONE, 0, "one-byte-hex", NULL, "one-byte hexadecimal display"},
    {'c', OPT_NONE, 0, "one-byte-char", NULL, "one-byte character display"},
    {'C', OPT_NONE, 0, "canonical", NULL, "canonical hex+ASCII display; the default of hd"},
    {'d', OPT_NONE, 0, "two-bytes-decimal", NULL, "two-byte decimal display"},
    {'o', OPT_NONE, 0, "two-bytes-octal", NULL, "two-byte octal display"},
    {'x', OPT_NONE, 0, "two-bytes-hex", NULL, "two-byte hexadecimal display"},
    {'e', OPT_REQUIRED, 0, "format", "FORMAT", "display as FORMAT says"},
    {'f', OPT_REQUIRED, 0, "format-file", "FILE", "display as each line of FILE says"},
    {'L', OPT_OPTIONAL, 0, "color", "WHEN", "show the colors of formats: auto, always or never"},
    {'n', OPT_REQUIRED, 0, "length", "LENGTH", "read only LENGTH bytes of the input"},
    {'s', OPT_REQUIRED, 0, "skip", "OFFSET", "skip OFFSET bytes of the input"},
    {'v', OPT_NONE, 0, "no-squeezing", NULL, "show lines that repeat the one before"},
    {'R', OPT_NONE, 0, "revert", NULL,
        "turn dumps back into bytes: those of hexdump, xxd and od;\nLENGTH bounds what is written"},
    {'h', OPT_NONE, OPT_HELP, "help", NULL, "display this help and exit"},
    {'V', OPT_NONE, OPT_VERSION, "version", NULL, "output version information and exit"},
    {0},
};

static const char notes[] =
    "With no FILE, or when FILE is -, standard input is read. Formats may be combined.\n"
    "LENGTH and OFFSET may begin with 0x (hexadecimal) or 0 (octal), and end with b\n"
    "(512), K or KiB (1024), KB (1000), and so on for M, G, T, P, E. An OFFSET with a\n"
    "minus sign counts from the end of the input.";

/* ---- options -------------------------------------------------------------- */

static void
keep_source(struct source source)
{
	if (options.sources == FORMATS_MAX)
		fail_usage("too many formats");
	if (options.sources == 1)
		sources[0] = first_source;
	*(options.sources ? &sources[options.sources] : &first_source) = source;
	options.sources++;
}

static enum canned_kind
canned_kind(char letter)
{
	static const char letters[CANNED_KINDS + 1] = "-bXcCdox"; /* in their order */

	return (enum canned_kind)(strchr(letters, letter) - letters);
}

/* Adds the next n bytes of `texts` as a source: one format, or one in each line. */
static void
keep_text(size_t n, bool lines)
{
	keep_source((struct source){.text = texts.bytes + texts.used, .length = n, .lines = lines});
	texts.used += n + 1;
	options.texts = true;
}

static size_t
text_room(void)
{
	if (texts.used == sizeof(texts.bytes))
		fail("format too long");
	return sizeof(texts.bytes) - 1 - texts.used;
}

static void
add_argument(const char *text)
{
	size_t n = strlen(text);

	if (n > text_room())
		fail("format too long");
	memcpy(texts.bytes + texts.used, text, n);
	keep_text(n, false);
}

static void
add_file(const char *name)
{
	size_t room = text_room(), n = 0;
	char *to = texts.bytes + texts.used;
	int fd = is_stdin(name) ? 0 : open(name, O_RDONLY | O_NOCTTY);
	ssize_t got = 1;

	/* One byte too many, if it comes, is stored in the place of the NUL. */
	while (fd >= 0 && got && n <= room) {
		got = read(fd, to + n, room + 1 - n);
		if (got < 0 && errno != EINTR)
			break;
		n += got > 0 ? (size_t)got : 0;
	}
	if (fd < 0 || got < 0)
		fail("can't read %f: %m", name, errno);
	if (n > room)
		fail("format too long");
	to[n] = '\0';
	if (fd > 0)
		close(fd);
	keep_text(n, true);
}

/* In upper or lower case, and also -L=WHEN, as in util-linux. */
static void
set_colour(const char *mode)
{
	const char *term = getenv("TERM");

	if (mode && *mode == '=')
		mode++;
	if (!mode || strcasecmp(mode, "auto") == 0)
		options.colour =
		    isatty(1) && !(term && strcmp(term, "dumb") == 0) && !getenv("NO_COLOR");
	else if (strcasecmp(mode, "always") == 0)
		options.colour = true;
	else if (strcasecmp(mode, "never") == 0)
		options.colour = false;
	else
		fail("unsupported color mode: %q", mode);
}

/* Parses the size after the first `sign` bytes of value. */
static uint64_t
size_argument(const char *what, const char *value, size_t sign)
{
	uint64_t size = 0;
	int error = size_parse(value + sign, &size);

	if (error)
		fail("failed to parse %s: %q: %m", what, value, error);
	return size;
}

/* With a minus sign it counts from the end. */
static void
set_skip(const char *value)
{
	options.from_end = value[0] == '-' && ascii_is_digit(value[1]);
	options.skip = size_argument("offset", value, options.from_end);
}

static void
hexdump_option(int id, const char *value)
{
	switch (id) {
	case 'e':
		add_argument(value);
		break;
	case 'f':
		add_file(value);
		break;
	case 'L':
		set_colour(value);
		break;
	case 'n':
		options.length = size_argument("length", value, 0);
		break;
	case 's':
		set_skip(value);
		break;
	case 'R':
		options.revert = true;
		break;
	case 'v':
		options.no_squeezing = true;
		break;
	default:
		keep_source((struct source){.kind = canned_kind((char)id)});
	}
}

static void
hexdump_parsed(struct operands *operands)
{
	if (options.revert && (options.sources || options.skip || options.from_end))
		fail_usage("--revert takes no format and no --skip");
	if (options.from_end) {
		uint64_t all = operand_bytes(operands);

		options.skip = all > options.skip ? all - options.skip : 0;
	}
	options.kind = called_as().alias ? CANNED_CANONICAL : CANNED_DEFAULT;
}

/* Without format texts a larger window helps only if the reads may grow. */
static void
reserve_memory(const struct facts *facts)
{
	if (options.texts) {
		if (!reserve(RESERVE_MOST, RESERVE_LEAST))
			fail("cannot reserve memory for the formats: %m", errno);
	} else if (!options.revert && !options.no_squeezing &&
	           (facts->irregular || facts->sizes > (uint64_t)STREAM_GROWTH * STREAM_READ)) {
		reserve(RESERVE_WINDOW, RESERVE_WINDOW / 8);
	}
}

static const struct policy *
hexdump_survey(const struct facts *facts)
{
	reserve_memory(facts);
	out_quiet_epipe_setup();
	return options.skip ? &policy_hexdump_skip : &policy_hexdump;
}

/* ---- run ------------------------------------------------------------------- */

/* Ends the run if less memory could be reserved than was asked for. */
static void
check_reserve(const char *purpose)
{
	const size_t size = reserved().size;

	if (size == RESERVE_MOST)
		return;
	say("not enough memory for %s: only %u KiB could be reserved", purpose,
	    (uint64_t)size >> 10);
	end_run();
}

/* Compiles the formats into the arena. */
static const struct formats *
compile(struct arena *arena)
{
	static LARGE struct formats formats;
	const char *what, *message;

	formats.quick = true;
	formats.level = cpu_level();
	formats.kind = options.kind;
	if (!formats_compile(&formats, options.sources == 1 ? &first_source : sources,
	        options.sources, options.colour, arena)) {
		message = formats_complaint(&formats, &what);
		if (formats.fault.full)
			check_reserve("the formats");
		say(message, what);
		end_run();
	}
	return &formats;
}

/* The formats, and a window that has room for two of their blocks and a read. */
static const struct formats *
prepare_formats(struct memory *window)
{
	struct memory all = reserved();
	struct arena arena;
	const struct formats *formats;

	if (!all.size)
		all = (struct memory){first_window, sizeof(first_window)};
	arena.at = arena.end = all.bytes;
	if (options.texts)
		arena.end += all.size / RESERVE_PARTS * RESERVE_ARENA;
	formats = compile(&arena);
	arena.end = all.bytes + all.size;
	window->bytes = arena_take_rest(&arena, &window->size, 1);
	if (window->size < 2 * ((size_t)formats->block + DUMP_SLACK) + STREAM_READ)
		check_reserve("blocks of that size");
	return formats;
}

static void
dump_inputs(void)
{
	struct memory window;
	const struct formats *formats = prepare_formats(&window);
	struct stream in = {
	    .skip = options.skip,
	    .length = options.length,
	    .from_end = options.from_end,
	    .only_skip = !formats->block,
	};
	struct dump dump = {
	    .formats = formats->list,
	    .count = formats->count,
	    .squeeze = !options.no_squeezing,
	    .sink = out_sink(),
	    .level = cpu_level(),
	    .window = {.bytes = window.bytes, .size = window.size - DUMP_SLACK},
	};

	stream_dump(&in, &dump);
	if (in.length && !in.any)
		say("all input file arguments failed");
	dump_end(&dump);
}

/* False if the dump is wrong. */
static bool
revert_input(struct revert *revert, const struct input *in)
{
	const bool good = in_revert(in, revert);

	if (!good && in->implied)
		say("stdin:%u: %s", revert->line, revert->error);
	else if (!good)
		say("%f:%u: %s", in->name, revert->line, revert->error);
	return good;
}

/* Stops at a wrong dump: later bytes would be in the wrong place. */
static void
revert_inputs(void)
{
	struct revert revert = {
	    .sink = out_sink(),
	    .window = {.bytes = first_window, .size = sizeof(first_window)},
	    .left = options.length,
	};
	struct input in;
	bool any = false;

	while (revert.left && in_next(&in)) {
		any = true;
		if (!revert_input(&revert, &in))
			break;
	}
	if (options.length && !any)
		say("all input file arguments failed");
}

static void
hexdump_run(void)
{
	if (options.revert)
		revert_inputs();
	else
		dump_inputs();
	out_sink_end();
}

static const struct applet_name names[] = {
    {
        .name = "hexdump",
        .aliases = (const char *const[]){"hd", NULL},
        .summary = "show the bytes of files in hexadecimal, decimal, octal or as characters",
        .usage = "[OPTION]... [FILE]...",
        .notes = notes,
        .options = option_table,
    },
};

const struct applet applet_hexdump = {
    .names = names,
    .name_count = sizeof(names) / sizeof(names[0]),
    .option = hexdump_option,
    .parsed = hexdump_parsed,
    .survey = hexdump_survey,
    .run = hexdump_run,
};
