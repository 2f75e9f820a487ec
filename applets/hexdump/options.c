#include "applets/hexdump/options.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

#include "core/applet.h"
#include "lib/ascii.h"
#include "lib/number/size.h"

struct hexdump_options hexdump_options = {.length = UINT64_MAX};

/* ---- formats ------------------------------------------------------------------ */

/* Usually there is one at most: it is among the small variables. */
static struct source first;
static LARGE _Alignas(64) struct source list[FORMATS_MAX];

/* Each text is ended by a NUL. */
static LARGE struct {
	size_t used;
	char bytes[FORMAT_TEXT_MAX + 1];
} texts;

static void
add(struct source source)
{
	if (hexdump_options.sources == FORMATS_MAX)
		fail_usage("too many formats");
	if (hexdump_options.sources == 1)
		list[0] = first;
	*(hexdump_options.sources ? &list[hexdump_options.sources] : &first) = source;
	hexdump_options.sources++;
}

const struct source *
hexdump_sources(void)
{
	return hexdump_options.sources == 1 ? &first : list;
}

/* Adds the next n bytes of `texts`: one format, or one in each line. */
static void
add_kept(size_t n, bool lines)
{
	add((struct source){.text = texts.bytes + texts.used, .length = n, .lines = lines});
	texts.used += n + 1;
	hexdump_options.have_text = true;
}

/* How many bytes the next text may have. */
static size_t
room(void)
{
	if (texts.used == sizeof(texts.bytes))
		fail("format too long");
	return sizeof(texts.bytes) - 1 - texts.used;
}

static void
add_text(const char *text)
{
	size_t n = strlen(text);

	if (n > room())
		fail("format too long");
	memcpy(texts.bytes + texts.used, text, n);
	add_kept(n, false);
}

static void
add_file(const char *name)
{
	size_t most = room(), n = 0;
	char *to = texts.bytes + texts.used;
	int fd = is_stdin(name) ? 0 : open(name, O_RDONLY | O_NOCTTY);
	ssize_t got = 1;

	/* One byte too many, if it comes, is stored in the place of the NUL. */
	while (fd >= 0 && got && n <= most) {
		got = read(fd, to + n, most + 1 - n);
		if (got < 0 && errno != EINTR)
			break;
		n += got > 0 ? (size_t)got : 0;
	}
	if (fd < 0 || got < 0)
		fail("can't read %f: %m", name, errno);
	if (n > most)
		fail("format too long");
	to[n] = '\0';
	if (fd > 0)
		close(fd);
	add_kept(n, true);
}

/* ---- options ------------------------------------------------------------------ */

static enum canned_kind
canned_kind(char letter)
{
	static const char letters[CANNED_KINDS + 1] = "-bXcCdox"; /* in their order */

	return (enum canned_kind)(strchr(letters, letter) - letters);
}

/* In upper or lower case, and also -L=WHEN, as in util-linux. */
static void
set_colour(const char *mode)
{
	if (mode && *mode == '=')
		mode++;
	if (!mode || strcasecmp(mode, "auto") == 0)
		hexdump_options.colour = wants_colour();
	else if (strcasecmp(mode, "always") == 0)
		hexdump_options.colour = true;
	else if (strcasecmp(mode, "never") == 0)
		hexdump_options.colour = false;
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
	hexdump_options.from_end = value[0] == '-' && ascii_is_digit(value[1]);
	hexdump_options.skip = size_argument("offset", value, hexdump_options.from_end);
}

void
hexdump_option(int id, const char *value)
{
	switch (id) {
	case 'e':
		add_text(value);
		break;
	case 'f':
		add_file(value);
		break;
	case 'L':
		set_colour(value);
		break;
	case 'n':
		hexdump_options.length = size_argument("length", value, 0);
		break;
	case 's':
		set_skip(value);
		break;
	case 'R':
		hexdump_options.revert = true;
		break;
	case 'v':
		hexdump_options.no_squeezing = true;
		break;
	default:
		add((struct source){.kind = canned_kind((char)id)});
	}
}

void
hexdump_parsed(struct operands *operands)
{
	if (hexdump_options.revert &&
	    (hexdump_options.sources || hexdump_options.skip || hexdump_options.from_end))
		fail_usage("--revert takes no format and no --skip");
	if (hexdump_options.from_end) {
		uint64_t all = operand_bytes(operands);

		hexdump_options.skip = all > hexdump_options.skip ? all - hexdump_options.skip : 0;
	}
	hexdump_options.kind = called_as().alias ? CANNED_CANONICAL : CANNED_DEFAULT;
}
