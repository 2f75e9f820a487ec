#include "core/after/probe.h"

#include "core/after/sys.h"

void
probe_tell(const struct seal_layer *layer, int error)
{
	const struct probe_report r = {.layer = layer, .error = error};

	sys3(__NR_write, 1, (long)&r, sizeof(r));
}

void
probe_nothing(void)
{
}

void
probe_forbidden(void)
{
	sys3(__NR_getppid, 0, 0, 0);
}
