/* What pillbox prints under its own name: usage, lists, help, version. */
#include "core/box/box.h"

#include <string.h>

#include "core/before/help.h"
#include "core/before/print.h"
#include "core/box/check.h"
#include "core/box/confine/confine.h"
#include "core/box/install.h"
#include "core/box/policy.h"
#include "core/status.h"
#include "core/table.h"

/* What --version calls it. */
#ifndef NAME
#define NAME "pillbox"
#endif

static void
print_names(void)
{
	struct spelling s = {0};

	while (table_next(&s))
		print("%s\n", s.word);
}

static void
print_summaries(void)
{
	struct spelling s = {0};

	while (table_next(&s))
		print("%s\t%s\n", s.word, s.name->summary);
}

static void
usage(void)
{
	print("Usage: pillbox APPLET [ARGUMENT]...\n"
	      "   or: APPLET [ARGUMENT]...    by a link of that name\n"
	      "   or: pillbox --list | --list-full | --check | --version\n"
	      "   or: pillbox --help [APPLET] | --policy [NAME] | --policy --bpf NAME\n"
	      "   or: pillbox --install [-c] [-s] [-f] [DIR]\n"
	      "   or: pillbox confine [OPTION]... COMMAND [ARGUMENT]...\n"
	      "Unix filters that seal themselves before they read: after that they can only\n"
	      "read their inputs and write their output.\n");
}

static void
help(void)
{
	usage();
	print("\n"
	      "  --list                   print the names of the applets\n"
	      "  --list-full              print the names and what each applet does\n"
	      "  -h, --help [APPLET]      display this help, or the applet's, and exit;\n"
	      "                           so does 'pillbox help'\n"
	      "  -V, --version            output version information and exit\n"
	      "  --policy [NAME]          print all policies, those of an applet, or one of them\n"
	      "  --policy --bpf NAME      write the filter of an applet or policy in the kernel's\n"
	      "                           form; NAME+feed is its filter for several inputs\n"
	      "  --check                  test each layer of the seal and each policy on this\n"
	      "                           kernel; exit with 0 if all mandatory ones hold\n"
	      "  --install [-c] [-s] [-f] [DIR]\n"
	      "                           make a link to this file for each applet and confine,\n"
	      "                           in DIR or in the folder of this file; -c: copy it there\n"
	      "                           first, and link to the copy; -s: make relative symbolic\n"
	      "                           links; -f: replace other files of these names\n"
	      "  confine                  run a command under a filter; see 'pillbox confine --help'\n"
	      "\n"
	      "Applets:\n");
	print_summaries();
	print("\nFull page: man pillbox\n");
}

int
box_not_found(const char *name)
{
	note("%f: applet not found (pillbox --list)", name);
	return NOT_FOUND;
}

static int
applet_help(const char *name)
{
	struct spelling s;

	if (!table_find(name, &s))
		return box_not_found(name);
	help_applet(&s);
}

/* The option that a word stands for: other common spellings are accepted. */
static const char *
meant_by(const char *word)
{
	if (strcmp(word, "-h") == 0 || strcmp(word, "help") == 0)
		return "--help";
	if (strcmp(word, "-V") == 0)
		return "--version";
	return word;
}

int
box_run(char **args)
{
	const char *word = args[0] ? meant_by(args[0]) : NULL;

	if (!word) {
		usage();
	} else if (strcmp(word, "confine") == 0) {
		return confine(word, args + 1);
	} else if (word[0] != '-') {
		return box_not_found(word);
	} else if (strcmp(word, "--install") == 0) {
		return box_install(args + 1);
	} else if (strcmp(word, "--help") == 0 && args[1] && !args[2]) {
		return applet_help(args[1]);
	} else if (strcmp(word, "--policy") == 0) {
		return box_policy(args + 1);
	} else if (args[1]) {
		fail_usage("unrecognized use of '%o'", args[0]);
	} else if (strcmp(word, "--check") == 0) {
		return box_check();
	} else if (strcmp(word, "--list") == 0) {
		print_names();
	} else if (strcmp(word, "--list-full") == 0) {
		print_summaries();
	} else if (strcmp(word, "--help") == 0) {
		help();
	} else if (strcmp(word, "--version") == 0) {
		print(NAME " %s\nLicense MIT. There is no warranty, to the extent permitted by "
		           "law.\n",
		    VERSION);
	} else {
		fail_usage("unrecognized option '%o'", word);
	}
	print_end();
	return 0;
}
