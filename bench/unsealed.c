/* What the seal costs: the core's own layers, all but the filter. It takes the place
 * of core/seal.c in build/bench/pillbox-unsealed, which is timed, and counted under
 * valgrind, that could not live under the filter. Nothing installs it. */
#define seal seal_whole
#define seal_feeder seal_feeder_whole
#include "core/seal.c" /* NOLINT(bugprone-suspicious-include): its layers are its own */
#undef seal
#undef seal_feeder

void seal(const struct filter *filter, unsigned keep);
int seal_feeder(const struct filter *filter);

static int
put_up(const struct sealing *s, bool feeder, const char **name)
{
	for (size_t i = 0; i < LAYERS - 1; i++) {
		int error = feeder && !layers[i].of_feeder ? 0 : layers[i].put_up(s);
		*name = layers[i].is.name;
		if (error && layers[i].is.mandatory)
			return error;
	}
	return 0;
}

void
seal(const struct filter *filter, unsigned keep)
{
	const struct sealing s = {filter, keep, APPLET_FILES};
	const char *name;
	int error = put_up(&s, false, &name);

	if (error)
		seal_failed(name, error);
}

int
seal_feeder(const struct filter *filter)
{
	const struct sealing s = {.filter = filter, .files = FEEDER_FILES};
	const char *name;

	return put_up(&s, true, &name);
}
