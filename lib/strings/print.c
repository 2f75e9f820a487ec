/* Strings as they are printed: what precedes and follows them, and their characters. */
#include "lib/strings/print.h"

#include "lib/number/digits.h"
#include "lib/utf8/utf8.h"

enum {
	OFFSET_LEAST = 7, /* columns of an offset */
	OFFSET_MOST = 22, /* digits of UINT64_MAX in octal */
	SHOWN_MOST = 32,  /* of one character */
};

/* Digits of `bits` bits each, before `end`. Returns where they begin. */
static uint8_t *
put_digits(uint8_t *end, uint64_t v, unsigned bits)
{
	do {
		*--end = (uint8_t)digits_of_case(false)[v & ((1U << bits) - 1)];
		v >>= bits;
	} while (v);
	return end;
}

static void
print_offset(struct strings *s, uint64_t offset)
{
	uint8_t text[OFFSET_MOST + 1], *const end = text + OFFSET_MOST, *at;

	if (s->radix == 10)
		at = (uint8_t *)digits_put((char *)end, offset, 10, 1, false);
	else
		at = put_digits(end, offset, s->radix == 16 ? 4 : 3);
	while (end - at < OFFSET_LEAST)
		*--at = ' ';
	*end = ' ';
	sink_write(s->sink, at, (size_t)(end + 1 - at));
}

void
strings_print_start(struct strings *s, uint64_t offset)
{
	if (s->name_size)
		sink_write(s->sink, s->name, s->name_size);
	if (s->radix)
		print_offset(s, offset);
}

void
strings_print_end(struct strings *s)
{
	if (s->separator_size == 1)
		sink_byte(s->sink, s->separator[0]);
	else
		sink_write(s->sink, s->separator, s->separator_size);
}

static char *
put(char *to, const char *text)
{
	while (*text)
		*to++ = *text++;
	return to;
}

static char *
put_hex(char *to, uint64_t v, size_t digits)
{
	digits_put(to + digits, v, 16, digits, false);
	return to + digits;
}

/* The number of a character in as many whole bytes as it needs, but two at least. */
static char *
put_escape(char *to, uint32_t c)
{
	return put_hex(put(to, "\\u"), c, c > 0xFFFF ? 6 : 4);
}

static void
print_wide(struct strings *s, const uint8_t *bytes, unsigned n, uint32_t c)
{
	char text[SHOWN_MOST], *end = text;

	switch (s->show) {
	case STRINGS_RAW:
		sink_write(s->sink, bytes, n);
		return;
	case STRINGS_HEX:
		end = put(end, "<0x");
		for (unsigned i = 0; i < n; i++)
			end = put_hex(end, bytes[i], 2);
		end = put(end, ">");
		break;
	case STRINGS_ESCAPE:
		end = put_escape(end, c);
		break;
	case STRINGS_COLOURED:
		end = put_escape(put(end, "\033[31;47m"), c);
		end = put(end, "\033[0m");
		break;
	}
	sink_write(s->sink, (const uint8_t *)text, (size_t)(end - text));
}

void
strings_print_characters(
    struct strings *s, const struct strings_scanner *e, const uint8_t *bytes, size_t n)
{
	size_t i = 0;

	if (e->encoding != STRINGS_UTF8) {
		sink_write(s->sink, bytes, n);
		return;
	}
	while (i < n) {
		const size_t ascii = i;
		uint32_t c;
		int length;

		while (i < n && bytes[i] < 0x80)
			i++;
		sink_write(s->sink, bytes + ascii, i - ascii);
		if (i == n)
			break;
		length = utf8_decode(bytes + i, n - i, &c);
		if (length <= 0)
			break;
		print_wide(s, bytes + i, (unsigned)length, c);
		i += (size_t)length;
	}
}
