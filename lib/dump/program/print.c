/* Writes prints straight into the sink, without a buffer that could be too small; only a
 * real number has one, as its longest text is known. A string ends where the block does. */
#include "lib/dump/program/print.h"

#include <string.h>

#include "lib/ascii.h"
#include "lib/dump/format/colour.h"
#include "lib/number/digits.h"
#include "lib/number/real.h"

/* The length of a text of ours, at most 16. */
static size_t
length_of(const char *text)
{
	size_t n = 0;

	while (n < 16 && text[n])
		n++;
	return n;
}

/* What a field contains: a sign or a prefix, zeros, and the rest. */
struct field {
	const char *prefix, *rest;
	size_t prefix_length, zeros, length;
};

static size_t
put_padded(struct sink *s, const struct print *print, const struct field *f)
{
	size_t n = f->prefix_length + f->zeros + f->length;
	size_t pad = print->width > n ? print->width - n : 0;

	if (!(print->flags & PRINT_LEFT))
		sink_fill(s, ' ', pad);
	sink_write(s, f->prefix, f->prefix_length);
	sink_fill(s, '0', f->zeros);
	sink_write(s, f->rest, f->length);
	if (print->flags & PRINT_LEFT)
		sink_fill(s, ' ', pad);
	return n + pad;
}

static size_t
put_cut(struct sink *s, const struct print *print, const char *text, size_t n)
{
	if ((print->flags & PRINT_PRECISION) && n > print->precision)
		n = print->precision;
	return put_padded(s, print, &(struct field){.rest = text, .length = n, .prefix = ""});
}

static size_t
put_one_character(struct sink *s, const struct print *print, uint8_t c)
{
	const char text = (char)c;

	return put_padded(s, print, &(struct field){.rest = &text, .length = 1, .prefix = ""});
}

/* ---- integers ---------------------------------------------------------- */

static const char *
prefix_of_number(const struct print *print, uint64_t v, bool negative)
{
	bool is_signed = print->conversion == 'd';

	if (negative)
		return "-";
	if (is_signed && (print->flags & PRINT_PLUS))
		return "+";
	if (is_signed && (print->flags & PRINT_BLANK))
		return " ";
	if (v && (print->flags & PRINT_ALTERNATE)) {
		if (print->conversion == 'x')
			return "0x";
		if (print->conversion == 'X')
			return "0X";
	}
	return "";
}

static unsigned
radix_of(char conversion)
{
	switch (conversion) {
	case 'o':
		return 8;
	case 'x':
	case 'X':
		return 16;
	default:
		return 10;
	}
}

/* As in C and glibc: # in octal makes the first digit a zero; a precision disables the flag
 * 0; zero with precision 0 has no digits. */
static size_t
put_integer(struct sink *s, const struct print *print, uint64_t v, bool negative)
{
	char text[24], *const end = text + sizeof(text);
	const char *first;
	size_t n, least = 1, before;
	unsigned radix = radix_of(print->conversion);
	const char *prefix = prefix_of_number(print, v, negative);

	if (print->flags & PRINT_PRECISION)
		least = print->precision;
	first = digits_put(end, v, radix, 0, print->conversion == 'X');
	n = (size_t)(end - first);
	if (radix == 8 && (print->flags & PRINT_ALTERNATE) && least <= n)
		least = n + 1;
	before = length_of(prefix);
	if ((print->flags & (PRINT_ZERO | PRINT_LEFT | PRINT_PRECISION)) == PRINT_ZERO &&
	    print->width > before && print->width - before > least)
		least = print->width - before;
	return put_padded(s, print,
	    &(struct field){
	        .prefix = prefix,
	        .prefix_length = before,
	        .zeros = least > n ? least - n : 0,
	        .rest = first,
	        .length = n,
	    });
}

/* A number of the machine, of 1, 2, 4 or 8 bytes. */
static uint64_t
load_number(const uint8_t *p, size_t bytes)
{
	uint64_t v = 0;

#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
	memcpy((uint8_t *)&v + sizeof(v) - bytes, p, bytes);
#else
	memcpy(&v, p, bytes);
#endif
	return v;
}

static size_t
put_signed(struct sink *s, const struct print *print, const uint8_t *p)
{
	uint64_t v = load_number(p, print->bytes), sign = UINT64_C(1) << (8 * print->bytes - 1);
	bool negative = v & sign;

	return put_integer(s, print, negative ? (~v & (sign | (sign - 1))) + 1 : v, negative);
}

/* ---- the rest ---------------------------------------------------------- */

