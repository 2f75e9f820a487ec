/* What bytes of a block are, by vectors of any level. */
#ifndef PILLBOX_LIB_STRINGS_BLOCKS_VECTOR_H
#define PILLBOX_LIB_STRINGS_BLOCKS_VECTOR_H

#include "lib/cpu/vector.h"
#include "lib/strings/strings.h"

struct classes {
	__m128i spaces; /* TAB, or all white space, for block_listed() */
	bool high;      /* bytes from 80 are characters */
};

#include "lib/strings/blocks_marks.h"

INLINE struct classes
classes_make(const struct strings *s, const struct strings_scanner *e)
{
	/* No byte with the low bits 0 is a 1. */
	const __m128i tab = _mm_setr_epi8(1, 0, 0, 0, 0, 0, 0, 0, 0, '\t', 0, 0, 0, 0, 0, 0);
	const __m128i all =
	    _mm_setr_epi8(1, 0, 0, 0, 0, 0, 0, 0, 0, '\t', '\n', '\v', '\f', '\r', 0, 0);

	return (struct classes){
	    .spaces = s->whitespace ? all : tab,
	    .high = e->encoding == STRINGS_8BIT,
	};
}

INLINE struct marks
marks_make(const struct classes *classes, const uint8_t *p, bool zeros)
{
	const struct block b = block_load(p);
	struct marks m = {.character = block_printable(b) | block_listed(b, classes->spaces)};

	if (classes->high)
		m.character |= block_high_bits(b);
	if (zeros)
		m.zero = block_equal(b, 0);
	return m;
}

#endif
