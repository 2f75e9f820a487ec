/* prove - shows that filters for an architecture, x86_64 or aarch64, accept exactly what their
 * policies permit; prove_paths.c says how. Exit status 0: each policy has its program, each
 * program its policy, and each pair was proved. Otherwise it is 1, with a line on standard error.
 *
 *   prove ARCHITECTURE POLICY_DIR PROGRAM_DIR
 *       NAME.bpf is NAME.policy, and NAME+feed.bpf, if there is one, NAME.policy united with
 *       feed.policy
 *   prove ARCHITECTURE --embedded POLICY_DIR
 *       the same for the programs that are linked in here, and for the texts beside them
 *   prove ARCHITECTURE --pinned POLICY_DIR
 *       no policy, alone or united, permits more than prove_pins.c lets a policy permit
 *   prove ARCHITECTURE --one PROGRAM.bpf POLICY...
 *       the program is the union of these policies */
#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "core/policy.h"
#include "policies/tool/prove_paths.h"
#include "policies/tool/prove_pins.h"
#include "policies/tool/prove_policy.h"
#include "policies/tool/prove_read.h"
#include "policies/tool/prove_reason.h"

#define USAGE                                                                                      \
	"prove ARCHITECTURE POLICY_DIR PROGRAM_DIR | prove ARCHITECTURE --embedded POLICY_DIR | "  \
	"prove ARCHITECTURE --pinned POLICY_DIR | prove ARCHITECTURE --one PROGRAM POLICY..."

static const struct architecture *arch;

/* Reports the reason; false, to be returned. */
static bool
report(const struct reason *why)
{
	fprintf(stderr, "%s\n", why->text);
	return false;
}

static void
permit_or_exit(struct permitted *permitted, const char *name, const char *text)
{
	struct reason why;

	if (!permit(permitted, name, text, &why)) {
		report(&why);
		exit(1);
	}
}

static void
permit_file(struct permitted *permitted, const char *file)
{
	char *text = read_policy(file);

	permit_or_exit(permitted, file, text);
	free(text);
}

static bool
is_proved(const char *name, const struct sock_filter *code, size_t count,
    const struct permitted *permitted, size_t *paths)
{
	struct reason why;

	if (prove_program(code, count, permitted, paths, &why))
		return true;
	fprintf(stderr, "%s: %s\n", name, why.text);
	return false;
}

static bool
prove(const char *name, const struct sock_filter *code, size_t count,
    const struct permitted *permitted)
{
	size_t paths;

	if (!is_proved(name, code, count, permitted, &paths))
		return false;
	printf("%s: proved, %zu paths, %zu instructions, %zu calls\n", name, paths, count,
	    permitted->calls);
	return true;
}

static bool
prove_file(const char *name, const char *file, const struct permitted *permitted)
{
	struct sock_filter code[BPF_MAXINSNS];
	size_t count = read_program(file, code);

	return prove(name, code, count, permitted);
}

static bool
prove_one(char **files)
{
	struct permitted permitted = {.arch = arch};

	for (char **policy = files + 1; *policy != NULL; policy++)
		permit_file(&permitted, *policy);
	return prove_file(files[0], files[0], &permitted);
}

/* ---- the policies of a folder ----------------------------------------------- */

/* The policy NAME, alone and united with feed.policy. */
struct pair {
	char *name, *several_name; /* "wc", "wc+feed" */
	struct permitted one, several;
};

/* "FOLDER/NAMESUFFIX", to be freed. */
static char *
path_of(const char *dir, const char *name, const char *suffix)
{
	char *path;

	if (asprintf(&path, "%s/%s%s", dir, name, suffix) < 0)
		die("prove", "out of memory");
	return path;
}

static bool
ends_with(const char *text, const char *suffix)
{
	size_t length = strlen(text), end = strlen(suffix);

	return length > end && strcmp(text + length - end, suffix) == 0;
}

/* feed.policy and plain.policy are only parts of others. A policy that is no more than
 * plain.policy has a link to plain's program, which is proved by the policy's name. */
static int
is_policy(const struct dirent *entry)
{
	return ends_with(entry->d_name, ".policy") && strcmp(entry->d_name, "feed.policy") != 0 &&
	       strcmp(entry->d_name, "plain.policy") != 0;
}

