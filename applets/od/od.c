/* od: prints the inputs as one stream of blocks, each as lines of numbers or characters; or
 * the strings in them that a NUL ends. Engines do the work on bytes; here are skipping, reading
 * and reporting. No byte past -N is read, so that another process that shares the input can
 * read the rest. */
#include "core/applet.h"

#include <errno.h>

#include "applets/od/options.h"
#include "lib/dump/dump.h"
#include "lib/dump/types/quick.h"
#include "lib/dump/types/strings.h"
#include "lib/dump/types/types.h"
#include "policies.h"

enum {
	WINDOW_SMALL = 4096, /* the largest block that needs no reserve */
	WINDOW = STREAM_READ + 2 * (WINDOW_SMALL + DUMP_SLACK) + DUMP_SLACK, /* of run_memory */
	WINDOW_MORE = 2 * (TYPES_BLOCK_MAX + DUMP_SLACK) + STREAM_READ,
	STRING_LEAST = 1 << 20,
	STRING_MOST = 256 << 20,
};

/* Whether blocks are so small that they are printed at once. */
static bool
is_quick(void)
{
	return !od_options.strings && od_types.format.block <= QUICK_BLOCK_MAX;
}

static const struct policy *
od_survey(const struct facts *facts)
{
	(void)facts;
	if (od_options.strings
	        ? !reserve(STRING_MOST, STRING_LEAST)
	        : od_types.format.block > WINDOW_SMALL && !reserve(WINDOW_MORE, WINDOW_MORE))
		fail("cannot reserve memory: %m", errno);
	/* Without it, all goes field by field. */
	if (is_quick())
		(void)reserve(sizeof(struct quick), sizeof(struct quick));
	return od_options.skip ? &policy_od_skip : &policy_od;
}

/* ---- run ---------------------------------------------------------------------- */

/* Skips as -j says, and opens no input that is not needed for it. False if there is no
 * input. */
static bool
skip_only(void)
{
	struct input in;
	uint64_t left = od_options.skip;
	bool any = false;

	while ((!any || left) && in_next(&in)) {
		struct skipped s = {0};

		any = true;
		if (left)
			s = in_skip(&in, left, 0, run_memory, STREAM_READ);
		left -= s.bytes;
		if (s.error)
			say("%f: %m", in_title(&in), s.error);
	}
	if (any && left) {
		say("cannot skip past end of combined input");
		end_run();
	}
	return any;
}

static bool
is_input_there(const struct stream *in)
{
	if (in->any && in->skip) {
		say("cannot skip past end of combined input");
		end_run();
	}
	return in->any;
}

static void
put_end(uint64_t offset)
{
	offsets_put(&od_types.offsets, out_sink(), offset, '\n');
}

static void
dump_inputs(struct stream *in)
{
	const struct memory more = reserved();
	struct quick *quick = is_quick() && more.size ? (struct quick *)more.bytes : NULL;
	const bool large = more.size && !quick;
	const struct format *const formats[] = {&od_types.format};
	struct dump dump = {
	    .formats = formats,
	    .count = 1,
	    .squeeze = !od_options.no_squeezing,
	    .sink = out_sink(),
	    .level = cpu_level(),
	    .window =
	        {
	            .bytes = large ? more.bytes : run_memory,
	            .size = (large ? more.size : WINDOW) - DUMP_SLACK,
	        },
	};

	if (quick)
		quick->level = cpu_level();
	types_begin(&od_types, quick);
	stream_dump(in, &dump);
	if (!is_input_there(in))
		return;
	dump_end(&dump);
	put_end(dump.offset);
}

static void
find_strings(struct stream *in)
{
	const struct memory held = reserved();
	struct ended_strings strings = {
	    .min = od_options.min,
	    .offsets = &od_types.offsets,
	    .sink = out_sink(),
	    .held = held.bytes,
	    .size = held.size,
	};
	size_t n;

	while ((n = stream_read(in, run_memory, STREAM_READ, true))) {
		if (!strings.offset)
			strings.offset = in->skipped;
		if (!ended_strings_add(&strings, run_memory, n)) {
			out_sink_end();
			say("a string is longer than %u MiB: not enough memory",
			    (uint64_t)held.size >> 20);
			end_run();
		}
		out_sink_end();
	}
	if (is_input_there(in) && !in->length)
		ended_strings_cut(&strings);
}

