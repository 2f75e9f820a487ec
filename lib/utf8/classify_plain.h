/* classify.h's answers in plain C, for up to CLASSIFY_MAX positions. The loops have no
 * branches, so that compilers make vectors of them. */
#ifndef PILLBOX_LIB_UTF8_CLASSIFY_PLAIN_H
#define PILLBOX_LIB_UTF8_CLASSIFY_PLAIN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/cpu/inline.h"
#include "lib/utf8/classify.h"

enum { CLASSIFY_MAX = 240 }; /* the sum of these fits a byte */

/* Whether all n bytes are ASCII. */
INLINE bool
utf8_is_ascii(const uint8_t *p, size_t n)
{
	uint8_t all = 0;

	for (size_t i = 0; i < n; i++)
		all |= p[i];
	return all < 0x80;
}

/* How many of n <= CLASSIFY_MAX positions begin a valid character. */
INLINE unsigned
utf8_characters(const uint8_t *p, size_t n)
{
	uint8_t found = 0;

	for (size_t i = 0; i < n; i++) {
		uint8_t a = p[i], b = p[i + 1], c = p[i + 2], d = p[i + 3];
		uint8_t second = (b & 0xC0) == 0x80;
		uint8_t third = (c & 0xC0) == 0x80;
		uint8_t fourth = (d & 0xC0) == 0x80;
		uint8_t overlong = ((a == 0xE0) & (b < 0xA0)) | ((a == 0xF0) & (b < 0x90));
		uint8_t surrogate = (a == 0xED) & (b >= 0xA0);
		uint8_t beyond = (a == 0xF4) & (b >= 0x90);
		uint8_t sound = !(overlong | surrogate | beyond);
		uint8_t two = (a >= 0xC2) & (a < 0xE0) & second;
		uint8_t three = (a >= 0xE0) & (a < 0xF0) & second & third & sound;
		uint8_t four = (a >= 0xF0) & (a < 0xF5) & second & third & fourth & sound;

		found += (a < 0x80) | two | three | four;
	}
	return found;
}

/* Sets began[i] to 1, 2 or 4 where a space of 1, 2 or 3 bytes begins at p[i], else to 0.
 * In ASCII all are of one byte. */
INLINE void
ascii_spaces(uint8_t *restrict began, const uint8_t *restrict p, size_t n)
{
	for (size_t i = 0; i < n; i++)
		began[i] = (p[i] == ' ') | ((uint8_t)(p[i] - '\t') < 5);
}

/* The same for UTF-8; no_break is 0 or 1. */
INLINE void
utf8_spaces(uint8_t no_break, uint8_t *restrict began, const uint8_t *restrict p, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		uint8_t a = p[i], b = p[i + 1], c = p[i + 2];
		uint8_t ascii = (a == ' ') | ((uint8_t)(a - '\t') < 5);
		uint8_t u00a0 = (a == 0xC2) & (b == 0xA0) & no_break;
		uint8_t u1680 = (a == 0xE1) & (b == 0x9A) & (c == 0x80);
		uint8_t u2000 = ((uint8_t)(c - 0x80) <= 0x0A) & ((c != 0x87) | no_break);
		uint8_t u2028 = (c == 0xA8) | (c == 0xA9) | ((c == 0xAF) & no_break);
		uint8_t u2040 = (c == 0x9F) | ((c == 0xA0) & no_break);
		uint8_t u20xx = ((b == 0x80) & (u2000 | u2028)) | ((b == 0x81) & u2040);
		uint8_t u3000 = (a == 0xE3) & (b == 0x80) & (c == 0x80);

		began[i] = ascii | u00a0 << 1 | (u1680 | ((a == 0xE2) & u20xx) | u3000) << 2;
	}
}

#endif
