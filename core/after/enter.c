#include "core/after/enter.h"

#include "core/after/diagnostic.h"
#include "core/after/exit.h"
#include "core/after/feed.h"
#include "core/after/filter.h"
#include "core/applet.h"
#include "core/status.h"

static const struct seal_layer seccomp = {"seccomp", true};

_Noreturn void
enter_applet(const struct sock_fprog *filter, void (*run)(void))
{
	const int error = load_filter(filter);

	if (error)
		seal_failed(seccomp.name, error);
	/* Nothing can be opened any more. */
	run();
	end_run();
}

_Noreturn void
enter_feeder(const struct sock_fprog *filter, void (*run)(void))
{
	const int error = load_filter(filter);

	if (error)
		feed_refused(FEED_SEALED, error);
	/* It can make only the calls of its policy. */
	run();
	end_with(0);
}

_Noreturn void
enter_told(const struct sock_fprog *filter, seal_tell *tell)
{
	tell(&seccomp, load_filter(filter));
	end_with(0);
}

_Noreturn void
seal_failed(const char *layer, int error)
{
	diagnose("cannot seal: %s: %m\n"
	         "no input was processed: the kernel, or what this runs in, has to allow seccomp "
	         "filters",
	    layer, error);
	end_with(SEAL_FAILED);
}