static void
od_run(void)
{
	struct stream in = {.skip = od_options.skip, .length = od_options.length, .titled = true};

	if (!od_options.length) {
		if (skip_only() && !od_options.strings)
			put_end(od_options.skip);
	} else if (od_options.strings) {
		find_strings(&in);
	} else {
		dump_inputs(&in);
	}
	out_sink_end();
}

static const struct opt option_table[] = {
    {'A', OPT_REQUIRED, 0, "address-radix", "RADIX",
        "show offsets in RADIX: d, o, x, or n for none"},
    {0, OPT_REQUIRED, OD_ENDIAN, "endian", "ORDER", "swap bytes to read numbers as little or big"},
    {'j', OPT_REQUIRED, 0, "skip-bytes", "BYTES", "skip BYTES bytes of the input"},
    {'N', OPT_REQUIRED, 0, "read-bytes", "BYTES", "read only BYTES bytes of the input"},
    {'S', OPT_REQUIRED, 'S', "", "BYTES", ""},
    {0, OPT_OPTIONAL, 'S', "strings", "BYTES",
        "show only strings of at least BYTES (3) characters\nthat a NUL ends; or -S BYTES"},
    {'t', OPT_REQUIRED, 0, "format", "TYPES", "show as TYPES say; may be repeated"},
    {'v', OPT_NONE, 0, "output-duplicates", "", "show lines that repeat the one before"},
    {'w', OPT_OPTIONAL, 0, "width", "BYTES", "show BYTES bytes on a line: 16, or 32 with -w alone"},
    {0, OPT_NONE, OD_TRADITIONAL, "traditional", "", "accept FILE, OFFSET and LABEL as operands"},
    {'a', OPT_NONE, 0, "", "", "the same as -t a"},
    {'b', OPT_NONE, 0, "", "", "the same as -t o1"},
    {'c', OPT_NONE, 0, "", "", "the same as -t c"},
    {'d', OPT_NONE, 0, "", "", "the same as -t u2"},
    {'e', OPT_NONE, 0, "", "", "the same as -t fD"},
    {'f', OPT_NONE, 0, "", "", "the same as -t fF"},
    {'h', OPT_NONE, 0, "", "", "the same as -t x2"},
    {'i', OPT_NONE, 0, "", "", "the same as -t dI"},
    {'l', OPT_NONE, 0, "", "", "the same as -t dL"},
    {'o', OPT_NONE, 0, "", "", "the same as -t o2"},
    {'s', OPT_NONE, 0, "", "", "the same as -t d2"},
    {'x', OPT_NONE, 0, "", "", "the same as -t x2"},
    {'B', OPT_NONE, 0, "", "", ""},
    {'D', OPT_NONE, 0, "", "", ""},
    {'F', OPT_NONE, 0, "", "", ""},
    {'H', OPT_NONE, 0, "", "", ""},
    {'I', OPT_NONE, 0, "", "", ""},
    {'L', OPT_NONE, 0, "", "", ""},
    {'O', OPT_NONE, 0, "", "", ""},
    {'X', OPT_NONE, 0, "", "", ""},
    {0},
};

static const struct applet_name names[] = {
    {
        .name = "od",
        .summary = "show the bytes of files as octal or other numbers, or as characters",
        .usage = "[OPTION]... [FILE]...",
        .notes =
            "With no FILE, or when FILE is -, standard input is read. TYPES are joined from:\n"
            "a (named characters), c (characters), d, u, o, x with a size (1, 2, 4, 8, or C, S,\n"
            "I, L), f with a size (2, 4, 8, 16, or H, F, D, L; B is bfloat16). A z after a type\n"
            "shows the text at the end of its line. BYTES may begin with 0x (hexadecimal) or 0\n"
            "(octal), and end with b (512), K or KiB (1024), kB (1000), and so on for M, G, T,\n"
            "P, E, Z, Y, R, Q. If no option is among -A, -j, -N, -S, -t, -v, -w, the last\n"
            "operand may be [+]OFFSET[.][b]: octal, decimal before a point, times 512 before b.",
        .options = option_table,
    },
};

const struct applet applet_od = {
    .names = names,
    .name_count = sizeof(names) / sizeof(names[0]),
    .option = od_option,
    .parsed = od_parsed,
    .survey = od_survey,
    .run = od_run,
};
