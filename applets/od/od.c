/* od: prints the inputs as one stream of blocks, each as lines of numbers or characters; or
 * the strings in them that a NUL ends. Engines do the work on bytes; here are the options,
 * GNU's and the traditional ones, skipping, reading and reporting. No byte past -N is read,
 * so that another process that shares the input can read the rest. */
#include "core/applet.h"

#include <errno.h>
#include <string.h>

#include "applets/od/offset.h"
#include "lib/ascii.h"
#include "lib/dump/dump.h"
#include "lib/dump/types/quick.h"
#include "lib/dump/types/strings.h"
#include "lib/dump/types/types.h"
#include "lib/number/count.h"
#include "lib/number/parse.h"
#include "policies.h"

enum { OPT_TRADITIONAL = OPT_LONG, OPT_ENDIAN };

enum {
	WIDTH_ALONE = 32,
	WINDOW_SMALL = 4096, /* the largest block that needs no reserve */
	WINDOW_MORE = 2 * (TYPES_BLOCK_MAX + DUMP_SLACK) + STREAM_READ,
	STRING_LEAST = 1 << 20,
	STRING_MOST = 256 << 20,
};

static LARGE struct types types;

static struct {
	uint64_t skip, length; /* bytes */
	uint64_t min;          /* of strings */
	uint64_t width;        /* bytes of a block; 0: not given */
	bool strings;
	bool no_squeezing;
	bool traditional;
	bool modern; /* an option was given that excludes the old operands */
	struct offsets offsets;
} options = {.length = UINT64_MAX, .offsets = {.radix = 8, .width = 7}};

static LARGE _Alignas(
    4096) uint8_t small_window[STREAM_READ + 2 * (WINDOW_SMALL + DUMP_SLACK) + DUMP_SLACK];

/* ---- options ----------------------------------------------------------------- */

static uint64_t
count_argument(char letter, const char *value)
{
	uint64_t count = 0;

	switch (count_parse_prefixed(value, &count)) {
	case COUNT_GOOD:
		break;
	case COUNT_INVALID:
		fail("invalid -%c argument %q", letter, value);
	case COUNT_SUFFIX:
		fail("invalid suffix in -%c argument %q", letter, value);
	case COUNT_LARGE:
		fail("-%c argument %q too large", letter, value);
	}
	return count;
}

static void
add_types(const char *text)
{
	struct types_fault fault;

	if (types_add(&types, text, &fault))
		return;
	switch (fault.kind) {
	case TYPES_CHARACTER:
		fail("invalid character %q in type string %q",
		    (const char[]){fault.character, '\0'}, text);
	case TYPES_NUMBER:
		fail("invalid type string %q", text);
	case TYPES_INTEGER_SIZE:
		fail("invalid type string %q;\nthis system doesn't provide a %u-byte integral type",
		    text, fault.size);
	case TYPES_REAL_SIZE:
		fail("invalid type string %q;\n"
		     "this system doesn't provide a %u-byte floating point type",
		    text, fault.size);
	case TYPES_MANY:
		fail("more than %u types", (uint64_t)TYPES_MAX);
	}
}

/* The types of the letters that are options of their own. */
static void
add_letter(int letter)
{
	static const struct {
		char letter, type[4];
	} letters[] = {{'a', "a"}, {'b', "o1"}, {'c', "c"}, {'D', "u4"}, {'d', "u2"}, {'F', "fD"},
	    {'e', "fD"}, {'f', "fF"}, {'X', "x4"}, {'H', "x4"}, {'i', "dI"}, {'I', "dL"},
	    {'L', "dL"}, {'l', "dL"}, {'O', "o4"}, {'B', "oS"}, {'s', "d2"}, {'h', "x2"},
	    {'x', "x2"}, {'o', "o2"}};

	for (size_t i = 0; i < sizeof(letters) / sizeof(letters[0]); i++)
		if (letters[i].letter == letter)
			add_types(letters[i].type);
}

