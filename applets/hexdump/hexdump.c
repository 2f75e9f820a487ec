/* hexdump, hd: the inputs as one stream of blocks, in the formats that were
 * asked for. The formats and the squeezing are engines; here are the options,
 * and what is skipped, read and reported. No byte past --length is read, so
 * that who shares the input finds the rest there. */
#include "core/applet.h"

#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "applets/hexdump/canned.h"
#include "applets/hexdump/dump.h"
#include "applets/hexdump/size.h"
#include "policies.h"

enum { FORMATS_MAX = 1024, BLOCK_MAX = 16, READ_SIZE = 65536 };

static struct {
	size_t formats;
	unsigned canned;       /* which of them there are: 1 << kind */
	uint64_t skip, length; /* bytes */
	bool no_squeezing;
} options = {.length = UINT64_MAX};

static _Alignas(64) const struct format *formats[FORMATS_MAX];
static _Alignas(64) struct canned canned[CANNED_KINDS];

static const struct opt option_table[] = {
    {'b', "one-byte-octal", OPT_NONE, 0, NULL, "one-byte octal display"},
    {'X', "one-byte-hex", OPT_NONE, 0, NULL, "one-byte hexadecimal display"},
    {'c', "one-byte-char", OPT_NONE, 0, NULL, "one-byte character display"},
    {'C', "canonical", OPT_NONE, 0, NULL, "canonical hex+ASCII display; what hd does"},
    {'d', "two-bytes-decimal", OPT_NONE, 0, NULL, "two-byte decimal display"},
    {'o', "two-bytes-octal", OPT_NONE, 0, NULL, "two-byte octal display"},
    {'x', "two-bytes-hex", OPT_NONE, 0, NULL, "two-byte hexadecimal display"},
    {'n', "length", OPT_REQUIRED, 0, "LENGTH", "read only LENGTH bytes of the input"},
    {'s', "skip", OPT_REQUIRED, 0, "OFFSET", "skip OFFSET bytes of the input"},
    {'v', "no-squeezing", OPT_NONE, 0, NULL, "show lines that repeat the one before"},
    {'h', "help", OPT_NONE, OPT_HELP, NULL, "display this help and exit"},
    {'V', "version", OPT_NONE, OPT_VERSION, NULL, "output version information and exit"},
    {0},
};

static const char notes[] =
    "Without FILE, or where FILE is -, standard input is read. Formats may be combined.\n"
    "LENGTH and OFFSET may begin with 0x (hexadecimal) or 0 (octal), and end with b\n"
    "(512), K or KiB (1024), KB (1000), and so on for M, G, T, P, E.";

/* ---- options -------------------------------------------------------------- */

static void
add_format(enum canned_kind kind)
{
	if (options.formats == FORMATS_MAX)
		fail_usage("too many formats");
	options.canned |= 1U << kind;
	formats[options.formats++] = &canned[kind].format;
}

static uint64_t
size_argument(const char *what, const char *value)
{
	uint64_t size = 0;
	int error = size_parse(value, &size);

	if (error)
		fail("failed to parse %s: %q: %m", what, value, error);
	return size;
}

static void
option(int id, const char *value)
{
	switch (id) {
	case 'b':
		add_format(CANNED_ONE_BYTE_OCTAL);
		break;
	case 'X':
		add_format(CANNED_ONE_BYTE_HEX);
		break;
	case 'c':
		add_format(CANNED_ONE_BYTE_CHAR);
		break;
	case 'C':
		add_format(CANNED_CANONICAL);
		break;
	case 'd':
		add_format(CANNED_TWO_BYTES_DECIMAL);
		break;
	case 'o':
		add_format(CANNED_TWO_BYTES_OCTAL);
		break;
	case 'x':
		add_format(CANNED_TWO_BYTES_HEX);
		break;
	case 'n':
		options.length = size_argument("length", value);
		break;
	case 's':
		options.skip = size_argument("offset", value);
		break;
	default: /* 'v' */
		options.no_squeezing = true;
	}
}

static void
parsed(struct operands *operands)
{
	(void)operands;
	if (!options.formats)
		add_format(strcmp(invoked_as(), "hd") == 0 ? CANNED_CANONICAL : CANNED_DEFAULT);
}

static const struct policy *
survey(const struct facts *facts)
{
	(void)facts;
	return options.skip ? &policy_hexdump_skip : &policy_hexdump;
}

/* ---- output ---------------------------------------------------------------- */

