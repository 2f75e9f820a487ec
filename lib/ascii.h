/* ASCII's classes of characters, in any locale. What is not ASCII is in none. */
#ifndef PILLBOX_LIB_ASCII_H
#define PILLBOX_LIB_ASCII_H

#include <stdbool.h>

/* As C's isspace(): TAB, LF, VT, FF, CR and the space. */
static inline bool
ascii_is_space(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

static inline bool
ascii_is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* The space too. */
static inline bool
ascii_is_printable(char c)
{
	return c >= ' ' && c <= '~';
}

/* The value of a digit in any radix up to 16; 16 for what is none. */
static inline unsigned
ascii_digit_value(char c)
{
	if (ascii_is_digit(c))
		return (unsigned)(c - '0');
	if (c >= 'a' && c <= 'f')
		return (unsigned)(c - 'a' + 10);
	if (c >= 'A' && c <= 'F')
		return (unsigned)(c - 'A' + 10);
	return 16;
}

/* The letter of C's escape, as n for LF; 0 where there is none. */
static inline char
ascii_escape_letter(char c)
{
	static const char letters[] = "abtnvfr";

	if (c < '\a' || c > '\r')
		return '\0';
	return letters[c - '\a'];
}

#endif
