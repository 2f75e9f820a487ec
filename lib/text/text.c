/* Short texts, built without libc: the same before the seal and after it. */
#include "lib/text/text.h"

#include "lib/number/digits.h"
#include "lib/text/errno_text.h"
#include "lib/text/quote.h"

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

/* "Unknown error 999" is glibc's own form for what has no text. */
static void
text_errno(struct text *t, int error)
{
	const char *s = errno_text(error);

	if (s) {
		text_str(t, s);
		return;
	}
	text_str(t, "Unknown error ");
	if (error < 0)
		text_char(t, '-');
	text_u64(t, error < 0 ? -(uint64_t)error : (uint64_t)error);
}

void
text_format(struct text *t, const char *format, va_list args)
{
	for (; *format; format++) {
		if (*format != '%') {
			text_char(t, *format);
			continue;
		}
		switch (*++format) {
		case 's':
			text_str(t, va_arg(args, const char *));
			break;
		case 'f':
			quote_name(t, va_arg(args, const char *));
			break;
		case 'a':
			quote_always(t, va_arg(args, const char *));
			break;
		case 'q':
			quote_arg(t, va_arg(args, const char *));
			break;
		case 'o':
			quote_plain(t, va_arg(args, const char *));
			break;
		case 'u':
			text_u64(t, va_arg(args, uint64_t));
			break;
		case 'm':
			text_errno(t, va_arg(args, int));
			break;
		case 'c':
			text_char(t, (char)va_arg(args, int));
			break;
		case '%':
			text_char(t, '%');
			break;
		default: /* a mistake in a format of ours: print no more */
			return;
		}
	}
}
