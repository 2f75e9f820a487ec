#include "core/before/option.h"

/* What every applet has, after its own options. */
static const struct opt common[] = {
    {0, OPT_NONE, OPT_HELP, "help", "", "display this help and exit"},
    {0, OPT_NONE, OPT_VERSION, "version", "", "output version information and exit"},
};

static bool
is_end(const struct opt *o)
{
	return !o->letter && !*o->name;
}

const struct opt *
option_at(const struct opt *options, size_t i)
{
	bool has_help = false;
	size_t own = 0;

	for (; options && !is_end(&options[own]); own++)
		if (options[own].id == OPT_HELP)
			has_help = true;
	if (i < own)
		return &options[i];
	i -= own;
	if (has_help || i >= sizeof(common) / sizeof(common[0]))
		return NULL;
	return &common[i];
}
