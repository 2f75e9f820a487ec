/* base64, base32 and basenc: encode one input into lines, or decode it. What is complete is
 * written before they wait for more input. */
#include "core/applet.h"
#include "lib/ascii.h"
#include "lib/bases/decode.h"
#include "lib/bases/encode.h"
#include "lib/number/parse.h"

/* Bytes decoded at once: what they become fits into OUT_ROOM. */
enum { DECODED = 16 << 10 };

_Static_assert((int)DECODED <= (int)OUT_ROOM, "a decoded piece, which has become shorter, fits");

/* The names, in the order of their table. */
enum { NAME_BASE64, NAME_BASE32, NAME_BASENC };

/* The ids of options that only basenc has: this plus the encoding, and the next. */
enum { OPT_ENCODING = OPT_LONG, OPT_NO_PADDING = OPT_LONG + BASES };

static struct {
	bool chosen; /* by an option */
	enum base base;
	bool decode, skip_garbage, no_padding;
	uint64_t wrap;
} options = {.wrap = 76};

static LARGE _Alignas(64) struct base_encoder encoder;
static LARGE _Alignas(64) struct base_decoder decoder;

/* Reads a number as strtoimax() does in base 10, with blanks and sign. If it is too large
 * for an intmax_t, there are no newlines. */
static uint64_t
parse_wrap(const char *text)
{
	const char *p = text, *digits;
	uint64_t columns;
	bool minus, huge;

	while (ascii_is_space(*p))
		p++;
	minus = *p == '-';
	if (*p == '+' || *p == '-')
		p++;
	digits = p;
	huge = !number_parse(&p, NULL, 10, &columns) || columns > INT64_MAX;
	if (huge)
		columns = 0;
	if (p == digits || *p != '\0' || (minus && (huge || columns > 0)))
		fail("invalid wrap size: %q", text);
	return columns;
}

static void
base64_option(int id, const char *value)
{
	switch (id) {
	case 'd':
		options.decode = true;
		break;
	case 'i':
		options.skip_garbage = true;
		break;
	case 'w':
		options.wrap = parse_wrap(value);
		break;
	case OPT_NO_PADDING:
		options.no_padding = true;
		break;
	default:
		options.base = (enum base)(id - OPT_ENCODING);
		options.chosen = true;
		break;
	}
}

static void
base64_parsed(struct operands *operands)
{
	const unsigned name = called_as().name;

	(void)operands;
	if (name == NAME_BASE32)
		options.base = BASE32;
	else if (name == NAME_BASENC && !options.chosen)
		fail_usage("missing encoding type");
}

static size_t
piece_size(const uint8_t *at, const uint8_t *end, size_t most)
{
	return (size_t)(end - at) < most ? (size_t)(end - at) : most;
}

static void
encode(const struct input *input)
{
	const uint8_t *chunk;
	size_t most;
	bool whole;
	long n;

	base_encode_begin(&encoder, options.base, !options.no_padding, options.wrap, cpu_level());
	most = base_encode_most(&encoder, OUT_ROOM);
	while ((n = in_read_chunk(input, &chunk)) > 0) {
		const uint8_t *const end = chunk + n;

		for (const uint8_t *at = chunk; at < end; at += piece_size(at, end, most)) {
			const size_t size = piece_size(at, end, most);
			uint8_t *room = out_room(base_encode_room(&encoder, size));

			out_used(base_encode(&encoder, at, size, room));
		}
	}
	whole = base_encode_may_end(&encoder);
	if (whole)
		out_used(base_encode_end(&encoder, out_room(base_encode_room(&encoder, 1))));
	if (n < 0)
		say("read error: %m", (int)-n);
	else if (!whole)
		say("invalid input (length must be multiple of 4 characters)");
}

/* What most often causes such a byte in that encoding, or NULL. */
static const char *
hint_of_alphabet(enum base base, int bad)
{
	switch (base) {
	case BASE64:
		if (bad == '-' || bad == '_')
			return "'-' and '_' are of base64url: tr _- /+ makes base64 of it";
		if (bad == ':' || bad == ',')
			return "in a data URI, only what follows the comma is base64";
		return NULL;
	case BASE64URL:
		return bad == '+' || bad == '/' ? "'+' and '/' are of base64: --base64 decodes it"
		                                : NULL;
	case BASE32:
	case BASE32HEX:
		return bad >= 'a' && bad <= 'z'
		           ? "small letters in the input: tr a-z A-Z makes capitals of them"
		           : NULL;
	default:
		return NULL;
	}
}

/* What most often causes such a byte there, or NULL. */
static const char *
hint(int bad, uint64_t at)
{
	switch (bad) {
	case '\r':
	case ' ':
	case '\t':
		return "carriage returns or blanks in the input: -i skips them";
	case 0xEF:
	case 0xFE:
	case 0xFF:
		/* The first byte of a byte-order mark: of UTF-8, and of UTF-16 in either
		 * order. */
		return at == 1 ? "this may be a byte-order mark: -i skips it" : NULL;
	default:
		return hint_of_alphabet(options.base, bad);
	}
}

