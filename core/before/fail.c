/* Diagnostics before the seal, most of which end the run. */
#include "core/before/fail.h"

#include <stdarg.h>
#include <unistd.h>

#include "core/after/diagnostic.h"
#include "core/applet.h"

void
note(const char *format, ...)
{
	va_list args;

	va_start(args, format);
	diagnostic_write(format, args, false);
	va_end(args);
}

void
fail(const char *format, ...)
{
	va_list args;

	va_start(args, format);
	diagnostic_write(format, args, false);
	va_end(args);
	_exit(1);
}

void
fail_usage(const char *format, ...)
{
	va_list args;

	va_start(args, format);
	diagnostic_write(format, args, true);
	va_end(args);
	_exit(1);
}

void
fail_with(int status, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	diagnostic_write(format, args, false);
	va_end(args);
	_exit(status);
}
