/* What the vector engines of the canned formats share. The file that includes this is
 * compiled for its level and defines the functions that are declared under "levels".
 *
 * A line is an offset, a body, and what ends it. Hexadecimal digits, two a byte, are
 * looked up by nibble and then put into their columns by a permutation (layouts);
 * canned_parts.h has the other bodies. */
#ifndef PILLBOX_LIB_DUMP_CANNED_CANNED_VECTOR_H
#define PILLBOX_LIB_DUMP_CANNED_CANNED_VECTOR_H

#include "lib/cpu/vector.h"
#include "lib/dump/canned/canned_parts.h"
#include "lib/number/digits.h"

/* The bytes as text come after two blanks: for -C also after a bar. xxd's layout has the first
 * of its blanks. */
enum { BAR = 3, BLANK = 1 };

/* What each column of a body shows. i < 16: the low digit of byte i; 16 + i: its high
 * digit; else the character itself. */
#define BYTE(i) 16 + (i), (i)
#define WORD(i) BYTE((i) + 1), BYTE(i)
#define PAIR(i) BYTE(i), BYTE((i) + 1)
#define _ ' '
static const _Alignas(64) uint8_t layouts[][64] = {
    [CANNED_DEFAULT] = {_, WORD(0), _, WORD(2), _, WORD(4), _, WORD(6), _, WORD(8), _, WORD(10), _,
        WORD(12), _, WORD(14)},
    [CANNED_ONE_BYTE_HEX] = {_, _, BYTE(0), _, _, BYTE(1), _, _, BYTE(2), _, _, BYTE(3), _, _,
        BYTE(4), _, _, BYTE(5), _, _, BYTE(6), _, _, BYTE(7), _, _, BYTE(8), _, _, BYTE(9), _, _,
        BYTE(10), _, _, BYTE(11), _, _, BYTE(12), _, _, BYTE(13), _, _, BYTE(14), _, _, BYTE(15)},
    [CANNED_CANONICAL] = {_, _, BYTE(0), _, BYTE(1), _, BYTE(2), _, BYTE(3), _, BYTE(4), _, BYTE(5),
        _, BYTE(6), _, BYTE(7), _, _, BYTE(8), _, BYTE(9), _, BYTE(10), _, BYTE(11), _, BYTE(12), _,
        BYTE(13), _, BYTE(14), _, BYTE(15), _, _, '|'},
    [CANNED_TWO_BYTES_HEX] = {_, _, _, _, WORD(0), _, _, _, _, WORD(2), _, _, _, _, WORD(4), _, _,
        _, _, WORD(6), _, _, _, _, WORD(8), _, _, _, _, WORD(10), _, _, _, _, WORD(12), _, _, _, _,
        WORD(14)},
    [CANNED_XXD] = {':', _, PAIR(0), _, PAIR(2), _, PAIR(4), _, PAIR(6), _, PAIR(8), _, PAIR(10), _,
        PAIR(12), _, PAIR(14), _, _},
    [CANNED_OD_X1] = {_, BYTE(0), _, BYTE(1), _, BYTE(2), _, BYTE(3), _, BYTE(4), _, BYTE(5), _,
        BYTE(6), _, BYTE(7), _, BYTE(8), _, BYTE(9), _, BYTE(10), _, BYTE(11), _, BYTE(12), _,
        BYTE(13), _, BYTE(14), _, BYTE(15)},
};
#undef _

/* ---- levels ------------------------------------------------------------- */

/* Writes the digits of the block at p into the columns of the layout, of which each half is
 * `half` wide. May overwrite 64 bytes at out. */
INLINE void canned_put_hex(const uint8_t layout[64], size_t half, const uint8_t *p, uint8_t *out);

/* Printable ASCII as it is, other bytes as dots. */
INLINE __m128i canned_text_of(__m128i);

/* Writes a vector of a body; `narrow`: of cells of eight columns, without the first of each. */
INLINE void canned_put_body(uint8_t *out, vector body, bool narrow);

/* ---- offsets ------------------------------------------------------------ */

