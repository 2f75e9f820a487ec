#include "lib/prove/cube.h"

#include "lib/unset.h"

bool
cube_narrow(struct cube *cube, unsigned word, uint32_t mask, uint32_t value)
{
	if ((value & ~mask) != 0)
		return false;
	if (((cube->value[word] ^ value) & cube->mask[word] & mask) != 0)
		return false;
	cube->mask[word] |= mask;
	cube->value[word] |= value;
	return true;
}

void
exclude(struct excluded *excluded, unsigned word, uint32_t mask, uint32_t value, bool last)
{
	if (excluded->count == excluded->room) {
		excluded->full = true;
		return;
	}
	excluded->bits[excluded->count++] =
	    (struct bits){.mask = mask, .value = value, .word = (uint16_t)word, .last = last};
}

/* (word & mask) differs from k, and the highest bit in which it does is this one. */
static void
exclude_differing(struct excluded *excluded, unsigned word, uint32_t mask, uint32_t k, uint32_t bit)
{
	uint32_t upwards = -bit, value = (k & upwards) ^ bit;

	if ((value & ~mask) == 0)
		exclude(excluded, word, mask & upwards, value, true);
}

void
exclude_below(struct excluded *excluded, unsigned word, uint32_t mask, uint32_t k)
{
	for (uint32_t bit = UINT32_C(1) << 31; bit != 0; bit >>= 1) {
		if ((k & bit) != 0)
			exclude_differing(excluded, word, mask, k, bit);
	}
}

void
exclude_from(struct excluded *excluded, unsigned word, uint32_t mask, uint32_t k)
{
	if ((k & ~mask) == 0)
		exclude(excluded, word, mask, k, true);
	for (uint32_t bit = UINT32_C(1) << 31; bit != 0; bit >>= 1) {
		if ((k & bit) == 0)
			exclude_differing(excluded, word, mask, k, bit);
	}
}

bool
spend(size_t *work, size_t n)
{
	*work -= n < *work ? n : *work;
	return *work > 0;
}

/* ---- escaping ---------------------------------------------------------------- */

/* How an excluded cube lies to this one. */
enum distance {
	CONTAINS, /* it has all its points */
	ONE_BIT,  /* it would, if one more bit of this one were fixed */
	FAR,      /* ... if several were */
	APART,    /* it has none of its points */
};

/* *at is moved past the excluded cube. */
static enum distance
measure(const struct cube *cube, const struct bits **at)
{
	const struct bits *bits = *at;
	enum distance distance = CONTAINS;
	bool last;

	do {
		uint32_t mask = cube->mask[bits->word], free = bits->mask & ~mask;

		if (((cube->value[bits->word] ^ bits->value) & mask & bits->mask) != 0)
			distance = APART;
		if (distance != APART && free != 0)
			distance = distance == CONTAINS && (free & (free - 1)) == 0 ? ONE_BIT : FAR;
		last = bits->last;
		bits++;
	} while (!last);
	*at = bits;
	return distance;
}

/* The excluded cube that is nearest to containing this one; NULL if all are apart from it. */
static const struct bits *
find_nearest(const struct cube *cube, const struct excluded *excluded, enum distance *nearest)
{
	const struct bits *at = excluded->bits, *end = at + excluded->count, *found = NULL;

	*nearest = APART;
	while (at < end && *nearest != CONTAINS) {
		const struct bits *bits = at;
		enum distance distance = measure(cube, &at);

		if (distance < *nearest) {
			*nearest = distance;
			found = bits;
		}
	}
	return found;
}

/* A bit of the cube that was chosen to be unlike an excluded cube's. */
struct choice {
	uint32_t bit;
	uint16_t word;
	bool only; /* the other value was tried, or contains nothing */
};

/* A free bit that the excluded cube fixes to 1, or to 0. The bit is 0 if there is none. */
static struct choice
find_bit(const struct cube *cube, const struct bits *bits, bool one)
{
	for (;; bits++) {
		uint32_t free = bits->mask & ~cube->mask[bits->word];
		uint32_t found = free & (one ? bits->value : ~bits->value);

		if (found != 0 || bits->last)
			return (struct choice){.bit = found & -found, .word = bits->word};
	}
}

/* Makes one bit of the cube unlike this excluded cube's, which fixes a bit that is free: one that
 * becomes 0 if there is any, so that what is found is easy to read. */
static struct choice
flee(struct cube *cube, const struct bits *bits)
{
	struct choice choice = find_bit(cube, bits, true);

	if (choice.bit == 0) {
		choice = find_bit(cube, bits, false);
		cube->value[choice.word] |= choice.bit;
	}
	cube->mask[choice.word] |= choice.bit;
	return choice;
}

/* Gives the newest bit that has another value this value, and frees those after it. Returns
 * how many choices are left; 0 if there is no such bit. */
static size_t
take_back(struct cube *cube, struct choice *choices, size_t count)
{
	for (; count > 0; count--) {
		struct choice *choice = &choices[count - 1];

		cube->value[choice->word] ^= choice->bit;
		if (!choice->only) {
			choice->only = true;
			return count;
		}
		cube->mask[choice->word] &= ~choice->bit;
		cube->value[choice->word] &= ~choice->bit;
	}
	return 0;
}

/* The excluded cube that is nearest leaves the fewest ways out: if it fixes one bit more, this
 * bit has only one value. Otherwise both values are tried, first the one that escapes. */
bool
cube_escape(struct cube *cube, const struct excluded *excluded, size_t *work)
{
	UNSET struct choice choices[32 * WORDS];
	size_t count = 0;

	while (spend(work, 1 + excluded->count)) {
		enum distance nearest;
		const struct bits *bits = find_nearest(cube, excluded, &nearest);

		if (bits == NULL)
			return true;
		if (nearest != CONTAINS) {
			choices[count] = flee(cube, bits);
			choices[count++].only = nearest == ONE_BIT;
		} else if ((count = take_back(cube, choices, count)) == 0) {
			return false;
		}
	}
	return false;
}
