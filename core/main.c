/* A run in order: the standard descriptors, the name, the options, the opening of the
 * inputs, the seal. Up to there it sees only what the user typed; after that, in the
 * applet's run(), only what the inputs hold. */
#include <string.h>

#include "core/after/diagnostic.h"
#include "core/after/in.h"
#include "core/after/settings.h"
#include "core/before/cpu.h"
#include "core/before/fail.h"
#include "core/before/locale.h"
#include "core/before/open.h"
#include "core/before/options.h"
#include "core/before/pipe.h"
#include "core/before/relro.h"
#include "core/before/std_fds.h"
#include "core/box/box.h"
#include "core/box/confine/confine.h"
#include "core/policy.h"
#include "core/seal.h"
#include "core/status.h"
#include "core/table.h"

static const char *
base_name(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash ? slash + 1 : path;
}

_Noreturn static void
run_applet(const struct spelling *s, char **args)
{
	const struct applet *a = s->folder->applet;
	static struct in_plan plan;
	struct operands operands = {0};
	const struct policy *policy;
	struct facts facts;

	diagnostic_setup(s->word);
	called_setup(s->called);
	utf8_setup(locale_is_utf8());

	operands.names = args + (a->old_form ? a->old_form(args) : 0);
	operands.count = options_parse(s, operands.names);
	if (a->parsed)
		a->parsed(&operands);
	if (s->folder->one_operand && operands.count > 1)
		fail_usage("extra operand %q", operands.names[1]);

	open_inputs(&operands, &plan, &facts);
	cpu_choose(&facts);
	policy = a->survey ? a->survey(&facts) : s->folder->policy;

	in_setup(&plan);
	checked_setup(&plan);
	if (plan.several)
		seal(&policy->several, kept_pipe() | 1U << IN_PAIR, a->run);
	else
		seal(&policy->one, kept_pipe(), a->run);
}

/* A diagnostic that could not be written makes the status 1 here too. */
static int
run_box(char **args)
{
	const int status = box_run(args);

	return status ? status : exit_status();
}

int
main(int argc, char **argv)
{
	struct spelling s;
	const char *name;

	if (!relro())
		fail_with(SEAL_FAILED, "cannot make relocated data read-only");
	fill_std_fds();
	name = argc > 0 ? base_name(argv[0]) : "";

	if (table_find(name, &s))
		run_applet(&s, argv + 1);
	if (!*name)
		fail_with(NOT_FOUND, "argv[0] is missing or empty");
	if (strcmp(name, "confine") == 0)
		return confine(name, argv + 1);
	if (strncmp(name, "pillbox", 7) != 0)
		return box_not_found(name);
	if (argv[1] && table_find(argv[1], &s))
		run_applet(&s, argv + 2);
	return run_box(argv + 1);
}
