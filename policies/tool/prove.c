/* Proves that filters accept exactly what their policies permit; prove_paths.c
 * says how. Exit status 0 means that every policy had its program, every program
 * its policy, and that each was proved; anything else is status 1 and a line on
 * stderr.
 *
 *   prove POLICY_DIR PROGRAM_DIR        NAME.policy with NAME.bpf, and united
 *                                       with feed.policy with NAME+feed.bpf, if
 *                                       there is one: without, nothing can load
 *   prove --embedded POLICY_DIR         the same with the programs linked in
 *                                       here, and with the texts beside them
 *   prove --pinned POLICY_DIR           that each policy, alone and united, permits
 *                                       no more than any policy may: prove_pins.c
 *   prove --one PROGRAM.bpf POLICY...   one program with the union of policies
 *
 * A program is text: lines that begin with #, and instructions as
 * "%4zu: 0x%04x %3u %3u 0x%08x  free text": index, code, jt, jf, k. */
#include "prove.h"
#include "core/policy.h"
#include <dirent.h>
#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

void
complain(const char *subject, const char *format, va_list list)
{
	(void)fprintf(stderr, "%s: ", subject);
	(void)vfprintf(stderr, format, list);
	(void)fputc('\n', stderr);
}

static bool __attribute__((format(printf, 2, 3)))
refuse(const char *subject, const char *format, ...)
{
	va_list list;

	va_start(list, format);
	complain(subject, format, list);
	va_end(list);
	return false;
}

_Noreturn static void __attribute__((format(printf, 2, 3)))
die(const char *subject, const char *format, ...)
{
	va_list list;

	va_start(list, format);
	complain(subject, format, list);
	va_end(list);
	exit(1);
}

/* "dir/namesuffix", to be freed */
static char *
path_of(const char *dir, const char *name, const char *suffix)
{
	char *path;

	if (asprintf(&path, "%s/%s%s", dir, name, suffix) < 0)
		die("prove", "out of memory");
	return path;
}

/* The whole file as a string, to be freed. */
static char *
read_text(const char *file)
{
	FILE *stream = fopen(file, "re");
	char *text = NULL;
	size_t room = 0;
	ssize_t length;

	if (stream == NULL)
		die(file, "%s", strerror(errno));
	/* Up to a NUL byte is the whole file, or it is no text. */
	length = getdelim(&text, &room, '\0', stream);
	if (ferror(stream))
		die(file, "%s", strerror(errno));
	if (length < 0)
		die(file, "is empty");
	if (!feof(stream) || strlen(text) != (size_t)length)
		die(file, "has a NUL byte");
	(void)fclose(stream);
	return text;
}

/* Past the lines of comment, and without words, that a text begins with. */
static const char *
first_line(const char *text)
{
	for (;; text += strcspn(text, "\n") + 1) {
		text += strspn(text, " \t\n");
		if (*text != '#' || text[strcspn(text, "\n")] == '\0')
			return text;
	}
}

/* The text of a policy, with that of the file that its first line includes in the place
 * of that line; to be freed. What is included includes nothing: permit() refuses it. */
static char *
read_policy(const char *file)
{
	static const char include[] = "@include ./";
	char *text = read_text(file), *path, *other, *whole;
	const char *at = first_line(text), *slash = strrchr(file, '/');
	const char *name = at + sizeof(include) - 1, *rest;
	size_t length, line = strcspn(at, "\n");

	if (strncmp(at, include, sizeof(include) - 1) != 0)
		return text;
	length = strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789-.");
	rest = name + length + strspn(name + length, " \t");
	if (rest != at + line && *rest != '#')
		die(file, "includes \"%.*s\", which is no policy beside it",
		    (int)(at + line - name), name);
	if (asprintf(&path, "%.*s%.*s", slash ? (int)(slash + 1 - file) : 0, file, (int)length,
	        name) < 0)
		die("prove", "out of memory");
	other = read_text(path);
	if (asprintf(&whole, "%.*s%s%s", (int)(at - text), text, other,
	        at + line + (at[line] == '\n')) < 0)
		die("prove", "out of memory");
	free(other);
	free(path);
	free(text);
	return whole;
}

