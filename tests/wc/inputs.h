/* Inputs for wc's engines: random bytes, texts, and what is hostile to one of the
 * ways in which they take shortcuts. */
#ifndef PILLBOX_TESTS_WC_INPUTS_H
#define PILLBOX_TESTS_WC_INPUTS_H

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "tests/engine.h"

/* UTF-8 as it would be if surrogates and anything up to 21 bits were allowed. */
static size_t
encode(uint8_t *p, uint32_t c)
{
	if (c < 0x80) {
		p[0] = (uint8_t)c;
		return 1;
	}
	if (c < 0x800) {
		p[0] = (uint8_t)(0xC0 | c >> 6);
		p[1] = (uint8_t)(0x80 | (c & 0x3F));
		return 2;
	}
	if (c < 0x10000) {
		p[0] = (uint8_t)(0xE0 | c >> 12);
		p[1] = (uint8_t)(0x80 | (c >> 6 & 0x3F));
		p[2] = (uint8_t)(0x80 | (c & 0x3F));
		return 3;
	}
	p[0] = (uint8_t)(0xF0 | c >> 18);
	p[1] = (uint8_t)(0x80 | (c >> 12 & 0x3F));
	p[2] = (uint8_t)(0x80 | (c >> 6 & 0x3F));
	p[3] = (uint8_t)(0x80 | (c & 0x3F));
	return 4;
}

/* Pieces with a corner each: spaces of every kind and what resembles them, the
 * ends of the ranges, overlong forms, surrogates, cut and stray bytes. */
static const char *const pieces[] = {"a", "b", "\t", "\n", "\v", "\f", "\r", " ", "\b", "\x01",
    "\x1F", "\x7F", "\xC2\x80", "\xC2\x85", "\xC2\xA0", "\xC2\xA1", "\xC2\xAD", "\xDF\xBF",
    "\xE0\xA0\x80", "\xE1\x9A\x80", "\xE1\x9A\x81", "\xE1\xA0\x8E", "\xE1\x85\xA0", "\xE2\x80\x80",
    "\xE2\x80\x86", "\xE2\x80\x87", "\xE2\x80\x8A", "\xE2\x80\x8B", "\xE2\x80\xA7", "\xE2\x80\xA8",
    "\xE2\x80\xA9", "\xE2\x80\xB0", "\xE2\x80\xAF", "\xE2\x81\x9E", "\xE2\x81\x9F", "\xE2\x81\xA0",
    "\xE2\x81\xA1", "\xE3\x80\x80", "\xE3\x80\x81", "\xE4\xB8\xAD", "\xED\x9F\xBF", "\xED\xA0\x80",
    "\xED\xBF\xBF", "\xEE\x80\x80", "\xEF\xBB\xBF", "\xEF\xBF\xBF", "\xF0\x90\x80\x80",
    "\xF0\x9F\x98\x80", "\xF4\x8F\xBF\xBF", "\xF4\x90\x80\x80", "\xF5\x80\x80\x80",
    "\xF0\x8F\xBF\xBF", "\xE0\x9F\xBF", "\xC0\x80", "\xC1\xBF", "\xE0\x80\xA0",
    "\xF8\x88\x80\x80\x80", "\xFE", "\xFF", "\x80", "\xA0", "\xBF", "\xC2", "\xE1", "\xE2",
    "\xE2\x80", "\xE3\x80", "\xED", "\xF0\x9F", "\xF0\x9F\x98", "\xF4"};

enum { PIECES = sizeof(pieces) / sizeof(*pieces) };

enum kind { RANDOM, LATIN, CYRILLIC, CJK, ANY, CORNERS, DENSE, SHORT_LINES, RUNS, KINDS };

/* One character, or what looks like one. Returns its length. */
static size_t
draw_character(uint8_t *c, enum kind kind)
{
	static const char letters[] = "etaoin shrdlu\n", stops[] = "\t\n\t\n\r\f\va";
	size_t n;

	switch (kind) {
	case LATIN:
		c[0] = (uint8_t)letters[random_below(sizeof(letters) - 1)];
		return 1;
	case CYRILLIC:
		return encode(c, random_below(16) ? 0x410 + random_below(64) : 0x20);
	case CJK:
		return encode(c, random_below(16) ? 0x3000 + random_below(0x7000) : 0x3000);
	case ANY:
		return encode(c, random_below(0x120000));
	case CORNERS:
		n = random_below(PIECES);
		memcpy(c, pieces[n], strlen(pieces[n]));
		return strlen(pieces[n]);
	case DENSE:
		c[0] = (uint8_t)stops[random_below(sizeof(stops) - 1)];
		return 1;
	case SHORT_LINES:
		c[0] = random_below(4) ? 'x' : '\n';
		return random_below(40) ? 1 : encode(c, 0x3000);
	default:
		c[0] = (uint8_t)random_below(256);
		return 1;
	}
}

/* RUNS are up to 200 bytes of one of the other kinds each, or of one character. */
static void
fill(uint8_t *p, size_t n, enum kind kind)
{
	size_t i = 0, run = 0, length = 0;
	enum kind now = kind;
	bool same = false;
	uint8_t c[8];

	while (i < n) {
		if (kind == RUNS && run == 0) {
			run = 1 + random_below(200);
			now = (enum kind)random_below(RUNS);
			same = random_below(2);
			length = draw_character(c, now);
		}
		if (!same)
			length = draw_character(c, now);
		for (size_t k = 0; k < length && i < n; k++)
			p[i++] = c[k];
		run -= run > 0;
	}
}

#endif
