/* One print of a format, as text: the plain and complete way, for every conversion with
 * every flag. The fast ways are made from this, or tested against it. */
#ifndef PILLBOX_LIB_DUMP_PROGRAM_PRINT_H
#define PILLBOX_LIB_DUMP_PROGRAM_PRINT_H

#include "lib/dump/dump.h"
#include "lib/dump/format/format.h"
#include "lib/number/real.h"

/* Where in the input a print is. */
struct place {
	const uint8_t *p; /* its bytes */
	size_t left; /* how many can be read there, to the end of the block: at least print->bytes;
	                zeros after the input's end */
	uint64_t address;
	bool blank; /* the input ends before it: a conversion leaves its width blank */
};

/* Writes the print, with only the first `length` bytes of its text. Returns how many bytes
 * it wrote. */
size_t print_put(const struct print *, size_t length, struct place, struct sink *);

/* The same for what follows the last block: addresses are `offset`, and other
 * conversions are left out with the text before them. */
void print_put_end(const struct print *, uint64_t offset, struct sink *);

/* The style of a print of PRINT_REAL. */
struct real_style print_real_style(const struct print *);

#endif
