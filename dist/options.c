/* Prints the names and options of all applets, from the tables that the product is made of:
 * for completions and packages. A line each, in fields between tabs:
 *
 *	applet  NAME  SUMMARY
 *	alias   ALIAS  NAME
 *	command NAME  SUMMARY           a command of the box
 *	option  NAME  LETTER  LONG  none|required|optional  VALUE  HELP
 *
 * An empty field is "-". It is linked with the tables alone: what they refer to is left
 * undefined, and never called. */
#include <stdio.h>

#include "core/before/option.h"
#include "core/box/confine/request.h"
#include "core/table.h"

static const char *
or_dash(const char *text)
{
	return *text ? text : "-";
}

static void
print_option(const char *name, const struct opt *o)
{
	static const char *const args[] = {
	    [OPT_NONE] = "none", [OPT_REQUIRED] = "required", [OPT_OPTIONAL] = "optional"};

	printf("option\t%s\t%c\t%s\t%s\t%s\t", name, o->letter ? o->letter : '-', or_dash(o->name),
	    args[o->arg], or_dash(o->value));
	for (const char *p = o->help; *p; p++)
		putchar(*p == '\n' ? ' ' : *p);
	putchar('\n');
}

static void
print_options(const char *name, const struct opt *table)
{
	const struct opt *o;

	for (size_t i = 0; (o = option_at(table, i)); i++)
		if (*o->help)
			print_option(name, o);
}

int
main(void)
{
	struct spelling s = {0};

	while (table_next(&s)) {
		const char *name = s.name->name;

		if (s.called.alias) {
			printf("alias\t%s\t%s\n", s.word, name);
			continue;
		}
		printf("applet\t%s\t%s\n", name, s.name->summary);
		print_options(name, s.name->options);
	}
	printf("command\tconfine\trun a command under a filter\n");
	print_options("confine", confine_options);
	return fflush(stdout) != 0 || ferror(stdout);
}
