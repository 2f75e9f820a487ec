/* compile ARCHITECTURE OUT.c EXPECTED_FOLDER POLICY_FILE... [-- POLICY_FILE...]: the policy
 * compiler, a tool of the build. It compiles each policies/NAME.policy into the filter for runs
 * with no or one input and, unless it stands after "--", united with feed.policy into the filter
 * for several inputs. OUT.c defines what core/policy.h declares; EXPECTED_FOLDER receives each
 * different filter as text, to be reviewed and compared. The output depends on the architecture,
 * the policies and libseccomp only, not on the order of the arguments or the machine it is made on.
 * If any file has a mistake, all mistakes are reported, nothing is written, and the exit status
 * is 1. */
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "policies/tool/architecture.h"
#include "policies/tool/array.h"
#include "policies/tool/emit.h"
#include "policies/tool/parse.h"
#include "policies/tool/program.h"
#include "policies/tool/report.h"
#include "policies/tool/unite.h"

static int
by_name(const void *a, const void *b)
{
	const struct compiled *x = a, *y = b;

	return strcmp(x->source.name, y->source.name);
}

/* Parses the files, and sorts the policies by name; those with a wrong name are left out. */
static struct compiled *
parse_all(char **paths, size_t *count, const struct architecture *arch)
{
	struct compiled *all = NULL;
	bool is_single = false;

	*count = 0;
	for (; *paths; paths++) {
		struct compiled c = {.is_single = is_single};

		if (!strcmp(*paths, "--")) {
			is_single = true;
			continue;
		}
		c.source = parse(*paths, arch);
		if (!c.source.name)
			continue;
		all = array_grow(all, *count, sizeof(c));
		all[(*count)++] = c;
	}
	if (*count)
		qsort(all, *count, sizeof(*all), by_name);
	for (size_t i = 1; i < *count; i++)
		if (!by_name(&all[i - 1], &all[i]))
			wrong(all[i].source.path, 1, "a second policy of this name; leave one out");
	return all;
}

/* Takes feed.policy, which is only a part of others, out of the array. */
static struct source
take_feed(struct compiled *all, size_t *count)
{
	struct source feed = {.name = NULL};
	size_t kept = 0;

	for (size_t i = 0; i < *count; i++)
		if (!strcmp(all[i].source.name, "feed"))
			feed = all[i].source;
		else
			all[kept++] = all[i];
	*count = kept;
	if (!feed.name)
		die("no feed.policy among the files; name it too");
	if (!kept)
		die("no policy but feed.policy; name the others too");
	return feed;
}

static void
unite_all(struct compiled *all, size_t count, const struct source *feed)
{
	for (size_t i = 0; i < count; i++)
		if (!all[i].is_single)
			all[i].united = unite(&all[i].source, feed);
}

static void
compile_all(struct compiled *all, size_t count, const struct architecture *arch)
{
	for (size_t i = 0; i < count; i++) {
		struct compiled *c = &all[i];

		if (!program_compile(&c->one, &c->source, arch) ||
		    (!c->is_single && !program_compile(&c->several, &c->united, arch)))
			wrong(c->source.path, 1,
			    "libseccomp confuses two calls that end in the same conditions, with "
			    "feed.policy or without; write the lines in another order");
	}
}

static int
by_number(const void *a, const void *b)
{
	const struct call_name *x = a, *y = b;

	return x->number < y->number ? -1 : x->number > y->number;
}

/* Sorts the calls by number, and drops repetitions. Returns how many are left. */
static size_t
sort_calls(struct call_name *calls, size_t count)
{
	size_t kept = 0;

	if (count)
		qsort(calls, count, sizeof(*calls), by_number);
	for (size_t i = 0; i < count; i++)
		if (!kept || calls[kept - 1].number != calls[i].number)
			calls[kept++] = calls[i];
	return kept;
}

/* The machine, with the name of each call that a policy has. */
static struct machine
name_calls(const struct compiled *all, size_t count, const struct architecture *arch)
{
	struct call_name *calls = NULL;
	size_t n = 0;

	for (size_t i = 0; i < count; i++) {
		const struct source *s = all[i].is_single ? &all[i].source : &all[i].united;

		for (size_t r = 0; r < s->count; r++) {
			const struct rule *rule = &s->rules[r];

			calls = array_grow(calls, n, sizeof(*calls));
			calls[n++] = (struct call_name){rule->name, (uint32_t)rule->number};
		}
	}
	n = sort_calls(calls, n);
	return (struct machine){arch->name, arch->token, calls, n};
}

static void
exit_if_wrong(void)
{
	if (wrong_count())
		exit(1);
}

int
main(int argc, char **argv)
{
	const struct architecture *arch;
	struct compiled *all;
	struct source feed;
	struct machine machine;
	size_t count;

	if (argc < 5)
		die("usage: compile ARCHITECTURE OUT.c EXPECTED_FOLDER POLICY_FILE... "
		    "[-- POLICY_FILE...]");
	arch = architecture_find(argv[1]);
	program_setup();
	all = parse_all(argv + 4, &count, arch);
	exit_if_wrong();
	feed = take_feed(all, &count);
	unite_all(all, count, &feed);
	exit_if_wrong();
	compile_all(all, count, arch);
	exit_if_wrong();

	machine = name_calls(all, count, arch);
	emit_c(argv[2], all, count, &machine);
	for (size_t i = 0; i < count; i++)
		emit_text(argv[3], &all[i], &machine);
	return 0;
}