/* A sink whose room is the core's output buffer. */
static struct {
	struct sink sink; /* first */
	uint8_t *start;   /* of what is written and not yet counted as output */
} output;

/* After this the core may write out its buffer, and fill it anew. */
static void
hand_over(void)
{
	out_used((size_t)(output.sink.at - output.start));
	output.start = output.sink.at = output.sink.end = NULL;
}

static void
more(struct sink *sink)
{
	hand_over();
	output.start = sink->at = out_room(SINK_ROOM);
	sink->end = sink->at + out_free();
}

/* ---- input ----------------------------------------------------------------- */

static void
complain(const struct input *in, long error)
{
	if (in->implied)
		say("stdin: %m", (int)error);
	else
		say("%f: %m", in->name, (int)error);
}

/* How far it is known that seeking does what reading would. That is as far as
 * the size of a regular file says, and so nowhere in files of /proc, which have
 * size 0: a seek past their end succeeds, and nobody learns where it was. */
static uint64_t
seekable(const struct input *in)
{
	int64_t position;

	if (S_ISCHR(in->mode) || S_ISBLK(in->mode))
		return UINT64_MAX;
	if (!S_ISREG(in->mode))
		return 0;
	position = in_seek(0, SEEK_CUR);
	return position < 0 || (uint64_t)position > in->size ? 0 : in->size - (uint64_t)position;
}

/* Passes over at most n bytes of the input, without reading where that works,
 * and returns how many. */
static uint64_t
skip(const struct input *in, uint64_t n, uint8_t *scratch, size_t size)
{
	uint64_t far = seekable(in), done = 0;

	while (done < n && done < far) {
		uint64_t step = n < far ? n - done : far - done;

		if (step > INT64_MAX)
			step = INT64_MAX;
		if (in_seek((int64_t)step, SEEK_CUR) < 0)
			break;
		done += step;
	}
	while (done < n) {
		long got = in_read(in, scratch, n - done < size ? (size_t)(n - done) : size);

		if (got < 0)
			complain(in, -got);
		if (got <= 0)
			break;
		done += (uint64_t)got;
	}
	return done;
}

/* Shows at most `length` bytes of the input, and returns how many. */
static uint64_t
show(struct dump *dump, const struct input *in, uint64_t length)
{
	uint64_t done = 0;

	while (done < length) {
		size_t room;
		uint8_t *to = dump_room(dump, &room);
		long got;

		if (room > READ_SIZE)
			room = READ_SIZE;
		if (room > length - done)
			room = (size_t)(length - done);
		got = in_read(in, to, room);
		if (got < 0)
			complain(in, -got);
		if (got <= 0)
			break;
		dump_add(dump, (size_t)got);
		hand_over();
		done += (uint64_t)got;
	}
	return done;
}

static void
run(void)
{
	static _Alignas(4096) uint8_t window[2 * BLOCK_MAX + READ_SIZE + 64 + DUMP_SLACK];
	uint64_t to_skip = options.skip, length = options.length;
	struct input in;
	bool any = false;
	struct dump dump = {
	    .formats = formats,
	    .count = options.formats,
	    .squeeze = !options.no_squeezing,
	    .sink = &output.sink,
	    .level = cpu_level(),
	    .window = window,
	    .size = sizeof(window) - DUMP_SLACK,
	};

	for (unsigned kind = 0; kind < CANNED_KINDS; kind++)
		if (options.canned & 1U << kind)
			canned_init(&canned[kind], (enum canned_kind)kind, dump.level);
	output.sink.more = more;
	dump_begin(&dump);
	while (length && in_next(&in)) {
		any = true;
		if (to_skip) {
			uint64_t skipped = skip(&in, to_skip, window, sizeof(window));

			to_skip -= skipped;
			dump.offset += skipped;
			if (to_skip)
				continue;
			/* The offsets end where 64 bits do. */
			if (length > UINT64_MAX - dump.offset)
				length = UINT64_MAX - dump.offset;
		}
		length -= show(&dump, &in, length);
	}
	if (length && !any)
		say("all input file arguments failed");
	dump_end(&dump);
	hand_over();
}

const struct applet applet_hexdump = {
    .name = "hexdump",
    .alias = "hd",
    .summary = "show the bytes of files in hexadecimal, decimal, octal or as characters",
    .usage = "[OPTION]... [FILE]...",
    .notes = notes,
    .epipe_is_end = true,
    .options = option_table,
    .option = option,
    .parsed = parsed,
    .survey = survey,
    .run = run,
};
