/* Every diagnostic ends up here. What descriptor 2 does not take is lost: there is
 * nobody left to tell but the exit status. */
#include "core/after/diagnostic.h"

#include <unistd.h>

#include "core/after/write.h"
#include "core/applet.h"
#include "lib/text/format.h"

static const char *program = "pillbox";
static int status;

void
diagnostic_setup(const char *name)
{
	program = name;
}

static void
diagnostic_drain(struct text *t)
{
	if (write_all(STDERR_FILENO, t->buf, t->len) != 0)
		status = 1;
	t->len = 0;
}

void
diagnostic_write(const char *format, va_list args, bool suggest_help)
{
	static LARGE _Alignas(64) char buf[1024];
	struct text t = {
	    .buf = buf, .cap = sizeof(buf), .utf8 = utf8_locale(), .drain = diagnostic_drain};

	text_str(&t, program);
	text_str(&t, ": ");
	text_format(&t, format, args);
	text_char(&t, '\n');
	if (suggest_help) {
		text_str(&t, "Try '");
		text_str(&t, program);
		text_str(&t, " --help' for more information.\n");
	}
	diagnostic_drain(&t);
}

void
diagnose_list(const char *format, va_list args)
{
	status = 1;
	diagnostic_write(format, args, false);
}

void
diagnose(const char *format, ...)
{
	va_list args;

	va_start(args, format);
	diagnose_list(format, args);
	va_end(args);
}

void
fail_later(void)
{
	status = 1;
}

int
exit_status(void)
{
	return status;
}
