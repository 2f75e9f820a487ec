/* --help and --version in the form of GNU: options in one column, what they do in another;
 * the first line of --version ends in the number. */
#include "core/before/help.h"

#include <ctype.h>
#include <string.h>
#include <unistd.h>

#include "core/before/option.h"
#include "core/before/print.h"

enum { COLUMN = 27 };

static void
spaces(size_t n)
{
	while (n-- > 0)
		print(" ");
}

/* "  -w, --wrap=COLS", then each line of its help in the second column. */
static void
option_lines(const struct opt *o)
{
	const char *text = o->help, *end;
	size_t used = 6;

	if (o->letter)
		print("  -%c", o->letter);
	else
		print("    ");
	print(o->letter && *o->name ? ", " : "  ");
	if (*o->name) {
		print("--%s", o->name);
		used += 2 + strlen(o->name);
	}
	if (*o->value) {
		const char *form = o->arg == OPT_OPTIONAL ? "[=%s]" : *o->name ? "=%s" : "%s";
		print(form, o->value);
		used += strlen(o->value) + strlen(form) - 2;
	}
	for (;;) {
		if (used + 2 > COLUMN) {
			print("\n");
			used = 0;
		}
		spaces(COLUMN - used);
		end = strchr(text, '\n');
		if (!end)
			break;
		while (text < end)
			print("%c", *text++);
		text++;
		print("\n");
		used = 0;
	}
	print("%s\n", text);
}

void
help_applet(const struct spelling *s)
{
	const struct applet_name *n = s->name;
	const struct opt *o;

	print("Usage: %s %s\n%c%s.\n\n", s->word, n->usage, toupper(n->summary[0]), n->summary + 1);
	for (size_t i = 0; (o = option_at(n->options, i)); i++)
		if (*o->help)
			option_lines(o);
	if (n->notes)
		print("\n%s\n", n->notes);
	print("\nFull page: man pillbox-%s\n", n->name);
	print_end();
	_exit(0);
}

void
help_version(const struct spelling *s)
{
	print("%s (pillbox) %s\n", s->name->name, VERSION);
	print("License MIT. There is no warranty, to the extent permitted by law.\n");
	print_end();
	_exit(0);
}
