/* The oracle of wc's engines, that shares nothing with them but the table of
 * widths: a decoder that takes one byte at a time and expects ranges, as the
 * WHATWG describes UTF-8, and hands on characters and errors in their order. */
#ifndef PILLBOX_TESTS_WC_ORACLE_H
#define PILLBOX_TESTS_WC_ORACLE_H

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "applets/wc/count.h"
#include "lib/utf8/width.h"

struct oracle {
	uint64_t of[COUNT_COLUMNS];
	unsigned what;
	bool in_word;
	uint64_t column;
	int needed; /* continuation bytes that must come */
	uint32_t code;
	uint8_t low, high; /* what the next one may be */
};

static bool
is_space(uint32_t c, unsigned what)
{
	static const uint32_t breaking[] = {0x1680, 0x2000, 0x2001, 0x2002, 0x2003, 0x2004, 0x2005,
	    0x2006, 0x2008, 0x2009, 0x200A, 0x2028, 0x2029, 0x205F, 0x3000};
	static const uint32_t not_breaking[] = {0xA0, 0x2007, 0x202F, 0x2060};

	if (c < 0x80)
		return c != 0 && strchr("\t\n\v\f\r ", (int)c);
	for (size_t i = 0; i < sizeof(breaking) / sizeof(*breaking); i++)
		if (c == breaking[i])
			return true;
	for (size_t i = 0; i < sizeof(not_breaking) / sizeof(*not_breaking); i++)
		if (c == not_breaking[i])
			return what & COUNT_NO_BREAK;
	return false;
}

static void
in_word(struct oracle *o, bool now)
{
	if (now && !o->in_word)
		o->of[COUNT_WORDS]++;
	o->in_word = now;
}

static void
character(struct oracle *o, uint32_t c)
{
	o->of[COUNT_CHARS]++;
	in_word(o, !is_space(c, o->what));
	if (c == '\n')
		o->of[COUNT_LINES]++;
	if (c == '\n' || c == '\r' || c == '\f')
		o->column = 0;
	else if (c == '\t')
		do
			o->column++;
		while (o->column % 8);
	else if (char_width(c) > 0)
		o->column += (uint64_t)char_width(c);
	if (o->column > o->of[COUNT_WIDTH])
		o->of[COUNT_WIDTH] = o->column;
}

static void
expect(struct oracle *o, int needed, uint32_t code, uint8_t low, uint8_t high)
{
	o->needed = needed;
	o->code = code;
	o->low = low;
	o->high = high;
}

static void
first_byte(struct oracle *o, uint8_t b)
{
	if (b < 0x80)
		character(o, b);
	else if (b >= 0xC2 && b <= 0xDF)
		expect(o, 1, b & 0x1F, 0x80, 0xBF);
	else if (b >= 0xE0 && b <= 0xEF)
		expect(o, 2, b & 0x0F, b == 0xE0 ? 0xA0 : 0x80, b == 0xED ? 0x9F : 0xBF);
	else if (b >= 0xF0 && b <= 0xF4)
		expect(o, 3, b & 0x07, b == 0xF0 ? 0x90 : 0x80, b == 0xF4 ? 0x8F : 0xBF);
	else
		in_word(o, true);
}

static void
byte(struct oracle *o, uint8_t b)
{
	o->of[COUNT_BYTES]++;
	if (!(o->what & COUNT_UTF8)) {
		if (b < 0x80) {
			character(o, b);
		} else {
			o->of[COUNT_CHARS]++;
			in_word(o, true);
		}
	} else if (o->needed == 0) {
		first_byte(o, b);
	} else if (b < o->low || b > o->high) {
		o->needed = 0;
		in_word(o, true);
		first_byte(o, b);
	} else {
		expect(o, o->needed - 1, o->code << 6 | (b & 0x3F), 0x80, 0xBF);
		if (o->needed == 0)
			character(o, o->code);
	}
}

static struct oracle
consult(const uint8_t *p, size_t n, unsigned what)
{
	struct oracle o = {.what = what};

	for (size_t i = 0; i < n; i++)
		byte(&o, p[i]);
	if (o.needed)
		in_word(&o, true);
	return o;
}

#endif
