/* Short texts, built without libc: the same before the seal and after it. */
#include "lib/text/text.h"

#include "lib/number/digits.h"

void
text_char(struct text *t, char c)
{
	if (t->len == t->cap)
		t->drain(t);
	t->buf[t->len++] = c;
}

void
text_bytes(struct text *t, const char *s, size_t n)
{
	for (size_t i = 0; i < n; i++)
		text_char(t, s[i]);
}

void
text_str(struct text *t, const char *s)
{
	for (; *s; s++)
		text_char(t, *s);
}

void
text_u64(struct text *t, uint64_t v)
{
	char digits[DIGITS_DECIMAL_MAX], *const end = digits + sizeof(digits);
	const char *first = digits_put(end, v, 10, 1, false);

	text_bytes(t, first, (size_t)(end - first));
}
