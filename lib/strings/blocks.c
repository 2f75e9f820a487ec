/* Searching blocks in plain C: marks of 8 bytes at a time, in a word of 64 bits. */
#include "lib/strings/blocks.h"

#include <string.h>

#include "lib/cpu/load.h"

/* The same byte in all eight, and the highest bit of each. */
#define EACH(byte) ((uint64_t)(byte)*0x0101010101010101)
#define HIGH EACH(0x80)

struct classes {
	uint64_t beyond_space; /* what makes the bytes after the last one of white space high */
	uint64_t high;         /* HIGH where bytes from 80 are characters */
};

#include "lib/strings/blocks_marks.h"

INLINE struct classes
classes_make(const struct strings *s, const struct strings_scanner *e)
{
	return (struct classes){
	    .beyond_space = EACH(0x7F - (s->whitespace ? '\r' : '\t')),
	    .high = e->encoding == STRINGS_8BIT ? HIGH : 0,
	};
}

/* The highest bits of eight bytes as eight bits, that of the lowest byte first. */
INLINE uint64_t
gather(uint64_t flags)
{
	return ((flags & HIGH) >> 7) * 0x0102040810204080 >> 56;
}

/* No sum carries into the next byte, for the highest bits are cleared first. */
INLINE uint64_t
are_characters(const struct classes *classes, uint64_t x)
{
	const uint64_t low = x & ~HIGH;
	const uint64_t printable = (low + EACH(0x80 - ' ')) & ~(low + EACH(1));
	const uint64_t space = (low + EACH(0x80 - '\t')) & ~(low + classes->beyond_space);

	return ((printable | space) & ~x) | (x & classes->high);
}

INLINE uint64_t
are_zeros(uint64_t x)
{
	return ~(((x & ~HIGH) + EACH(0x7F)) | x);
}

INLINE struct marks
marks_make(const struct classes *classes, const uint8_t *p, bool zeros)
{
	struct marks m = {0, 0};

	for (unsigned i = 0; i < BLOCK; i += 8) {
		const uint64_t x = load_le64(p + i);

		m.character |= gather(are_characters(classes, x)) << i;
		if (zeros)
			m.zero |= gather(are_zeros(x)) << i;
	}
	return m;
}

#include "lib/strings/blocks_store.h"

size_t
strings_blocks_plain(struct strings *s, const uint8_t *p, size_t n)
{
	return blocks_search_any(s, p, n, false);
}