static int
is_program(const struct dirent *entry)
{
	return ends_with(entry->d_name, ".bpf") && strcmp(entry->d_name, "plain.bpf") != 0 &&
	       strcmp(entry->d_name, "plain+feed.bpf") != 0;
}

/* Sets *names to the folder's files of a kind, sorted and without suffix. Returns how many
 * there are, at least one. */
static size_t
list_names(const char *dir, int (*is_kind)(const struct dirent *), char ***names)
{
	struct dirent **entries;
	int count = scandir(dir, &entries, is_kind, alphasort);

	if (count < 0)
		die(dir, "%s", strerror(errno));
	if (count == 0)
		die(dir, "has nothing to prove");
	*names = calloc((size_t)count, sizeof(**names));
	for (int i = 0; i < count && *names != NULL; i++) {
		(*names)[i] = strdup(entries[i]->d_name);
		if ((*names)[i] == NULL)
			die("prove", "out of memory");
		*strrchr((*names)[i], '.') = '\0';
		free(entries[i]);
	}
	if (*names == NULL)
		die("prove", "out of memory");
	free(entries);
	return (size_t)count;
}

static void
load_pair(struct pair *pair, const char *dir, const char *feed, char *name)
{
	char *file = path_of(dir, name, ".policy");

	pair->name = name;
	if (asprintf(&pair->several_name, "%s+feed", name) < 0)
		die("prove", "out of memory");
	pair->one.arch = pair->several.arch = arch;
	permit_file(&pair->one, file);
	permit_file(&pair->several, file);
	permit_file(&pair->several, feed);
	free(file);
}

static size_t
load_policies(const char *dir, struct pair **pairs)
{
	char **names, *feed = path_of(dir, "feed", ".policy");
	size_t count = list_names(dir, is_policy, &names);

	*pairs = calloc(count, sizeof(**pairs));
	if (*pairs == NULL)
		die("prove", "out of memory");
	for (size_t i = 0; i < count; i++)
		load_pair(&(*pairs)[i], dir, feed, names[i]);
	free((void *)names);
	free(feed);
	return count;
}

static void
free_policies(struct pair *pairs, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		free(pairs[i].name);
		free(pairs[i].several_name);
	}
	free(pairs);
}

/* ---- with the programs of a folder ------------------------------------------ */

static bool
has_policy(const struct pair *pairs, size_t count, const char *program)
{
	for (size_t i = 0; i < count; i++) {
		if (strcmp(pairs[i].name, program) == 0 ||
		    strcmp(pairs[i].several_name, program) == 0)
			return true;
	}
	return false;
}

/* No program may be left over. One that is missing is found where it is read. */
static bool
check_programs(const struct pair *pairs, size_t count, const char *dir)
{
	char **programs;
	size_t program_count = list_names(dir, is_program, &programs);
	bool good = true;

	for (size_t i = 0; i < program_count; i++) {
		if (!has_policy(pairs, count, programs[i])) {
			fprintf(stderr, "%s: is a program without policy\n", programs[i]);
			good = false;
		}
		free(programs[i]);
	}
	free((void *)programs);
	return good;
}

static bool
prove_folder(const struct pair *pairs, size_t count, const char *dir)
{
	bool good = true;

	for (size_t i = 0; i < count; i++) {
		char *one = path_of(dir, pairs[i].name, ".bpf");
		char *several = path_of(dir, pairs[i].several_name, ".bpf");

		good &= prove_file(pairs[i].name, one, &pairs[i].one);
		if (access(several, F_OK) == 0)
			good &= prove_file(pairs[i].several_name, several, &pairs[i].several);
		free(one);
		free(several);
	}
	return check_programs(pairs, count, dir) && good;
}

/* ---- with what is linked in -------------------------------------------------- */

/* The text for one input, which --policy prints, is the file. */
static bool
prove_text(const struct policy *policy, const char *dir)
{
	char *file = path_of(dir, policy->name, ".policy"), *text = read_policy(file);
	bool same = strcmp(text, policy_texts + policy->text) == 0;

	if (!same)
		fprintf(stderr, "%s: the text linked in is not %s\n", policy->name, file);
	free(text);
	free(file);
	return same;
}