/* The offset of a line as text. From line to line the last digit but one is incremented;
 * the digits before it stay until that one wraps to 0. */
struct head {
	uint64_t offset;
	unsigned radix;
	size_t digits;
	__m128i nibbles; /* of the offset, highest first */
	__m128i step;    /* to those of the next line */
};

INLINE __m128i
octal_digits(uint64_t offset, size_t digits)
{
	const uint64_t places = UINT64_C(0x0707070707070707), half = (1U << 24) - 1;

	offset <<= 48 - 3 * digits;
	return _mm_set_epi64x((long long)__builtin_bswap64(_pdep_u64(offset & half, places)),
	    (long long)__builtin_bswap64(_pdep_u64(offset >> 24, places)));
}

INLINE __m128i
hex_digits(uint64_t offset, size_t digits)
{
	const __m128i pairs =
	    _mm_cvtsi64_si128((long long)__builtin_bswap64(offset << (64 - 4 * digits)));

	return _mm_unpacklo_epi8(_mm_srli_epi16(pairs, 4), pairs) & _mm_set1_epi8(15);
}

INLINE struct head
head_of(uint64_t offset, unsigned radix, size_t digits)
{
	const __m128i places = _mm_set_epi64x(0x0F0E0D0C0B0A0908, 0x0706050403020100);
	size_t least = radix == 8 ? digits_octal(offset) : digits_hex(offset);
	__m128i place;

	if (digits < least)
		digits = least;
	place = _mm_cmpeq_epi8(places, _mm_set1_epi8((char)(digits - 2)));
	return (struct head){
	    .offset = offset,
	    .radix = radix,
	    .digits = digits,
	    .nibbles = radix == 8 ? octal_digits(offset, digits) : hex_digits(offset, digits),
	    .step = place & _mm_set1_epi8(radix == 8 ? 2 : 1),
	};
}

INLINE uint8_t *
put_head(const struct head *head, uint8_t *out)
{
	__m128i text = _mm_shuffle_epi8(lane_load(digits_of_case(false)), head->nibbles);

	lane_store(out, text);
	return out + head->digits;
}

INLINE void
next_line(struct head *head)
{
	head->offset += BLOCK;
	head->nibbles = _mm_add_epi8(head->nibbles, head->step);
	if ((head->offset & (head->radix == 8 ? 0x30 : 0xF0)) == 0)
		*head = head_of(head->offset, head->radix, head->digits);
}

/* ---- lines -------------------------------------------------------------- */

/* The lowest bits of the marks are those of this line. If there are none, this compiles away.
 * Returns where the next line belongs. A squeezed line is rendered, then overwritten:
 * cheaper than a mispredicted branch. */
INLINE uint8_t *
end_line(struct canned_marks *marks, uint8_t *line, uint8_t *end)
{
	size_t len = (size_t)(end - line);

	if (!marks->any)
		return end;
	line += len & ((size_t)(marks->same & 1) - 1);
	line[0] = '*';
	line[1] = '\n';
	line += 2 * (size_t)(marks->stars & 1);
	marks->same >>= 1;
	marks->stars >>= 1;
	return line;
}

/* Lines whose bodies are made in parts. */
INLINE uint8_t *
lines_of_parts(enum canned_kind kind, const uint8_t *p, size_t lines, struct head head,
    struct canned_marks marks, uint8_t *out)
{
	const size_t width = kind == CANNED_OD_O2 ? BODY - BLOCK / 2 : BODY;

	for (size_t i = 0; i < lines; p += VECTOR) {
		vector body[4];

		bodies(kind, p, body);
#pragma GCC unroll 4
		for (size_t line = 0; line < LINES && i < lines; line++, i++) {
			uint8_t *to = put_head(&head, out);

#pragma GCC unroll 2
			for (size_t piece = 0; piece < PIECES; piece++)
				canned_put_body(to + piece * width / PIECES,
				    body[line * PIECES + piece], kind == CANNED_OD_O2);
			to[width] = '\n';
			out = end_line(&marks, out, to + width + 1);
			next_line(&head);
		}
	}
	return out;
}

