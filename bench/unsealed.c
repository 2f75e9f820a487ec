/* What the filter costs: the core's own layers, all but that. It takes the place of
 * core/after/enter.c in build/bench/pillbox-unsealed, which is timed. Nothing installs
 * it. */
#define enter_applet enter_applet_whole
#define enter_feeder enter_feeder_whole
#include "core/after/enter.c" /* NOLINT(bugprone-suspicious-include): its layer is its own */
#undef enter_applet
#undef enter_feeder

_Noreturn void enter_applet(const struct filter *, void (*run)(void));
_Noreturn void enter_feeder(const struct filter *, void (*run)(void));

_Noreturn void
enter_applet(const struct filter *filter, void (*run)(void))
{
	(void)filter;
	run();
	end();
}

_Noreturn void
enter_feeder(const struct filter *filter, void (*run)(void))
{
	(void)filter;
	run();
	end_with(0);
}
