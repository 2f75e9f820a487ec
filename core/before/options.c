/* Parses options as getopt_long of glibc does, with the same diagnostics (those of musl are
 * other ones): clusters, attached and separate arguments, unique abbreviations of long
 * names, operands anywhere, "--", POSIXLY_CORRECT. */
#include "core/before/options.h"

#include <string.h>

#include "core/before/help.h"
#include "core/before/option.h"

static void
handle_option(const struct spelling *s, const struct opt *o, const char *value)
{
	if (o->id == OPT_HELP)
		help_applet(s);
	else if (o->id == OPT_VERSION)
		help_version(s);
	else
		s->folder->applet->option(o->id ? o->id : (unsigned char)o->letter, value);
}

/* Whether an abbreviation of both is not ambiguous. */
static bool
same_meaning(const struct opt *a, const struct opt *b)
{
	return a->id && a->id == b->id && a->arg == b->arg;
}

_Noreturn static void
ambiguous(const struct spelling *s, const char *word, size_t len)
{
	char list[512];
	size_t used = 0;
	const struct opt *o;

	for (size_t i = 0; (o = option_at(s->name->options, i)); i++) {
		size_t n = o->name ? strlen(o->name) : 0;
		if (!o->name || strncmp(o->name, word, len) != 0 || used + n + 6 > sizeof(list))
			continue;
		memcpy(list + used, " '--", 4);
		memcpy(list + used + 4, o->name, n);
		list[used + 4 + n] = '\'';
		used += n + 5;
	}
	list[used] = '\0';
	fail_usage("option '--%o' is ambiguous; possibilities:%s", word, list);
}

/* The option that the word names or abbreviates, up to its "=". */
static const struct opt *
find_long(const struct spelling *s, const char *word)
{
	const struct opt *found = NULL, *o;
	size_t len = strcspn(word, "=");
	bool unclear = false;

	for (size_t i = 0; (o = option_at(s->name->options, i)); i++) {
		if (!o->name || strncmp(o->name, word, len) != 0)
			continue;
		if (o->name[len] == '\0')
			return o;
		if (found && !same_meaning(found, o))
			unclear = true;
		found = found ? found : o;
	}
	if (unclear)
		ambiguous(s, word, len);
	if (!found)
		fail_usage("unrecognized option '--%o'", word);
	return found;
}

/* Handles the long option *args. Returns the last argument that it used. */
static char **
long_option(const struct spelling *s, char **args)
{
	const char *word = *args + 2;
	const char *value = strchr(word, '=');
	const struct opt *o = find_long(s, word);

	if (value)
		value++;
	if (value && o->arg == OPT_NONE)
		fail_usage("option '--%s' doesn't allow an argument", o->name);
	if (!value && o->arg == OPT_REQUIRED) {
		value = *++args;
		if (!value)
			fail_usage("option '--%s' requires an argument", o->name);
	}
	handle_option(s, o, value);
	return args;
}

static const struct opt *
find_letter(const struct spelling *s, char letter)
{
	const struct opt *o;

	for (size_t i = 0; (o = option_at(s->name->options, i)); i++)
		if (o->letter == letter)
			return o;
	fail_usage("invalid option -- '%o'", (char[]){letter, '\0'});
}

/* Handles the cluster of short options *args. Returns the last argument that it used. */
static char **
short_options(const struct spelling *s, char **args)
{
	for (const char *p = *args + 1; *p; p++) {
		const struct opt *o = find_letter(s, *p);
		const char *value = NULL;

		if (o->arg != OPT_NONE && p[1])
			value = p + 1;
		else if (o->arg == OPT_REQUIRED && !(value = *++args))
			fail_usage("option requires an argument -- '%c'", *p);
		handle_option(s, o, value);
		if (value)
			break;
	}
	return args;
}

size_t
options_parse(const struct spelling *s, char **args)
{
	char **operands = args;
	size_t count = 0;
	bool posix = s->name->operands_end_options || posixly_correct();
	bool rest = false; /* all that follows are operands */

	for (; *args; args++) {
		if (rest || args[0][0] != '-' || args[0][1] == '\0') {
			operands[count++] = *args;
			rest = rest || posix;
		} else if (args[0][1] != '-') {
			args = short_options(s, args);
		} else if (args[0][2]) {
			args = long_option(s, args);
		} else {
			rest = true;
		}
	}
	operands[count] = NULL;
	return count;
}
