#include "core/before/print.h"

#include <errno.h>
#include <stdarg.h>
#include <unistd.h>

#include "core/after/write.h"
#include "core/applet.h"
#include "lib/text/format.h"

static void
print_drain(struct text *t)
{
	long error = write_all(STDOUT_FILENO, t->buf, t->len);

	if (error)
		fail("write error: %m", (int)-error);
	t->len = 0;
}

static LARGE _Alignas(64) char buf[4096];
static struct text out = {.buf = buf, .cap = sizeof(buf), .drain = print_drain};

void
print(const char *format, ...)
{
	va_list args;

	va_start(args, format);
	text_format(&out, format, args);
	va_end(args);
}

struct text *
print_text(void)
{
	return &out;
}

/* Some file systems report a failed write only on close. */
void
print_end(void)
{
	print_drain(&out);
	if (close(STDOUT_FILENO) != 0)
		fail("write error: %m", errno);
}
