/* The characters and the colours of bytes. */
#include "applets/xxd/shape.h"

#include "lib/ascii.h"

static const uint8_t ascii_characters[256 + 1] = "................"
                                                 "................"
                                                 " !\"#$%&'()*+,-./"
                                                 "0123456789:;<=>?"
                                                 "@ABCDEFGHIJKLMNO"
                                                 "PQRSTUVWXYZ[\\]^_"
                                                 "`abcdefghijklmno"
                                                 "pqrstuvwxyz{|}~."
                                                 "................"
                                                 "................"
                                                 "................"
                                                 "................"
                                                 "................"
                                                 "................"
                                                 "................"
                                                 "................";

/* EBCDIC, by the BTL standard of 1979: code page 037 but for the brackets and the caret. */
static const uint8_t ebcdic_characters[256 + 1] = "................" /* 00 */
                                                  "................"
                                                  "................"
                                                  "................"
                                                  " ...........<(+|" /* 40 */
                                                  "&.........!$*);~"
                                                  "-/.........,%_>?"
                                                  ".........`:#@'=\""
                                                  ".abcdefghi......" /* 80 */
                                                  ".jklmnopqr^....."
                                                  "..stuvwxyz...[.."
                                                  ".............].."
                                                  "{ABCDEFGHI......" /* C0 */
                                                  "}JKLMNOPQR......"
                                                  "\\.STUVWXYZ......"
                                                  "0123456789......";

enum { EBCDIC_STOP = 0x4B, EBCDIC_TAB = 0x05, EBCDIC_CR = 0x0D, EBCDIC_LF = 0x25 };

const uint8_t *
shape_characters(bool ebcdic)
{
	return ebcdic ? ebcdic_characters : ascii_characters;
}

static bool
is_layout(uint8_t byte, bool ebcdic)
{
	if (ebcdic)
		return byte == EBCDIC_TAB || byte == EBCDIC_CR || byte == EBCDIC_LF;
	return byte == '\t' || byte == '\n' || byte == '\r';
}

char
shape_colour(uint8_t byte, bool ebcdic)
{
	const char white = '7', green = '2', blue = '4', yellow = '3', red = '1';
	const uint8_t stop = ebcdic ? EBCDIC_STOP : '.';

	if (byte == stop || shape_characters(ebcdic)[byte] != '.')
		return green;
	if (byte == 0)
		return white;
	if (byte == UINT8_MAX)
		return blue;
	if (is_layout(byte, ebcdic))
		return yellow;
	return red;
}
