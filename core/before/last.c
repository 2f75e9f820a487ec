/* Memory for the last lines or bytes of an input. */
#include <errno.h>

#include "core/after/last.h"
#include "core/applet.h"

void
last_reserve(const struct last *last)
{
	size_t most = LAST_LINES_MOST;

	if (last->bytes)
		most = last->count < SIZE_MAX / 2 ? last->count : SIZE_MAX / 2;
	most += LAST_MORE;
	if (!reserve(most, most < LAST_LEAST ? most : LAST_LEAST))
		fail("cannot reserve memory: %m", errno);
}
