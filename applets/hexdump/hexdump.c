/* hexdump, hd: prints the inputs as one stream of blocks in the given formats, or with
 * --revert turns each dump back into bytes. Engines do the work on bytes; here are the
 * options, skipping, reading and reporting. No byte past --length is read, so that another
 * process that shares the input can read the rest. */
#include "core/applet.h"

#include <errno.h>

#include "applets/hexdump/options.h"
#include "lib/dump/dump.h"
#include "lib/dump/format/formats.h"
#include "lib/dump/revert/revert.h"
#include "policies.h"

/* Enough for --revert, and for the formats that are hexdump_options. */
enum { FIRST_WINDOW = STREAM_READ + REVERT_LINE_MAX }; /* bytes of run_memory */

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

static const struct opt option_table[] = {
    {'b', OPT_NONE, 0, "one-byte-octal", "", "one-byte octal display"},
    {'X', OPT_NONE, 0, "one-byte-hex", "", "one-byte hexadecimal display"},
    {'c', OPT_NONE, 0, "one-byte-char", "", "one-byte character display"},
    {'C', OPT_NONE, 0, "canonical", "", "canonical hex+ASCII display; the default of hd"},
    {'d', OPT_NONE, 0, "two-bytes-decimal", "", "two-byte decimal display"},
    {'o', OPT_NONE, 0, "two-bytes-octal", "", "two-byte octal display"},
    {'x', OPT_NONE, 0, "two-bytes-hex", "", "two-byte hexadecimal display"},
    {'e', OPT_REQUIRED, 0, "format", "FORMAT", "display as FORMAT says"},
    {'f', OPT_REQUIRED, 0, "format-file", "FILE", "display as each line of FILE says"},
    {'L', OPT_OPTIONAL, 0, "color", "WHEN", "show the colors of formats: auto, always or never"},
    {'n', OPT_REQUIRED, 0, "length", "LENGTH", "read only LENGTH bytes of the input"},
    {'s', OPT_REQUIRED, 0, "skip", "OFFSET", "skip OFFSET bytes of the input"},
    {'v', OPT_NONE, 0, "no-squeezing", "", "show lines that repeat the one before"},
    {'R', OPT_NONE, 0, "revert", "",
        "turn dumps back into bytes: those of hexdump, xxd and od;\nLENGTH bounds what is written"},
    {'h', OPT_NONE, OPT_HELP, "help", "", "display this help and exit"},
    {'V', OPT_NONE, OPT_VERSION, "version", "", "output version information and exit"},
    {0},
};

static const char notes[] =
    "With no FILE, or when FILE is -, standard input is read. Formats may be combined.\n"
    "LENGTH and OFFSET may begin with 0x (hexadecimal) or 0 (octal), and end with b\n"
    "(512), K or KiB (1024), KB (1000), and so on for M, G, T, P, E. An OFFSET with a\n"
    "minus sign counts from the end of the input.";

/* ---- the reserve ------------------------------------------------------------ */

/* Without format texts a larger window helps only if the reads may grow. */
static void
reserve_memory(const struct facts *facts)
{
	if (hexdump_options.have_text) {
		if (!reserve(RESERVE_MOST, RESERVE_LEAST))
			fail("cannot reserve memory for the formats: %m", errno);
	} else if (!hexdump_options.revert && !hexdump_options.no_squeezing &&
	           (facts->irregular || facts->sizes > (uint64_t)STREAM_GROWTH * STREAM_READ)) {
		reserve(RESERVE_WINDOW, RESERVE_WINDOW / 8);
	}
}

static const struct policy *
hexdump_survey(const struct facts *facts)
{
	reserve_memory(facts);
	out_quiet_epipe_setup();
	return hexdump_options.skip ? &policy_hexdump_skip : &policy_hexdump;
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
	formats.kind = hexdump_options.kind;
	if (!formats_compile(&formats, hexdump_sources(), hexdump_options.sources,
	        hexdump_options.colour, arena)) {
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
		all = (struct memory){run_memory, FIRST_WINDOW};
	arena.at = arena.end = all.bytes;
	if (hexdump_options.have_text)
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
	    .skip = hexdump_options.skip,
	    .length = hexdump_options.length,
	    .from_end = hexdump_options.from_end,
	    .only_skip = !formats->block,
	};
	struct dump dump = {
	    .formats = formats->list,
	    .count = formats->count,
	    .squeeze = !hexdump_options.no_squeezing,
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
	    .window = {.bytes = run_memory, .size = FIRST_WINDOW},
	    .left = hexdump_options.length,
	};
	struct input in;
	bool any = false;

	while (revert.left && in_next(&in)) {
		any = true;
		if (!revert_input(&revert, &in))
			break;
	}
	if (hexdump_options.length && !any)
		say("all input file arguments failed");
}

static void
hexdump_run(void)
{
	if (hexdump_options.revert)
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