static void
permit_file(struct permitted *permitted, const char *file)
{
	char *text = read_policy(file);

	permit(permitted, file, text);
	free(text);
}

/* ---- programs as text ----------------------------------------------------- */

/* An instruction is read loosely, printed again, and must be what was there. */
static bool
read_instruction(const char *line, size_t index, struct sock_filter *instruction)
{
	unsigned long code, jt, jf, k;
	const char *colon = strchr(line, ':');
	char again[128], *at;
	size_t length;

	if (colon == NULL)
		return false;
	code = strtoul(colon + 1, &at, 16);
	jt = strtoul(at, &at, 10);
	jf = strtoul(at, &at, 10);
	k = strtoul(at, &at, 16);
	length = (size_t)snprintf(
	    again, sizeof(again), "%4zu: 0x%04lx %3lu %3lu 0x%08lx", index, code, jt, jf, k);
	if (strncmp(line, again, length) != 0 || (line[length] != '\0' && line[length] != ' '))
		return false;
	*instruction = (struct sock_filter){(uint16_t)code, (uint8_t)jt, (uint8_t)jf, (uint32_t)k};
	return code <= UINT16_MAX && jt <= UINT8_MAX && jf <= UINT8_MAX && k <= UINT32_MAX;
}

/* Returns how many instructions the file has. */
static size_t
read_program(const char *file, struct sock_filter *code)
{
	char *text = read_text(file), *rest = text, *line;
	size_t count = 0, number = 0;

	while ((line = strsep(&rest, "\n")) != NULL) {
		number++;
		if (*line == '#' || (*line == '\0' && rest == NULL))
			continue;
		if (count == BPF_MAXINSNS)
			die(file, "has more than %d instructions", BPF_MAXINSNS);
		if (!read_instruction(line, count, &code[count]))
			die(file, "line %zu is not instruction %zu", number, count);
		count++;
	}
	free(text);
	return count;
}

/* ---- proving --------------------------------------------------------------- */

static bool
prove(const char *name, const struct sock_filter *code, size_t count,
    const struct permitted *permitted)
{
	size_t paths;

	if (!proves(name, code, count, permitted, &paths))
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
	struct permitted permitted = {.arch = &x86_64};

	for (char **policy = files + 1; *policy != NULL; policy++)
		permit_file(&permitted, *policy);
	return prove_file(files[0], files[0], &permitted);
}

/* ---- folders ---------------------------------------------------------------- */

/* A policy NAME of a folder, alone and united with feed.policy. */
struct pair {
	char *name, *several_name; /* "wc", "wc+feed" */
	struct permitted one, several;
};

static bool
ends_with(const char *text, const char *suffix)
{
	size_t length = strlen(text), end = strlen(suffix);

	return length > end && strcmp(text + length - end, suffix) == 0;
}

/* feed.policy and plain.policy are parts of others. Whose policy is nothing but the
 * latter has a link to its program, and is proved by that. */
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

/* Fills *names with what the folder holds of a kind, sorted, and without suffix. */
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

static size_t
load_policies(const char *dir, struct pair **pairs)
{
	char **names, *feed = path_of(dir, "feed", ".policy");
	size_t count = list_names(dir, is_policy, &names);

	*pairs = calloc(count, sizeof(**pairs));
	if (*pairs == NULL)
		die("prove", "out of memory");
	for (size_t i = 0; i < count; i++) {
		struct pair *pair = &(*pairs)[i];
		char *file = path_of(dir, names[i], ".policy");

		pair->name = names[i];
		if (asprintf(&pair->several_name, "%s+feed", names[i]) < 0)
			die("prove", "out of memory");
		pair->one.arch = pair->several.arch = &x86_64;
		permit_file(&pair->one, file);
		permit_file(&pair->several, file);
		permit_file(&pair->several, feed);
		free(file);
	}
	free((void *)names);
	free(feed);
	return count;
}

static const struct pair *
find_pair(const struct pair *pairs, size_t count, const char *program)
{
	for (size_t i = 0; i < count; i++) {
		if (strcmp(pairs[i].name, program) == 0 ||
		    strcmp(pairs[i].several_name, program) == 0)
			return &pairs[i];
	}
	return NULL;
}

