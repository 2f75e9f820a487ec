#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "core/applet.h"

bool
dumb_terminal(void)
{
	const char *const term = getenv("TERM");

	return term && strcmp(term, "dumb") == 0;
}

bool
wants_colour(void)
{
	const char *const no = getenv("NO_COLOR");

	return isatty(STDOUT_FILENO) && !dumb_terminal() && !(no && *no);
}
