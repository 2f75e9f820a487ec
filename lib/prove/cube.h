/* Sets of calls, as cubes: each bit of struct seccomp_data is 0, 1 or anything. All that a
 * program can test, and all that a policy can say, is that a call is in a cube, or is in none
 * of some cubes. */
#ifndef PILLBOX_LIB_PROVE_CUBE_H
#define PILLBOX_LIB_PROVE_CUBE_H

#include <linux/seccomp.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A filter sees struct seccomp_data as 32-bit words. The low half of an argument comes first:
 * both x86-64 and AArch64 are little-endian. */
enum {
	WORD_NUMBER = offsetof(struct seccomp_data, nr) / 4,
	WORD_ARCH = offsetof(struct seccomp_data, arch) / 4,
	WORD_IP = offsetof(struct seccomp_data, instruction_pointer) / 4,
	WORD_ARGS = offsetof(struct seccomp_data, args) / 4,
	WORDS = sizeof(struct seccomp_data) / 4,
};

/* For each word: (word & mask) == value. */
struct cube {
	uint32_t mask[WORDS], value[WORDS];
};

/* The same for one word. A cube that is excluded is a row of these, up to the one that is
 * marked as the last. */
struct bits {
	uint32_t mask, value;
	uint16_t word;
	bool last;
};

/* A stack: the newest cubes are taken back by setting `count` to what it was. */
struct excluded {
	struct bits *bits;
	size_t count, room; /* in bits */
	bool full;          /* a cube found no room, so that nothing can be concluded */
};

/* Narrows the cube to (word & mask) == value. False if that leaves nothing; the cube is then
 * what it was. */
bool cube_narrow(struct cube *, unsigned word, uint32_t mask, uint32_t value);

/* Excludes a cube, bits by bits. */
void exclude(struct excluded *, unsigned word, uint32_t mask, uint32_t value, bool last);

/* Excludes all values of the word for which (word & mask) < k. */
void exclude_below(struct excluded *, unsigned word, uint32_t mask, uint32_t k);

/* Excludes all values of the word for which (word & mask) >= k. */
void exclude_from(struct excluded *, unsigned word, uint32_t mask, uint32_t k);

/* Takes n from the work that may still be done. False if none is left. */
bool spend(size_t *work, size_t n);

/* Narrows the cube until no excluded cube has a point of it. False if there is no point to
 * leave; or if the work was used up, which a look at an excluded cube is part of. */
bool cube_escape(struct cube *, const struct excluded *, size_t *work);

#endif
