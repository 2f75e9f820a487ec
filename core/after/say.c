/* A diagnostic in its turn: after all output that was made before it. */
#include <stdarg.h>

#include "core/after/diagnostic.h"
#include "core/applet.h"

void
say(const char *format, ...)
{
	va_list args;

	out_flush();
	va_start(args, format);
	diagnose_list(format, args);
	va_end(args);
}

void
say_note(const char *format, ...)
{
	va_list args;

	out_flush();
	va_start(args, format);
	diagnostic_write(format, args, false);
	va_end(args);
}
