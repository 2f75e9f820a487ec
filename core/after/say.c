/* Diagnostics of a sealed run: each one whole, in its turn between the pieces
 * of output, and remembered in the status. What descriptor 2 does not take is
 * lost: there is nobody left to tell. */
#include "core/after/say.h"

#include <unistd.h>

#include "core/after/write.h"
#include "core/applet.h"
#include "lib/text/text.h"

static const char *program = "pillbox";
static bool anything;

void
say_setup(const char *name)
{
	program = name;
}

void
said_setup(void)
{
	anything = true;
}

bool
said(void)
{
	return anything;
}

static void
drain(struct text *t)
{
	(void)write_all(STDERR_FILENO, t->buf, t->len);
	t->len = 0;
}

static void
say_list(const char *format, va_list args)
{
	static LARGE _Alignas(64) char buf[1024];
	struct text t = {.buf = buf, .cap = sizeof(buf), .utf8 = utf8_locale(), .drain = drain};

	anything = true;
	text_str(&t, program);
	text_str(&t, ": ");
	text_format(&t, format, args);
	text_char(&t, '\n');
	drain(&t);
}

void
say(const char *format, ...)
{
	va_list args;

	out_flush();
	va_start(args, format);
	say_list(format, args);
	va_end(args);
}

void
say_alone(const char *format, ...)
{
	va_list args;

	va_start(args, format);
	say_list(format, args);
	va_end(args);
}
