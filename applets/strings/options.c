#include "applets/strings/options.h"

#include <string.h>

#include "lib/ascii.h"
#include "lib/number/parse.h"

enum { SEPARATOR_MOST = 256, DEFAULT_MIN = 4 };

struct strings_options strings_options = {
    .found =
        {
            .min = DEFAULT_MIN,
            .separator = (const uint8_t *)"\n",
            .separator_size = 1,
        },
};

/* ---- values ------------------------------------------------------------------- */

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
		fail("minimum string length is too small: %o", text);
	if (minus)
		fail("minimum string length is too big: %o", text);
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
			strings_options.encodings |= 1U << (found - letters);
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
	strings_options.unicode = i > 0;
	strings_options.characters = i > 1;
	if (strings_options.characters)
		strings_options.found.show = (enum strings_show)(i - 2);
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
	strings_options.found.separator = (const uint8_t *)value;
	strings_options.found.separator_size = size;
}

void
strings_option(int id, const char *value)
{
	switch (id) {
	case 'a':
		break;
	case 'd':
	case 'T':
		refuse_object_files((char)id);
	case 'n':
		strings_options.found.min = parse_min(value);
		break;
	case 't':
		strings_options.found.radix = parse_radix(value);
		break;
	case 'o':
		strings_options.found.radix = 8;
		break;
	case 'f':
		strings_options.names = true;
		break;
	case 'w':
		strings_options.found.whitespace = true;
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
		strings_options.found.min = parse_digits((char)id, value);
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
		if ((strings_options.encodings & both[i]) == both[i])
			fail_usage(
			    "encodings %s cannot be combined: they are equally wide", conflict[i]);
	if ((strings_options.encodings & (strings_options.encodings - 1)) &&
	    strings_options.found.min < 2)
		fail_usage("with several encodings, the minimum string length must be at least 2");
}

void
strings_parsed(struct operands *operands)
{
	const unsigned bytes = 1 << STRINGS_7BIT | 1 << STRINGS_8BIT;

	(void)operands;
	if (strings_options.encodings == 0)
		strings_options.encodings = 1 << STRINGS_7BIT;
	check_widths();
	if (!strings_options.unicode)
		return;
	if (!(strings_options.encodings & bytes))
		fail_usage("'--unicode' needs 8-bit characters: add s to '--encoding'");
	strings_options.encodings &= ~bytes;
	strings_options.encodings |=
	    strings_options.characters ? 1 << STRINGS_UTF8 : 1 << STRINGS_7BIT;
}
