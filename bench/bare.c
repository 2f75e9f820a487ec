/* No seal at all, in the place of core/seal.c: for build/bench/pillbox-bare, whose
 * instructions are counted under valgrind, that refuses most of the layers. Nothing
 * installs it. */
#include "core/seal.h"

void
seal(const struct filter *filter, unsigned keep)
{
	(void)filter;
	(void)keep;
}

int
seal_feeder(const struct filter *filter)
{
	(void)filter;
	return 0;
}

void
seal_layers(
    const struct filter *filter, unsigned keep, void (*tell)(const struct seal_layer *, int error))
{
	(void)filter;
	(void)keep;
	(void)tell;
}

_Noreturn void
seal_failed(const char *layer, int error)
{
	(void)layer;
	(void)error;
	__builtin_trap();
}
