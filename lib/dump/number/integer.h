/* Integers of 2, 4 and 8 bytes as text, many at a time and without a branch
 * that depends on them: the digits come in eights out of a register, and every
 * store is of whole words, of which what is too much is overwritten. */
#ifndef PILLBOX_LIB_DUMP_NUMBER_INTEGER_H
#define PILLBOX_LIB_DUMP_NUMBER_INTEGER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

enum {
	INTEGER_WIDTH_MAX = 24, /* of the field, and of what a precision asks for */
	INTEGER_TEXT_MAX = 16,  /* of each of the texts around it */
	INTEGER_ROOM = 64,      /* bytes behind the text that may be spoilt */
};

/* What stands around each of them. */
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
	struct affix before, after;
	uint8_t bytes;   /* 2, 4 or 8 */
	uint8_t radix;   /* 8, 10 or 16 */
	uint8_t width;   /* of the field; 0 for none */
	uint8_t digits;  /* at least so many, >= 1 */
	bool is_signed;  /* with radix 10 */
	bool left, zero; /* where the field is wider: blanks behind, zeros in front */
	bool alternate;  /* #: 0x, or an octal digit 0 */
	bool capital;    /* digits and x */
	uint8_t form;    /* how integers_put() does it: integer_ready() sets this */
	char positive;   /* '+' or ' ' before what is not negative, or 0 */
};

/* Once all else is set: chooses the form, and returns the length of the longest
 * text. */
size_t integer_ready(struct integer_style *);

/* The most digits that a number of so many bytes has. */
unsigned integer_digits(const struct integer_style *);

/* Whether it is nothing but all hexadecimal digits of the number, between the
 * texts. */
bool integer_is_plain(const struct integer_style *);

/* Writes `times` integers that follow one another at p. Returns the end of the
 * text, behind which INTEGER_ROOM bytes must be free. */
uint8_t *integers_put(const struct integer_style *, const uint8_t *p, size_t times, uint8_t *out);

/* Whether integers_put_avx2() does it too: the digits that count, or more, and the
 * texts. That is for processors of CPU_AVX2. */
bool integer_is_short_hex(const struct integer_style *);
uint8_t *integers_put_avx2(
    const struct integer_style *, const uint8_t *p, size_t times, uint8_t *out);

/* Eight digits of a number that has no more, as they are stored. Of the style
 * only radix and capital count. */
uint64_t integer_group(const struct integer_style *, uint64_t value);

/* The same as integers_put() for one number. */
uint8_t *integer_put(const struct integer_style *, uint64_t value, uint8_t *out);

#endif