struct real_style
print_real_style(const struct print *print)
{
	return (struct real_style){
	    .conversion = print->conversion,
	    .left = print->flags & PRINT_LEFT,
	    .plus = print->flags & PRINT_PLUS,
	    .blank = print->flags & PRINT_BLANK,
	    .alternate = print->flags & PRINT_ALTERNATE,
	    .zero = print->flags & PRINT_ZERO,
	    .width = print->width,
	    .precision = print->flags & PRINT_PRECISION ? print->precision : REAL_NO_PRECISION,
	};
}

static size_t
put_real(struct sink *s, const struct print *print, const uint8_t *p)
{
	uint8_t text[REAL_ROOM + FORMAT_WIDTH_MAX], *end;
	const struct real_style style = print_real_style(print);
	double value;

	if (print->bytes == sizeof(float)) {
		float single;

		memcpy(&single, p, sizeof(single));
		value = (double)single;
	} else {
		memcpy(&value, p, sizeof(value));
	}
	end = real_put(&style, value, text);
	return sink_write(s, text, (size_t)(end - text));
}

static size_t
put_string(struct sink *s, const struct print *print, const uint8_t *p, size_t left)
{
	const uint8_t *end;

	if ((print->flags & PRINT_PRECISION) && left > print->precision)
		left = print->precision;
	end = memchr(p, 0, left);
	return put_cut(s, print, (const char *)p, end ? (size_t)(end - p) : left);
}

static size_t
put_c_escape(struct sink *s, const struct print *print, uint8_t c)
{
	char text[3] = {(char)('0' + (c >> 6)), (char)('0' + (c >> 3 & 7)), (char)('0' + (c & 7))};

	if (ascii_is_printable((char)c))
		return put_one_character(s, print, c);
	if (c && !ascii_escape_letter((char)c))
		return put_cut(s, print, text, sizeof(text));
	text[0] = '\\';
	text[1] = '0';
	if (c)
		text[1] = ascii_escape_letter((char)c);
	return put_cut(s, print, text, 2);
}

static size_t
put_named(struct sink *s, const struct print *print, uint8_t c)
{
	static const char names[33][4] = {"nul", "soh", "stx", "etx", "eot", "enq", "ack", "bel",
	    "bs", "ht", "lf", "vt", "ff", "cr", "so", "si", "dle", "dc1", "dc2", "dc3", "dc4",
	    "nak", "syn", "etb", "can", "em", "sub", "esc", "fs", "gs", "rs", "us", "del"};
	const char *name = names[c < ' ' ? c : 32];

	if (c > 0x7F)
		return put_integer(s, print, c, false);
	if (ascii_is_printable((char)c))
		return put_one_character(s, print, c);
	return put_cut(s, print, name, length_of(name));
}

static size_t
put_conversion(struct sink *s, const struct print *print, const struct place *at)
{
	switch ((enum print_kind)print->kind) {
	case PRINT_SIGNED:
		return put_signed(s, print, at->p);
	case PRINT_UNSIGNED:
		return put_integer(s, print, load_number(at->p, print->bytes), false);
	case PRINT_REAL:
		return put_real(s, print, at->p);
	case PRINT_CHARACTER:
		return put_one_character(s, print, *at->p);
	case PRINT_STRING:
		return put_string(s, print, at->p, at->left);
	case PRINT_ADDRESS:
		return put_integer(s, print, at->address, false);
	case PRINT_ESCAPED:
		return put_c_escape(s, print, *at->p);
	case PRINT_PRINTABLE:
		return put_one_character(s, print, ascii_is_printable((char)*at->p) ? *at->p : '.');
	case PRINT_NAMED:
		return put_named(s, print, *at->p);
	case PRINT_TEXT:
		break;
	}
	return 0;
}

size_t
print_put(const struct print *print, size_t length, struct place at, struct sink *s)
{
	const char *colour = NULL;
	bool blank = at.blank && print->kind != PRINT_TEXT;
	size_t n = 0;

	if (print->colours)
		colour = colour_of(print->colours, at.p, print->bytes, at.address,
		    print->kind == PRINT_ADDRESS && !blank);
	if (colour)
		n += sink_write(s, colour, length_of(colour));
	n += sink_write(s, print->text, length);
	n += blank ? sink_fill(s, ' ', print->width) : put_conversion(s, print, &at);
	if (colour)
		n += sink_write(s, colour_end, length_of(colour_end));
	return n;
}

void
print_put_end(const struct print *print, uint64_t offset, struct sink *s)
{
	const struct place at = {.p = (const uint8_t *)"", .address = offset};

	if (print->kind == PRINT_TEXT || print->kind == PRINT_ADDRESS)
		print_put(print, print->length, at, s);
}
