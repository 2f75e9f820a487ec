/* The text of a floating-point number, for the conversions e E f g G: to the
 * byte what glibc's printf writes while rounding is to nearest, but for one
 * slip of glibc 2.36: where rounding up gives %#g its exponent, as in 999999.5,
 * the zeros that # keeps are kept here too. Every digit is exact, however many
 * are asked for. */
#ifndef PILLBOX_LIB_NUMBER_REAL_H
#define PILLBOX_LIB_NUMBER_REAL_H

#include <stdbool.h>
#include <stdint.h>

/* What stands between % and the conversion, and the conversion itself, with
 * the meaning that C gives them (C11 7.21.6.1; POSIX fprintf). */
struct real_style {
	char conversion;   /* e E f g G */
	bool left;         /* -: wins over 0 */
	bool plus;         /* +: wins over a blank */
	bool blank;        /* ' ' */
	bool alternate;    /* # */
	bool zero;         /* 0: not for inf and nan */
	uint16_t width;    /* 0: none */
	int32_t precision; /* 0 to 65535; REAL_NO_PRECISION: 6 */
};
enum { REAL_NO_PRECISION = -1 };

/* The longest text is that of %f: a sign, 309 digits, a point, and the digits of the
 * precision. The rest is for stores of whole chunks. */
enum { REAL_ROOM = 384 };

/* Writes the text of value at out. REAL_ROOM bytes plus the larger of width and precision
 * (6 if there is none) must be free there, and may all be overwritten. A float has the text
 * of the double that it widens to. Returns the end of the text. */
uint8_t *real_put(const struct real_style *, double value, uint8_t *out);

#endif
