/* Parses options as getopt_long of glibc does, with the same diagnostics (those of musl are
 * other ones): clusters, attached and separate arguments, unique abbreviations of long
 * names, operands anywhere, "--", POSIXLY_CORRECT. Or as xxd does. */
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
		size_t n = strlen(o->name);

		if (!n || strncmp(o->name, word, len) != 0 || used + n + 6 > sizeof(list))
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
		if (!*o->name || strncmp(o->name, word, len) != 0)
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

/* ---- tables of words ------------------------------------------------------ */

/* The option that a word begins with: the longest name, else a letter. *length is that of what
 * was found. */
static const struct opt *
find_word(const struct spelling *s, const char *word, size_t *length)
{
	const struct opt *found = NULL, *o;

	*length = 0;
	for (size_t i = 0; (o = option_at(s->name->options, i)); i++) {
		size_t n = strlen(o->name);

		if (n && strncmp(word, o->name, n) != 0)
			n = 0;
		if (!n && o->letter == *word)
			n = 1;
		if (n > *length) {
			found = o;
			*length = n;
		}
	}
	return found;
}

/* After two dashes there is a name, as elsewhere, or a letter with nothing but a number. */
static bool
is_long(const char *arg)
{
	return arg[1] == '-' && arg[2] && arg[3] && !strchr("0123456789+-", arg[3]);
}

/* Handles the word *args, of which `length` bytes are that option. Returns the last argument
 * that it used. */
static char **
word_found(
    const struct spelling *s, const struct opt *o, const char *word, size_t length, char **args)
{
	const char *value = NULL;

	if (o->arg == OPT_REQUIRED) {
		const char *rest = word + length;

		if (length > 1 && *rest == '=')
			value = rest + 1;
		else if (length == 1 && *rest)
			value = rest;
		else
			value = *++args;
		if (!value && length > 1)
			fail_usage("option '--%s' requires an argument", o->name);
		if (!value)
			fail_usage("option requires an argument -- '%c'", *word);
	}
	handle_option(s, o, value);
	return args;
}

static char **
word_option(const struct spelling *s, char **args)
{
	const bool two = args[0][1] == '-';
	const char *word = *args + 1 + two;
	size_t length;
	const struct opt *o = find_word(s, word, &length);

	if (is_long(*args))
		return long_option(s, args);
	if (o)
		return word_found(s, o, word, length, args);
	if (two)
		fail_usage("unrecognized option '%o'", *args);
	fail_usage("invalid option -- '%o'", (char[]){*word, '\0'});
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
		} else if (s->name->option_words && strcmp(*args, "--") != 0) {
			args = word_option(s, args);
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