static void
say_invalid(void)
{
	const struct base_place place = base_decode_place(&decoder);
	const char *help = hint(decoder.bad, place.byte);

	say("invalid input");
	say("at byte %u, line %u", place.byte, place.line);
	if (help)
		say(help);
}

static void
decode(const struct input *input)
{
	const uint8_t *chunk;
	long n;

	base_decode_begin(&decoder, options.base, options.skip_garbage, cpu_level());
	while ((n = in_read_chunk(input, &chunk)) > 0) {
		const uint8_t *const end = chunk + n;

		for (const uint8_t *at = chunk; at < end; at += piece_size(at, end, DECODED)) {
			const size_t size = piece_size(at, end, DECODED);
			uint8_t *room = out_room(base_decode_room(&decoder, size));

			out_used(base_decode(&decoder, at, size, room));
			if (decoder.bad >= 0) {
				say_invalid();
				return;
			}
		}
	}
	if (n < 0)
		say("read error: %m", (int)-n);
	else if (!base_decode_end(&decoder))
		say_invalid();
}

static void
base64_run(void)
{
	struct input input;

	if (!in_next(&input))
		return;
	if (options.decode)
		decode(&input);
	else
		encode(&input);
}

#define DECODE                                                                                     \
	{'d', OPT_NONE, 'd', "decode", "", "decode instead of encoding"},                        \
	{                                                                                          \
		'D', OPT_NONE, 'd', "", "", ""                                               \
	}
#define WRAP                                                                                       \
	{                                                                                          \
		'w', OPT_REQUIRED, 'w', "wrap", "COLS",                                            \
		    "end encoded lines after COLS characters (76 unless\ngiven); 0 makes no lines" \
	}
#define IGNORE_GARBAGE                                                                             \
	{                                                                                          \
		'i', OPT_NONE, 'i', "ignore-garbage", "",                                        \
		    "when decoding, skip all bytes that are neither of the\nalphabet nor '='"      \
	}

static const struct opt opts[] = {DECODE, WRAP, IGNORE_GARBAGE, {0}};

static const struct opt basenc_opts[] = {
    {0, OPT_NONE, OPT_ENCODING + BASE64, "base64", "", "as base64 does (RFC 4648, section 4)"},
    {0, OPT_NONE, OPT_ENCODING + BASE64URL, "base64url", "",
        "for URLs and names of files (RFC 4648, section 5)"},
    {0, OPT_NONE, OPT_ENCODING + BASE32, "base32", "", "as base32 does (RFC 4648, section 6)"},
    {0, OPT_NONE, OPT_ENCODING + BASE32HEX, "base32hex", "",
        "digits before letters (RFC 4648, section 7)"},
    {0, OPT_NONE, OPT_ENCODING + BASE16, "base16", "", "hexadecimal (RFC 4648, section 8)"},
    {0, OPT_NONE, OPT_ENCODING + BASE2MSBF, "base2msbf", "",
        "bits, the highest of each byte first"},
    {0, OPT_NONE, OPT_ENCODING + BASE2LSBF, "base2lsbf", "",
        "bits, the lowest of each byte first"},
    {0, OPT_NONE, OPT_ENCODING + Z85, "z85", "",
        "Z85 (ZeroMQ's RFC 32), of groups of four bytes"},
    DECODE, WRAP, IGNORE_GARBAGE,
    {0, OPT_NONE, OPT_NO_PADDING, "no-padding", "", "when encoding, print no '=' at the end"},
    {0}};

static const struct applet_name names[] = {
    [NAME_BASE64] =
        {
            .name = "base64",
            .summary = "encode or decode base64",
            .usage = "[OPTION]... [FILE]",
            .notes = "With no FILE, or when FILE is -, standard input is read.\n"
                     "The alphabet is that of RFC 4648, section 4. Decoding ignores newlines.",
            .options = opts,
        },
    [NAME_BASE32] =
        {
            .name = "base32",
            .summary = "encode or decode base32",
            .usage = "[OPTION]... [FILE]",
            .notes = "With no FILE, or when FILE is -, standard input is read.\n"
                     "The alphabet is that of RFC 4648, section 6. Decoding ignores newlines.",
            .options = opts,
        },
    [NAME_BASENC] =
        {
            .name = "basenc",
            .summary = "encode or decode in any of several bases",
            .usage = "[OPTION]... [FILE]",
            .notes = "With no FILE, or when FILE is -, standard input is read.\n"
                     "One encoding is needed; the last one counts. Decoding ignores newlines.",
            .options = basenc_opts,
        },
};

const struct applet applet_base64 = {
    .names = names,
    .name_count = sizeof(names) / sizeof(names[0]),
    .option = base64_option,
    .parsed = base64_parsed,
    .run = base64_run,
};
