/* The rarer steps of counting in text: one line in ten comes here, one in a million changes
 * the high part. */
#include "applets/cat/number.h"

void
number_begin(struct number *n)
{
	*n = (struct number){0};
	memcpy(&n->low, "     0\t", sizeof(n->low));
}

static void
carry_high(struct number *n)
{
	unsigned i = n->high_length;

	while (i && n->high[i - 1] == '9')
		n->high[--i] = '0';
	if (i) {
		n->high[i - 1]++;
		return;
	}
	/* All nines, or none: one more digit. 64 bits never need sixteen. */
	if (n->high_length == sizeof(n->high))
		return;
	memmove(n->high + 1, n->high, n->high_length);
	n->high[0] = '1';
	n->high_length++;
}

uint64_t
number_carry(struct number *n, uint64_t low)
{
	uint8_t text[sizeof(low)];
	unsigned i = NUMBER_COLUMNS;

	memcpy(text, &low, sizeof(text));
	while (i && text[i - 1] == '9')
		text[--i] = '0';
	if (!i)
		carry_high(n);
	else if (text[i - 1] == ' ')
		text[i - 1] = '1';
	else
		text[i - 1]++;
	memcpy(&low, text, sizeof(text));
	return low;
}
