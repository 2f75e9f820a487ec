#include "applets/xxd/array.h"

#include "lib/ascii.h"
#include "lib/number/digits.h"

static void
put_string(struct sink *sink, const char *text)
{
	for (; *text; text++)
		sink_byte(sink, (uint8_t)*text);
}

static bool
is_letter(char c)
{
	const char small = (char)(c | ('a' ^ 'A'));

	return small >= 'a' && small <= 'z';
}

static void
put_name(struct sink *sink, const char *name, bool capitals)
{
	if (ascii_is_digit(*name))
		put_string(sink, "__");
	for (; *name; name++) {
		char c = *name;

		if (!ascii_is_digit(c) && !is_letter(c))
			c = '_';
		else if (capitals && is_letter(c))
			c &= (char)~('a' ^ 'A');
		sink_byte(sink, (uint8_t)c);
	}
}

void
array_begin(struct sink *sink, const char *name, bool capitals)
{
	put_string(sink, "unsigned char ");
	put_name(sink, name, capitals);
	put_string(sink, "[] = {\n");
}

void
array_end(struct sink *sink, const char *name, bool capitals, uint64_t count)
{
	char text[DIGITS_DECIMAL_MAX + 1] = "";

	put_string(sink, "};\nunsigned int ");
	put_name(sink, name, capitals);
	put_string(sink, capitals ? "_LEN = " : "_len = ");
	put_string(sink, digits_put(text + DIGITS_DECIMAL_MAX, count, 10, 1, false));
	put_string(sink, ";\n");
}
