/* Integers of 2, 4 and 8 bytes as text, many at a time and without a branch that depends on
 * their values: digits are made eight at a time in a register, and stored as whole words;
 * the next store overwrites the excess. */
#ifndef PILLBOX_LIB_DUMP_NUMBER_INTEGER_H
#define PILLBOX_LIB_DUMP_NUMBER_INTEGER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

enum {
	INTEGER_WIDTH_MAX = 24, /* of the field, and of what a precision asks for */
	INTEGER_TEXT_MAX = 16,  /* of each of the texts around it */
	INTEGER_ROOM = 64,      /* bytes after the text that may be overwritten */
};

/* The text before or after each of them. */
struct affix {
	uint8_t length;
	uint8_t bytes[INTEGER_TEXT_MAX];
};

/* Writes one. Returns where it ends; INTEGER_TEXT_MAX bytes from out on may be
 * overwritten. */
static inline uint8_t *
affix_put(const struct affix *affix, uint8_t *out)
{
	memcpy(out, affix->bytes, INTEGER_TEXT_MAX);
	return out + affix->length;
}

struct integer_style {
	struct affix before, after,
	    last;        /* the last of a line has `last` in the place of `after` */
	uint32_t line;   /* numbers in a line; 0: there are no lines */
	uint8_t bytes;   /* 2, 4 or 8 */
	uint8_t radix;   /* 8, 10 or 16 */
	uint8_t width;   /* of the field; 0 for none */
	uint8_t digits;  /* at least this many, >= 1 */
	bool is_signed;  /* with radix 10 */
	bool left, zero; /* how a wider field is filled: with blanks after, with zeros before */
	bool alternate;  /* #: 0x, or an octal digit 0 */
	bool capital;    /* digits and x */
	char positive;   /* '+' or ' ' before what is not negative, or 0 */
};

/* The text after the next number. *left counts the numbers of its line; it begins as
 * style->line, which 0 makes endless. */
static inline const struct affix *
affix_after(const struct integer_style *style, uint32_t *left)
{
	if (--*left)
		return &style->after;
	*left = style->line;
	return &style->last;
}

/* The length of the longest text; 0 if there is no such style: one with more digits than whole
 * groups of eight hold. */
size_t integer_worst(const struct integer_style *);

/* The most digits of a number of style->bytes bytes. */
unsigned integer_digits(const struct integer_style *);

/* Writes the `times` integers at p, the first of which begins a line. 32 bytes after them can
 * be read. Returns the end of the text; INTEGER_ROOM bytes after
 * it may be overwritten. */
typedef uint8_t *integers_put(
    const struct integer_style *, const uint8_t *p, size_t times, uint8_t *out);

integers_put integers_put_plain, integers_put_avx2;

/* Whether integers_put_avx2() can do it too: not octal, and blanks alone fill a field. */
bool integer_has_avx2(const struct integer_style *);

/* The same for one number. */
uint8_t *integer_put(const struct integer_style *, uint64_t value, uint8_t *out);

#endif