static void
set_radix(const char *value)
{
	static const char letters[] = "odxn";
	static const struct offsets offsets[] = {{.radix = 8, .width = 7},
	    {.radix = 10, .width = 7}, {.radix = 16, .width = 6}, {.radix = 0}};
	const char *found = *value ? strchr(letters, *value) : NULL;

	if (!found)
		fail("invalid output address radix %q; it must be one character from [doxn]",
		    (const char[]){*value, '\0'});
	else
		options.offsets = offsets[found - letters];
}

static void
set_width(const char *value)
{
	const char *s = value;
	bool fits;

	options.width = WIDTH_ALONE;
	if (!value)
		return;
	while (ascii_is_space(*s))
		s++;
	s += *s == '+';
	if (!ascii_is_digit(*s))
		fail("invalid -w argument %q", value);
	fits = number_parse(&s, NULL, 10, &options.width);
	if (*s)
		fail("invalid suffix in -w argument %q", value);
	if (fits && !options.width)
		fail("invalid -w argument %q", value);
	if (!fits || options.width > TYPES_BLOCK_MAX)
		fail("%o is too large", value);
}

static void
set_endian(const char *value)
{
	const size_t n = strlen(value);
	const bool little = n && strncmp(value, "little", n) == 0;
	const bool big = n && strncmp(value, "big", n) == 0;

	if (!little && !big)
		fail_usage("%s argument %q for '--endian'\nValid arguments are:\n"
		           "  - 'little'\n  - 'big'",
		    n ? "invalid" : "ambiguous", value);
	types.swap = big == (__BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__);
}

static void
od_option(int id, const char *value)
{
	options.modern = options.modern || (id < OPT_LONG && strchr("AjNStvw", id));
	switch (id) {
	case 'A':
		set_radix(value);
		break;
	case 'j':
		options.skip = count_argument('j', value);
		break;
	case 'N':
		options.length = count_argument('N', value);
		break;
	case 'S':
		options.strings = true;
		options.min = value ? count_argument('S', value) : 3;
		break;
	case 't':
		add_types(value);
		break;
	case 'v':
		options.no_squeezing = true;
		break;
	case 'w':
		set_width(value);
		break;
	case OPT_TRADITIONAL:
		options.traditional = true;
		break;
	case OPT_ENDIAN:
		set_endian(value);
		break;
	default:
		add_letter(id);
	}
}

/* ---- the old operands --------------------------------------------------------- */

static bool
parse_offset(const char *text, uint64_t *offset)
{
	const enum old_offset result = old_offset_parse(text, offset);

	if (result == OLD_OFFSET_LARGE)
		fail("%f: %m", text, ERANGE);
	return result == OLD_OFFSET_GOOD;
}

static void
set_label(uint64_t offset, uint64_t label)
{
	options.skip = offset;
	options.offsets.labelled = true;
	if (!options.offsets.radix)
		options.offsets.width = 7;
	options.offsets.label = label - offset;
}

/* [FILE] [[+]OFFSET[.][b]], and with --traditional a label after it. */
static void
take_old_operands(struct operands *operands)
{
	char **const names = operands->names, *last;
	const bool old = options.traditional;
	const size_t count = operands->count;
	uint64_t offset, label;

	if (!count || count > 3 || (options.modern && !old))
		return;
	last = names[count - 1];
	if (!old && *last != '+' && !(count == 2 && ascii_is_digit(*last)))
		return;
	if (!parse_offset(last, &label))
		return;
	if (count > 1 && old && parse_offset(names[count - 2], &offset)) {
		set_label(offset, label);
		operands->count -= 2;
	} else if (count < 3) {
		options.skip = label;
		operands->count--;
	}
}

static void
check_operands(struct operands *operands)
{
	take_old_operands(operands);
	if (options.traditional && operands->count > 1) {
		note("extra operand %q", operands->names[1]);
		fail_usage("compatibility mode supports at most one file");
	}
}

static void
od_parsed(struct operands *operands)
{
	uint32_t unit;

	if (options.strings && types.count)
		fail("no type may be specified when dumping strings");
	check_operands(operands);
	if (options.length != UINT64_MAX && options.length > UINT64_MAX - options.skip)
		fail("skip-bytes + read-bytes is too large");
	if (!types.count)
		add_types("oS");
	unit = types_unit(&types);
	if (options.width % unit) {
		note("warning: invalid width %u; using %u instead", options.width, (uint64_t)unit);
		options.width = unit;
	}
	types.offsets = options.offsets;
	types_fit(&types, (uint32_t)options.width);
}

