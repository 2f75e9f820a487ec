#include "core/before/option.h"

/* What every applet has, after its own options. */
static const struct opt common[] = {
    {0, "help", OPT_NONE, OPT_HELP, NULL, "display this help and exit"},
    {0, "version", OPT_NONE, OPT_VERSION, NULL, "output version information and exit"},
};

static bool
is_end(const struct opt *o)
{
	return !o->letter && !o->name;
}

static bool
has_own_help(const struct applet *a)
{
	for (const struct opt *o = a->options; !is_end(o); o++)
		if (o->id == OPT_HELP)
			return true;
	return false;
}

const struct opt *
option_at(const struct applet *a, size_t i)
{
	size_t own = 0;

	while (!is_end(&a->options[own]))
		own++;
	if (i < own)
		return &a->options[i];
	i -= own;
	if (has_own_help(a) || i >= sizeof(common) / sizeof(common[0]))
		return NULL;
	return &common[i];
}
