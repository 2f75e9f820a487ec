/* The format language of all diagnostics, without libc: the same words before the seal and
 * after it. */
#include "lib/text/format.h"

#include "lib/text/errno_text.h"
#include "lib/text/quote.h"

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