/* The same in hexadecimal. */
INLINE uint8_t *
lines_of_hex(enum canned_kind kind, size_t half, const uint8_t *p, size_t lines, struct head head,
    struct canned_marks marks, uint8_t *out)
{
	const __m128i bar = _mm_set1_epi16('|' | '\n' << 8);

	for (; lines; lines--, p += BLOCK) {
		uint8_t *to = put_head(&head, out);

		canned_put_hex(layouts[kind], half, p, to);
		to += 2 * half;
		if (kind == CANNED_CANONICAL) {
			__m256i text = _mm256_set_m128i(bar, canned_text_of(lane_load(p)));

			_mm256_storeu_si256((__m256i *)(void *)(to + BAR), text);
			to += BAR + BLOCK + 2;
		} else if (kind == CANNED_XXD) {
			lane_store(to + BLANK, canned_text_of(lane_load(p)));
			to += BLANK + BLOCK;
			*to++ = '\n';
		} else {
			*to++ = '\n';
		}
		out = end_line(&marks, out, to);
		next_line(&head);
	}
	return out;
}

INLINE uint8_t *
lines_of_od(const struct canned *c, const uint8_t *p, size_t lines, struct head head,
    struct canned_marks marks, uint8_t *out)
{
	switch (c->kind) {
	case CANNED_OD_X1:
		return lines_of_hex(CANNED_OD_X1, 24, p, lines, head, marks, out);
	case CANNED_OD_X2:
		return lines_of_hex(CANNED_DEFAULT, 20, p, lines, head, marks, out);
	case CANNED_OD_O1:
		return lines_of_parts(CANNED_ONE_BYTE_OCTAL, p, lines, head, marks, out);
	case CANNED_OD_C:
		return lines_of_parts(CANNED_ONE_BYTE_CHAR, p, lines, head, marks, out);
	default:
		return lines_of_parts(CANNED_OD_O2, p, lines, head, marks, out);
	}
}

INLINE uint8_t *
lines_of_kind(const struct canned *c, const uint8_t *p, size_t lines, uint64_t offset,
    struct canned_marks marks, uint8_t *out)
{
	struct head head = head_of(offset, 16, c->digits);

	switch (c->kind) {
	case CANNED_DEFAULT:
		return lines_of_hex(CANNED_DEFAULT, 20, p, lines, head, marks, out);
	case CANNED_CANONICAL:
		return lines_of_hex(CANNED_CANONICAL, 25, p, lines, head, marks, out);
	case CANNED_ONE_BYTE_HEX:
		return lines_of_hex(CANNED_ONE_BYTE_HEX, 32, p, lines, head, marks, out);
	case CANNED_XXD:
		return lines_of_hex(CANNED_XXD, 21, p, lines, head, marks, out);
	case CANNED_TWO_BYTES_HEX:
		return lines_of_hex(CANNED_TWO_BYTES_HEX, 32, p, lines, head, marks, out);
	case CANNED_ONE_BYTE_OCTAL:
		return lines_of_parts(CANNED_ONE_BYTE_OCTAL, p, lines, head, marks, out);
	case CANNED_ONE_BYTE_CHAR:
		return lines_of_parts(CANNED_ONE_BYTE_CHAR, p, lines, head, marks, out);
	case CANNED_TWO_BYTES_DECIMAL:
		return lines_of_parts(CANNED_TWO_BYTES_DECIMAL, p, lines, head, marks, out);
	case CANNED_TWO_BYTES_OCTAL:
		return lines_of_parts(CANNED_TWO_BYTES_OCTAL, p, lines, head, marks, out);
	default:
		return lines_of_od(c, p, lines, head_of(offset, c->radix, c->digits), marks, out);
	}
}

INLINE uint8_t *
lines_of(const struct canned *c, const uint8_t *p, size_t lines, uint64_t offset,
    struct canned_marks marks, uint8_t *out)
{
	if (!marks.any)
		return lines_of_kind(c, p, lines, offset, (struct canned_marks){.any = false}, out);
	return lines_of_kind(c, p, DUMP_MARKED, offset, marks, out);
}

#endif
