/* Line numbers, counted as text: a column of six characters, more where they are
 * needed, and a TAB. */
#ifndef PILLBOX_CAT_NUMBER_H
#define PILLBOX_CAT_NUMBER_H

#include <stdint.h>
#include <string.h>

enum {
	NUMBER_MOST = 24,  /* bytes of the longest number, and those that a store overwrites */
	NUMBER_COLUMNS = 6 /* digits in the low part */
};

/* One word holds what changes from line to line: a load of eight bytes would stall on a
 * byte just stored alone. */
struct number {
	uint64_t low;     /* the last six characters and a TAB, the first one lowest */
	uint8_t high[16]; /* the digits before them; there are some from 1000000 on */
	unsigned high_length;
};

/* Before the first line. */
void number_begin(struct number *);

/* The low part after one that ends in a nine; may increment the high part. */
uint64_t number_carry(struct number *, uint64_t low);

/* Increments the number and writes it at out. Returns where it ends; NUMBER_MOST bytes at
 * out may be overwritten. The low part is a parameter of its own, so that it can stay in a
 * register from line to line: a store to out might otherwise change the struct. */
static inline uint8_t *
number_put_low(struct number *n, uint64_t *low, uint8_t *out)
{
	enum { LAST = 8 * (NUMBER_COLUMNS - 1) };

	if ((*low >> LAST & 0xff) == '9')
		*low = number_carry(n, *low);
	else
		*low += UINT64_C(1) << LAST;
	if (n->high_length) {
		memcpy(out, n->high, sizeof(n->high));
		out += n->high_length;
	}
	memcpy(out, low, sizeof(*low));
	return out + NUMBER_COLUMNS + 1;
}

static inline uint8_t *
number_put(struct number *n, uint8_t *out)
{
	return number_put_low(n, &n->low, out);
}

#endif
