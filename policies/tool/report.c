/* Messages: a policy may be wrong in many places, and each of them is reported before the
 * compiler gives up. */
#include "policies/tool/report.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

static unsigned count;

void
die(const char *format, ...)
{
	va_list args;

	fputs("compile: ", stderr);
	va_start(args, format);
	vfprintf(stderr, format, args);
	va_end(args);
	fputc('\n', stderr);
	exit(1);
}

void
wrong(const char *path, unsigned line, const char *format, ...)
{
	va_list args;

	count++;
	fprintf(stderr, "%s:%u: ", path, line);
	va_start(args, format);
	vfprintf(stderr, format, args);
	va_end(args);
	fputc('\n', stderr);
}

unsigned
wrong_count(void)
{
	return count;
}
