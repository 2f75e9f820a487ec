/* base64: encodes its one input into lines, or decodes it. What is complete is written
 * before it waits for more input. */
#include "core/applet.h"
#include "lib/ascii.h"
#include "lib/bases/decode.h"
#include "lib/bases/encode.h"
#include "lib/number/parse.h"

/* Bytes decoded at once: what they become fits into OUT_ROOM. */
enum { DECODED = 16 << 10 };

_Static_assert(DECODED / 4 * 3 + 3 <= OUT_ROOM, "a decoded piece fits");

static struct {
	bool decode, skip_garbage;
	uint64_t wrap;
} options = {.wrap = 76};

static LARGE _Alignas(64) struct base64_encoder encoder;
static LARGE _Alignas(64) struct base64_decoder decoder;

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
	default:
		options.wrap = parse_wrap(value);
		break;
	}
}

static size_t
piece_size(const uint8_t *at, const uint8_t *end, size_t most)
{
	return (size_t)(end - at) < most ? (size_t)(end - at) : most;
}

static void
encode(const struct input *input)
{
	size_t most;
	const uint8_t *chunk;
	long n;

	base64_encode_begin(&encoder, options.wrap, cpu_level());
	most = base64_encode_most(&encoder, OUT_ROOM);
	while ((n = in_read_chunk(input, &chunk)) > 0) {
		const uint8_t *const end = chunk + n;

		for (const uint8_t *at = chunk; at < end; at += piece_size(at, end, most)) {
			const size_t size = piece_size(at, end, most);
			uint8_t *room = out_room(base64_encode_room(&encoder, size));

			out_used(base64_encode(&encoder, at, size, room));
		}
	}
	out_used(base64_encode_end(&encoder, out_room(base64_encode_room(&encoder, 1))));
	if (n < 0)
		say("read error: %m", (int)-n);
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
	case '-':
	case '_':
		return "'-' and '_' are of base64url: tr _- /+ makes base64 of it";
	case ':':
	case ',':
		return "in a data URI, only what follows the comma is base64";
	case 0xEF:
	case 0xFE:
	case 0xFF:
		/* The first byte of a byte-order mark: of UTF-8, and of UTF-16 in either
		 * order. */
		return at == 1 ? "this may be a byte-order mark: -i skips it" : NULL;
	default:
		return NULL;
	}
}

static void
say_invalid(void)
{
	const struct base64_place place = base64_decode_place(&decoder);
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

	base64_decode_begin(&decoder, options.skip_garbage, cpu_level());
	while ((n = in_read_chunk(input, &chunk)) > 0) {
		const uint8_t *const end = chunk + n;

		for (const uint8_t *at = chunk; at < end; at += piece_size(at, end, DECODED)) {
			const size_t size = piece_size(at, end, DECODED);

			out_used(base64_decode(&decoder, at, size, out_room(size / 4 * 3 + 3)));
			if (decoder.bad >= 0) {
				say_invalid();
				return;
			}
		}
	}
	if (n < 0)
		say("read error: %m", (int)-n);
	else if (!base64_decode_end(&decoder))
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

static const struct opt opts[] = {
    {'d', OPT_NONE, 'd', "decode", NULL, "decode instead of encoding"},
    {'D', OPT_NONE, 'd', NULL, NULL, NULL},
    {'w', OPT_REQUIRED, 'w', "wrap", "COLS",
        "end encoded lines after COLS characters (76 unless\ngiven); 0 makes no lines"},
    {'i', OPT_NONE, 'i', "ignore-garbage", NULL,
        "when decoding, skip all bytes that are neither of the\nalphabet nor '='"},
    {0}};

static const struct applet_name names[] = {
    {
        .name = "base64",
        .summary = "encode or decode base64",
        .usage = "[OPTION]... [FILE]",
        .notes = "With no FILE, or when FILE is -, standard input is read.\n"
                 "The alphabet is that of RFC 4648, section 4. Decoding ignores newlines.",
        .options = opts,
    },
};

const struct applet applet_base64 = {
    .names = names,
    .name_count = sizeof(names) / sizeof(names[0]),
    .option = base64_option,
    .run = base64_run,
};
