/* classify.h's answers for a block of 64 positions at once, as words of 64 bits in which
 * bit i is that of byte i. What is not ASCII costs a fixed number of further
 * instructions, valid or not.
 *
 * classify_avx2.h and classify_avx512.h define what is declared here; an engine's file
 * for a level includes the one of its level. `want` is a constant wherever these are
 * called, so that nothing is computed that nobody asks for. */
#ifndef PILLBOX_LIB_UTF8_CLASSIFY_VECTOR_H
#define PILLBOX_LIB_UTF8_CLASSIFY_VECTOR_H

#include "lib/cpu/vector.h"
#include "lib/utf8/classify.h"

/* What is wanted besides leads. */
enum { UTF8_SPACES = 1, UTF8_WIDTHS = 2 };

struct utf8_marks {
	uint64_t lead;           /* a valid character begins */
	uint64_t space;          /* white space of one byte */
	uint64_t space2, space3; /* white space of two and of three bytes begins */
	uint64_t one, two;       /* a character begins of at least one, of two columns */
	uint64_t unknown;        /* one begins for utf8_look_up_widths() */
};

/* The marks of 64 bytes of which each is judged by itself: any in byte mode, ASCII in
 * UTF-8. */
INLINE struct utf8_marks
ascii_mark(struct block b, unsigned want)
{
	/* No byte with the low bits 0 is a 1. */
	const __m128i spaces =
	    _mm_setr_epi8(' ', 0, 0, 0, 0, 0, 0, 0, 0, '\t', '\n', '\v', '\f', '\r', 0, 0);

	return (struct utf8_marks){
	    .lead = UINT64_MAX,
	    .space = want & UTF8_SPACES ? block_listed(b, spaces) : 0,
	    .one = want & UTF8_WIDTHS ? block_printable(b) : 0,
	};
}

/* The marks of 64 bytes of UTF-8. Reads UTF8_AHEAD more. */
INLINE struct utf8_marks utf8_mark(const uint8_t *p, unsigned want, bool no_break);

#endif
