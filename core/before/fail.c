/* Diagnostics of the steps before the seal, most of which end the run. */
#include <stdarg.h>
#include <unistd.h>

#include "core/after/known.h"
#include "core/after/say.h"
#include "core/after/write.h"
#include "core/before/before.h"
#include "lib/text/text.h"

static const char *program = "pillbox";

void
fail_setup(const char *name, bool utf8)
{
	program = name;
	utf8_setup(utf8);
	say_setup(name);
}

const char *
invoked_as(void)
{
	return program;
}

static void
drain(struct text *t)
{
	if (write_all(STDERR_FILENO, t->buf, t->len) != 0)
		said_setup();
	t->len = 0;
}

static void
say_list(const char *format, va_list args, bool usage)
{
	char buf[1024];
	struct text t = {.buf = buf, .cap = sizeof(buf), .utf8 = utf8_locale(), .drain = drain};

	text_str(&t, program);
	text_str(&t, ": ");
	text_format(&t, format, args);
	text_char(&t, '\n');
	if (usage) {
		text_str(&t, "Try '");
		text_str(&t, program);
		text_str(&t, " --help' for more information.\n");
	}
	drain(&t);
}

void
note(const char *format, ...)
{
	va_list args;

	va_start(args, format);
	say_list(format, args, false);
	va_end(args);
}

void
fail(const char *format, ...)
{
	va_list args;

	va_start(args, format);
	say_list(format, args, false);
	va_end(args);
	_exit(1);
}

void
fail_usage(const char *format, ...)
{
	va_list args;

	va_start(args, format);
	say_list(format, args, true);
	va_end(args);
	_exit(1);
}

void
fail_with(int status, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	say_list(format, args, false);
	va_end(args);
	_exit(status);
}