/* The text for several inputs permits what the filter for them accepts. */
static bool
prove_text_several(const struct policy *policy)
{
	struct permitted shown = {.arch = arch};
	char *name;
	size_t paths;
	bool good;

	if (!policy_several(policy))
		return true;
	if (asprintf(&name, "%s+feed, text linked in", policy->name) < 0)
		die("prove", "out of memory");
	permit_or_exit(&shown, name, policy_texts + policy->text_several);
	good =
	    is_proved(name, filter_code(&policy->several), policy->several.count, &shown, &paths);
	free(name);
	return good;
}

static bool
prove_embedded(const struct policy *policy, const struct pair *pair, const char *dir)
{
	const struct filter *one = &policy->one, *several = &policy->several;
	bool good = prove_text(policy, dir);

	good &= prove_text_several(policy);
	good &= prove(pair->name, filter_code(one), one->count, &pair->one);
	if (several->count != 0)
		good &=
		    prove(pair->several_name, filter_code(several), several->count, &pair->several);
	return good;
}

static const struct policy *
find_policy(const char *name)
{
	for (size_t i = 0; i < policy_count; i++) {
		if (strcmp(policies[i]->name, name) == 0)
			return policies[i];
	}
	return NULL;
}

static bool
prove_all_embedded(const struct pair *pairs, size_t count, const char *dir)
{
	bool good = policy_count == count;

	if (!good)
		fprintf(stderr, "%s: has %zu policies, and %zu are linked in\n", dir, count,
		    policy_count);
	for (size_t i = 0; i < count; i++) {
		const struct policy *policy = find_policy(pairs[i].name);

		if (policy == NULL) {
			fprintf(stderr, "%s: is not linked in\n", pairs[i].name);
			good = false;
		} else {
			good &= prove_embedded(policy, &pairs[i], dir);
		}
	}
	return good;
}

/* ---- what any policy may permit ----------------------------------------------- */

static bool
pin_all(const char *policy, const struct permitted *permitted)
{
	struct reason why;
	bool good = true;

	for (size_t i = 0; i < permitted->count; i++) {
		if (!prove_pinned(policy, permitted->arch, &permitted->boxes[i], &why))
			good = report(&why);
	}
	return good;
}

static bool
prove_all_pinned(const struct pair *pairs, size_t count)
{
	size_t alternatives = 0;
	bool good = true;

	for (size_t i = 0; i < count; i++) {
		alternatives += pairs[i].one.count + pairs[i].several.count;
		good &= pin_all(pairs[i].name, &pairs[i].one);
		good &= pin_all(pairs[i].several_name, &pairs[i].several);
	}
	if (good)
		printf("%zu alternatives pin every descriptor, flag and null pointer to the values "
		       "that a policy may have\n",
		    alternatives);
	return good;
}

static bool
prove_policies(const char *option, const char *policy_dir, const char *program_dir)
{
	struct pair *pairs;
	size_t count = load_policies(policy_dir, &pairs);
	bool good;

	if (option == NULL)
		good = prove_folder(pairs, count, program_dir);
	else if (strcmp(option, "--embedded") == 0)
		good = prove_all_embedded(pairs, count, policy_dir);
	else
		good = prove_all_pinned(pairs, count);
	free_policies(pairs, count);
	return good;
}

static bool
is_option(const char *word)
{
	return strcmp(word, "--embedded") == 0 || strcmp(word, "--pinned") == 0;
}

int
main(int argc, char **argv)
{
	bool good;

	arch = argc > 1 ? architecture_find(argv[1]) : NULL;
	if (arch != NULL && argc >= 5 && strcmp(argv[2], "--one") == 0)
		good = prove_one(argv + 3);
	else if (arch != NULL && argc == 4 && is_option(argv[2]))
		good = prove_policies(argv[2], argv[3], NULL);
	else if (arch != NULL && argc == 4 && argv[2][0] != '-')
		good = prove_policies(NULL, argv[2], argv[3]);
	else
		die("usage", USAGE);
	if (fflush(stdout) != 0)
		die("standard output", "%s", strerror(errno));
	return good ? 0 : 1;
}