/* A program that is missing fails where it is read, one too many here. */
static bool
prove_folder(const struct pair *pairs, size_t count, const char *dir)
{
	char **programs;
	size_t program_count = list_names(dir, is_program, &programs);
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
	for (size_t i = 0; i < program_count; i++) {
		if (find_pair(pairs, count, programs[i]) == NULL)
			good = refuse(programs[i], "is a program without policy");
		free(programs[i]);
	}
	free((void *)programs);
	return good;
}

/* The texts that --policy prints must be true as well: the one is the file, the
 * other permits what the filter of several inputs accepts. */
static bool
prove_texts(const struct policy *policy, const struct pair *pair, const char *dir)
{
	struct permitted shown = {.arch = &x86_64};
	char *file = path_of(dir, pair->name, ".policy"), *text = read_policy(file), *name;
	bool good = true;
	size_t paths;

	if (strcmp(text, policy->text) != 0)
		good = refuse(pair->name, "the text linked in is not %s", file);
	if (asprintf(&name, "%s, text linked in", pair->several_name) < 0)
		die("prove", "out of memory");
	if (policy->text_several != NULL) {
		permit(&shown, name, policy->text_several);
		good &= proves(name, policy->several.code, policy->several.count, &shown, &paths);
	}
	free(name);
	free(text);
	free(file);
	return good;
}

static bool
prove_embedded(const struct policy *policy, const struct pair *pair, const char *dir)
{
	const struct filter *one = &policy->one, *several = &policy->several;
	bool good = prove_texts(policy, pair, dir);

	good &= prove(pair->name, one->code, one->count, &pair->one);
	if (several->count != 0)
		good &= prove(pair->several_name, several->code, several->count, &pair->several);
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
	bool good = true;

	if (policy_count != count)
		good = refuse(dir, "has %zu policies, and %zu are linked in", count, policy_count);
	for (size_t i = 0; i < count; i++) {
		const struct policy *policy = find_policy(pairs[i].name);

		if (policy == NULL)
			good = refuse(pairs[i].name, "is not linked in");
		else
			good &= prove_embedded(policy, &pairs[i], dir);
	}
	return good;
}

static bool
prove_folders(const char *policy_dir, const char *program_dir)
{
	struct pair *pairs;
	size_t count = load_policies(policy_dir, &pairs);
	bool good = program_dir != NULL ? prove_folder(pairs, count, program_dir)
	                                : prove_all_embedded(pairs, count, policy_dir);

	for (size_t i = 0; i < count; i++) {
		free(pairs[i].name);
		free(pairs[i].several_name);
	}
	free(pairs);
	return good;
}

static bool
prove_pinned(const char *policy_dir)
{
	struct pair *pairs;
	size_t count = load_policies(policy_dir, &pairs), alternatives = 0;
	bool good = true;

	for (size_t i = 0; i < count; i++) {
		alternatives += pairs[i].one.count + pairs[i].several.count;
		good &= pins(pairs[i].name, &pairs[i].one);
		good &= pins(pairs[i].several_name, &pairs[i].several);
		free(pairs[i].name);
		free(pairs[i].several_name);
	}
	free(pairs);
	if (good)
		printf("%zu alternatives pin every descriptor, flag and null pointer to the values "
		       "that a policy may have\n",
		    alternatives);
	return good;
}

int
main(int argc, char **argv)
{
	bool good;

	if (argc >= 4 && strcmp(argv[1], "--one") == 0)
		good = prove_one(argv + 2);
	else if (argc == 3 && strcmp(argv[1], "--embedded") == 0)
		good = prove_folders(argv[2], NULL);
	else if (argc == 3 && strcmp(argv[1], "--pinned") == 0)
		good = prove_pinned(argv[2]);
	else if (argc == 3 && argv[1][0] != '-')
		good = prove_folders(argv[1], argv[2]);
	else
		die("usage", "prove POLICY_DIR PROGRAM_DIR | prove --embedded POLICY_DIR | "
		             "prove --pinned POLICY_DIR | prove --one PROGRAM POLICY...");
	if (fflush(stdout) != 0)
		die("standard output", "%s", strerror(errno));
	return good ? 0 : 1;
}
