/* What each position of a text is, found from its byte and the three after it: whether a
 * valid character begins there (Unicode, table 3-7), a space, or one of some width.
 *
 * Characters cannot overlap, so every position can be judged by itself, without knowing
 * what was decoded before; invalid bytes need no case of their own. How that is done is
 * in classify_plain.h and, for vectors, in classify_vector.h: functions to be compiled
 * into an engine of the same level.
 *
 * Spaces are TAB, LF, VT, FF, CR and the space; in UTF-8 also U+1680, 2000-2006,
 * 2008-200A, 2028, 2029, 205F, 3000; and the no-break ones U+00A0, 2007, 202F and 2060
 * where these are asked for. */
#ifndef PILLBOX_LIB_UTF8_CLASSIFY_H
#define PILLBOX_LIB_UTF8_CLASSIFY_H

#include <stdint.h>

enum {
	UTF8_AHEAD = 3,     /* bytes that can be read after the last position */
	UTF8_SPACE_MAX = 3, /* bytes of the longest space */
};

/* Of the marked bytes of p[0..64), bit 0 for the first, those where a valid character
 * begins that is at least one column wide, and where it is two. Reads UTF8_AHEAD more. */
struct utf8_widths {
	uint64_t one, two;
} utf8_look_up_widths(const uint8_t *p, uint64_t marks);

#endif
