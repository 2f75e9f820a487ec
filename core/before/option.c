#include "core/before/option.h"

/* What every applet has, after its own options. */
static const struct opt common[] = {
    {0, OPT_NONE, OPT_HELP, "help", NULL, "display this help and exit"},
    {0, OPT_NONE, OPT_VERSION, "version", NULL, "output version information and exit"},
};

static bool
is_end(const struct opt *o)
{
	return !o->letter && !o->name;
}

static bool
has_own_help(const struct opt *options)
{
	for (const struct opt *o = options; !is_end(o); o++)
		if (o->id == OPT_HELP)
			return true;
	return false;
}

const struct opt *
option_at(const struct opt *options, size_t i)
{
	size_t own = 0;

	while (!is_end(&options[own]))
		own++;
	if (i < own)
		return &options[i];
	i -= own;
	if (has_own_help(options) || i >= sizeof(common) / sizeof(common[0]))
		return NULL;
	return &common[i];
}