/* Whether blocks are so small that they are printed at once. */
static bool
is_quick(void)
{
	return !options.strings && types.format.block <= QUICK_BLOCK_MAX;
}

static const struct policy *
od_survey(const struct facts *facts)
{
	(void)facts;
	if (options.strings
	        ? !reserve(STRING_MOST, STRING_LEAST)
	        : types.format.block > WINDOW_SMALL && !reserve(WINDOW_MORE, WINDOW_MORE))
		fail("cannot reserve memory: %m", errno);
	/* Without it, all goes field by field. */
	if (is_quick())
		(void)reserve(sizeof(struct quick), sizeof(struct quick));
	return options.skip ? &policy_od_skip : &policy_od;
}

/* ---- run ---------------------------------------------------------------------- */

/* Skips as -j says, and opens no input that is not needed for it. False if there is no
 * input. */
static bool
skip_only(void)
{
	struct input in;
	uint64_t left = options.skip;
	bool any = false;

	while ((!any || left) && in_next(&in)) {
		struct skipped s = {0};

		any = true;
		if (left)
			s = in_skip(&in, left, 0, small_window, STREAM_READ);
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
	offsets_put(&types.offsets, out_sink(), offset, '\n');
}

static void
dump_inputs(struct stream *in)
{
	const struct memory more = reserved();
	struct quick *quick = is_quick() && more.size ? (struct quick *)more.bytes : NULL;
	const bool large = more.size && !quick;
	const struct format *const formats[] = {&types.format};
	struct dump dump = {
	    .formats = formats,
	    .count = 1,
	    .squeeze = !options.no_squeezing,
	    .sink = out_sink(),
	    .level = cpu_level(),
	    .window =
	        {
	            .bytes = large ? more.bytes : small_window,
	            .size = (large ? more.size : sizeof(small_window)) - DUMP_SLACK,
	        },
	};

	if (quick)
		quick->level = cpu_level();
	types_begin(&types, quick);
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
	    .min = options.min,
	    .offsets = &types.offsets,
	    .sink = out_sink(),
	    .held = held.bytes,
	    .size = held.size,
	};
	size_t n;

	while ((n = stream_read(in, small_window, STREAM_READ, true))) {
		if (!strings.offset)
			strings.offset = in->skipped;
		if (!ended_strings_add(&strings, small_window, n)) {
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
	struct stream in = {.skip = options.skip, .length = options.length, .titled = true};

	if (!options.length) {
		if (skip_only() && !options.strings)
			put_end(options.skip);
	} else if (options.strings) {
		find_strings(&in);
	} else {
		dump_inputs(&in);
	}
	out_sink_end();
}

static const struct opt option_table[] = {
    {'A', OPT_REQUIRED, 0, "address-radix", "RADIX",
        "show offsets in RADIX: d, o, x, or n for none"},
    {0, OPT_REQUIRED, OPT_ENDIAN, "endian", "ORDER", "swap bytes to read numbers as little or big"},
    {'j', OPT_REQUIRED, 0, "skip-bytes", "BYTES", "skip BYTES bytes of the input"},
    {'N', OPT_REQUIRED, 0, "read-bytes", "BYTES", "read only BYTES bytes of the input"},
    {'S', OPT_REQUIRED, 'S', "", "BYTES", ""},
    {0, OPT_OPTIONAL, 'S', "strings", "BYTES",
        "show only strings of at least BYTES (3) characters\nthat a NUL ends; or -S BYTES"},
    {'t', OPT_REQUIRED, 0, "format", "TYPES", "show as TYPES say; may be repeated"},
    {'v', OPT_NONE, 0, "output-duplicates", "", "show lines that repeat the one before"},
    {'w', OPT_OPTIONAL, 0, "width", "BYTES", "show BYTES bytes on a line: 16, or 32 with -w alone"},
    {0, OPT_NONE, OPT_TRADITIONAL, "traditional", "",
        "accept FILE, OFFSET and LABEL as operands"},
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
