/* sealed PAGES OBJECT... - knows all code that runs sealed, function by function. From where a
 * sealed run begins it follows the relocations of the build's objects; every reference counts
 * as a call. If it gets to anything that the lists below do not allow, it prints the chain of
 * references that leads there, and exits with status 1. Each function must have a section of
 * its own (-ffunction-sections).
 *
 * - A sealed run is the run() of each applet, and what the core does then. It may get to
 *   engines, lib/, core/after/, functions of the applet's own files, and a few of libc, such as
 *   memcpy.
 * - Engines and lib/ are closed: all of an object, called or not, refers only to lib/, to
 *   engines of the same folder, and to these few functions of libc.
 * - core/after/ is the part of the core that runs sealed: each of its functions is called
 *   sealed, or is a NAME_setup, which keeps a value for later and refers to no function.
 * - Each policy is named by some object: there is none that no run is sealed with.
 *
 * Writes to PAGES, for core/layout.ld, the sections of all functions that run sealed, which
 * separates them from all other code. Prints what it has found. */
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/applet.h"
#include "tools/object.h"

/* All of libc that sealed code may use. These functions only access memory. The compiler
 * emits calls of them by itself, and __stack_chk_fail is an invalid instruction. */
static const char *const allowed_libc[] = {
    "memchr", "memcmp", "memcpy", "memmove", "memset", "__stack_chk_fail"};
enum { ALLOWED_LIBC = sizeof(allowed_libc) / sizeof(*allowed_libc) };

/* Variables: the linker's table of addresses (each function that is called by it has a relocation),
 * and what guards the stack, on machines whose registers do not lead to it. */
static const char *const variables[] = {"_GLOBAL_OFFSET_TABLE_", "__stack_chk_guard"};

/* The core's functions that run sealed without being called by a run(): the last step of the
 * seal, which calls run() or the feeder's work; and what pillbox --check calls. */
static const char *const roots[] = {"enter_applet", "enter_feeder", "enter_told", "feed",
    "probe_tell", "probe_nothing", "probe_forbidden"};

/* Functions of core/after/settings.c that the steps before the seal call too. */
static const char *const settings[] = {
    "called_as", "cpu_features", "cpu_level", "utf8_locale"};

#define IS_IN(name, list) is_in(name, list, sizeof(list) / sizeof(*(list)))

enum kind {
	APPLET, /* applets/NAME/NAME and applets/NAME/options: options, and run() */
	ENGINE, /* the other files of the applet */
	LIB,
	AFTER, /* core/after/ */
	BENCH, /* replaces core/after/filter in a program that is only timed */
	OTHER  /* runs before the seal */
};

/* A section of an object. */
struct node {
	const struct node *referrer; /* the first that was found; NULL: where a run begins */
	bool reached;
};

struct unit {
	char *path; /* below build/obj, without .o: "applets/wc/count" */
	enum kind kind;
	struct object object;
	struct node *nodes; /* one for each section */
};

static struct unit *units;
static size_t unit_count;
static unsigned wrong_count, function_count;
static bool used_libc[ALLOWED_LIBC];

static void __attribute__((format(printf, 1, 2))) wrong(const char *format, ...)
{
	va_list list;

	wrong_count++;
	va_start(list, format);
	vfprintf(stderr, format, list);
	va_end(list);
	fputc('\n', stderr);
}

static bool
is_in(const char *name, const char *const *list, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (strcmp(name, list[i]) == 0)
			return true;
	return false;
}

static bool
starts_with(const char *text, const char *start)
{
	return strncmp(text, start, strlen(start)) == 0;
}

static bool
ends_with(const char *text, const char *end)
{
	const size_t length = strlen(text), end_length = strlen(end);

	return length > end_length && strcmp(text + length - end_length, end) == 0;
}

/* ---- the objects ------------------------------------------------------------- */

static enum kind
kind_of(const char *path)
{
	const char *folder = path + strlen("applets/"), *slash;

	if (starts_with(path, "core/after/"))
		return AFTER;
	if (starts_with(path, "bench/"))
		return BENCH;
	if (starts_with(path, "lib/"))
		return LIB;
	if (!starts_with(path, "applets/") || !(slash = strchr(folder, '/')))
		return OTHER;
	if (strcmp(slash, "/options") == 0)
		return APPLET;
	return strncmp(folder, slash + 1, (size_t)(slash - folder)) == 0 &&
	               strlen(slash + 1) == (size_t)(slash - folder)
	           ? APPLET
	           : ENGINE;
}

static void
open_unit(struct unit *u, const char *file)
{
	const char *inside = strstr(file, "obj/");

	u->path = strdup(inside ? inside + strlen("obj/") : file);
	if (!u->path)
		die(file, "out of memory");
	if (ends_with(u->path, ".o"))
		u->path[strlen(u->path) - strlen(".o")] = '\0';
	u->kind = kind_of(u->path);
	object_open(&u->object, file);
	u->nodes = calloc(u->object.section_count, sizeof(*u->nodes));
	if (!u->nodes)
		die(file, "out of memory");
}

/* The object that defines this name; NULL if none of the product's own does. */
static struct unit *
find_unit(const char *name, size_t *section)
{
	for (struct unit *u = units; u < units + unit_count; u++)
		for (size_t i = 1; i < u->object.symbol_count; i++) {
			const Elf64_Sym *s = &u->object.symbols[i];

			if (symbol_is_global(s) && s->st_shndx != SHN_UNDEF &&
			    strcmp(symbol_name(&u->object, s), name) == 0) {
				*section = s->st_shndx;
				return u;
			}
		}
	return NULL;
}

/* ---- what is reached ----------------------------------------------------------- */

/* "run" for the section .text.run; other sections have their whole name. */
static const char *
short_name(const struct unit *u, size_t section)
{
	const char *name = section_name(&u->object, section);

	return starts_with(name, ".text.") ? name + strlen(".text.") : name;
}

static void
print_referrers(const struct node *node)
{
	for (; node; node = node->referrer)
		for (const struct unit *u = units; u < units + unit_count; u++)
			if (node >= u->nodes && node < u->nodes + u->object.section_count)
				fprintf(stderr, "\treferred to by %s.o: %s\n", u->path,
				    short_name(u, (size_t)(node - u->nodes)));
}

/* A section whose relocations are followed. */
struct referrer {
	struct unit *unit;
	const struct node *node;
};

static relocation_visitor follow;

static void
reach(struct unit *u, size_t section, const struct node *referrer)
{
	struct node *node = &u->nodes[section];
	struct referrer self = {u, node};

	if (node->reached)
		return;
	*node = (struct node){.referrer = referrer, .reached = true};
	if (u->kind == OTHER) {
		wrong("%s.o: %s is of before the seal; sealed code may not refer to it", u->path,
		    short_name(u, section));
		print_referrers(referrer);
		return;
	}
	function_count += section_is_code(&u->object, section);
	for_each_relocation(&u->object, section, follow, &self);
}

static void
reach_name(const char *name, const struct node *referrer)
{
	size_t section;
	struct unit *u = find_unit(name, &section);

	if (u && section < u->object.section_count) {
		reach(u, section, referrer);
		return;
	}
	if (IS_IN(name, variables))
		return;
	for (size_t i = 0; i < ALLOWED_LIBC; i++)
		if (strcmp(allowed_libc[i], name) == 0) {
			used_libc[i] = true;
			return;
		}
	wrong("%s: sealed code may not refer to it", name);
	print_referrers(referrer);
}

/* Gets to what a relocation refers to. */
static void
follow(const struct object *o, const Elf64_Rela *r, void *context)
{
	const struct referrer *from = context;
	const Elf64_Sym *symbol = relocation_symbol(o, r);

	if (symbol_is_defined(o, symbol))
		reach(from->unit, symbol->st_shndx, from->node);
	else if (symbol->st_shndx == SHN_UNDEF)
		reach_name(symbol_name(o, symbol), from->node);
}

/* ---- where a sealed run begins --------------------------------------------------- */

struct run_search {
	struct unit *unit;
	uint64_t offset; /* of applet_NAME.run in its section */
	bool found;
};

static void
follow_run(const struct object *o, const Elf64_Rela *r, void *context)
{
	struct run_search *search = context;
	struct referrer none = {search->unit, NULL};

	if (r->r_offset != search->offset)
		return;
	search->found = true;
	follow(o, r, &none);
}

/* Of applet_NAME only run() is called sealed. */
static void
reach_run(struct unit *u, const Elf64_Sym *applet)
{
	struct run_search search = {u, applet->st_value + offsetof(struct applet, run), false};

	for_each_relocation(&u->object, applet->st_shndx, follow_run, &search);
	if (!search.found)
		wrong("%s.o: %s has no run()", u->path, symbol_name(&u->object, applet));
}

/* Returns how many applets there are. */
static unsigned
reach_all(void)
{
	unsigned applets = 0;

	for (struct unit *u = units; u < units + unit_count; u++)
		for (size_t i = 1; u->kind == APPLET && i < u->object.symbol_count; i++) {
			const Elf64_Sym *s = &u->object.symbols[i];

			if (s->st_shndx == SHN_UNDEF || !symbol_is_global(s) ||
			    !starts_with(symbol_name(&u->object, s), "applet_"))
				continue;
			reach_run(u, s);
			applets++;
		}
	for (size_t i = 0; i < sizeof(roots) / sizeof(*roots); i++)
		reach_name(roots[i], NULL);
	return applets;
}

/* ---- checks of whole objects -------------------------------------------------------- */

/* Whether both are in one folder of applets/, or of lib/: applets/wc, lib/dump. */
static bool
same_folder(const struct unit *a, const struct unit *b)
{
	const size_t room = strcspn(a->path, "/") + 1;
	const size_t length = room + strcspn(a->path + room, "/") + 1;

	return strncmp(a->path, b->path, length) == 0;
}

/* An engine, or a part of lib/, may not refer to anything else, reached or not. */
static void
check_closed(const struct unit *u)
{
	for (size_t i = 1; i < u->object.symbol_count; i++) {
		const Elf64_Sym *s = &u->object.symbols[i];
		const char *name = symbol_name(&u->object, s);
		const struct unit *definer;
		size_t section;

		if (s->st_shndx != SHN_UNDEF || IS_IN(name, allowed_libc) || IS_IN(name, variables))
			continue;
		definer = find_unit(name, &section);
		if (!definer)
			wrong("%s: %s.o may not refer to it", name, u->path);
		else if (definer->kind != LIB &&
		         !(definer->kind == ENGINE && same_folder(u, definer)))
			wrong(
			    "%s: %s.o may not refer to it, of %s.o", name, u->path, definer->path);
	}
}

struct setup {
	const struct unit *unit;
	const char *name;
};

static void
check_setup_reference(const struct object *o, const Elf64_Rela *r, void *context)
{
	const struct setup *setup = context;
	const Elf64_Sym *to = relocation_symbol(o, r);

	if (!symbol_is_defined(o, to) || section_is_code(o, to->st_shndx))
		wrong("%s.o: %s refers to a function", setup->unit->path, setup->name);
}

/* A function of core/after/ that no sealed run calls. */
static void
check_setup(const struct unit *u, size_t section)
{
	struct setup setup = {u, short_name(u, section)};

	if (IS_IN(setup.name, settings))
		return;
	if (ends_with(setup.name, "_setup"))
		for_each_relocation(&u->object, section, check_setup_reference, &setup);
	else
		wrong("%s.o: %s is not called by sealed code, and no NAME_setup", u->path,
		    setup.name);
}

static void
check_after(const struct unit *u)
{
	for (size_t i = 1; i < u->object.section_count; i++)
		if (section_is_code(&u->object, i) && !u->nodes[i].reached)
			check_setup(u, i);
}

/* Functions that share a section would be reached all together. */
static void
check_sections(const struct unit *u)
{
	for (size_t i = 1; i < u->object.section_count; i++)
		if (section_is_code(&u->object, i) &&
		    strcmp(section_name(&u->object, i), ".text") == 0)
			wrong("%s.o: has functions in no sections of their own", u->path);
}

static bool
is_referred_to(const char *name)
{
	for (const struct unit *u = units; u < units + unit_count; u++)
		for (size_t i = 1; i < u->object.symbol_count; i++)
			if (u->object.symbols[i].st_shndx == SHN_UNDEF &&
			    strcmp(symbol_name(&u->object, &u->object.symbols[i]), name) == 0)
				return true;
	return false;
}

/* policies/NAME-MODE.policy is policy_NAME_MODE in the compiled filters. */
static void
check_policies(const struct unit *filters)
{
	static const char prefix[] = "policy_";

	for (size_t i = 1; i < filters->object.symbol_count; i++) {
		const Elf64_Sym *s = &filters->object.symbols[i];
		const char *name = symbol_name(&filters->object, s);
		char mode[64];

		if (!symbol_is_global(s) || !starts_with(name, prefix) || is_referred_to(name))
			continue;
		snprintf(mode, sizeof(mode), "%s", name + strlen(prefix));
		for (char *c = mode; *c; c++)
			if (*c == '_')
				*c = '-';
		wrong("policies/%s.policy: no applet answers with it", mode);
	}
}

/* Some function guards its stack; the suites test which ones do. */
static void
check_guards(void)
{
	for (size_t i = 0; i < ALLOWED_LIBC; i++)
		if (strcmp(allowed_libc[i], "__stack_chk_fail") == 0 && !used_libc[i])
			wrong("no sealed function guards its stack: -fstack-protector-strong");
}

/* Returns how many objects are closed. */
static unsigned
check_all(void)
{
	unsigned closed = 0;

	for (const struct unit *u = units; u < units + unit_count; u++) {
		if (u->kind == ENGINE || u->kind == LIB) {
			check_closed(u);
			closed++;
		}
		if (u->kind == AFTER)
			check_after(u);
		if (strcmp(u->path, "gen/filters") == 0)
			check_policies(u);
		if (u->kind != OTHER)
			check_sections(u);
	}
	check_guards();
	return closed;
}

/* ---- the order in memory ------------------------------------------------------------- */

/* First what only some processors run; then the folders of applets and engines, the largest
 * first; then what every run needs. That is next to the code that runs before the seal, so
 * that a start touches few pages. */
struct place {
	const struct unit *unit;
	bool is_vector;
	size_t size; /* of the code of its folder; 0: every run needs it */
};

static size_t
code_size(const struct unit *u)
{
	size_t size = 0;

	for (size_t i = 1; i < u->object.section_count; i++)
		if (u->nodes[i].reached && section_is_code(&u->object, i))
			size += u->object.sections[i].sh_size;
	return size;
}

/* Any run may print a diagnostic. */
static bool
is_common(const struct unit *u)
{
	return starts_with(u->path, "core/") || starts_with(u->path, "lib/text/") ||
	       starts_with(u->path, "lib/utf8/");
}

static struct place
place_of(const struct unit *u)
{
	struct place p = {.unit = u};

	p.is_vector = strstr(u->path, "_avx2") || strstr(u->path, "_avx512") ||
	    ends_with(u->path, "_sha") || ends_with(u->path, "clmul");
	for (size_t i = 0; i < unit_count && !is_common(u); i++)
		if (same_folder(u, &units[i]))
			p.size += code_size(&units[i]);
	return p;
}

static int
compare_places(const void *a, const void *b)
{
	const struct place *p = a, *q = b;

	if (p->is_vector != q->is_vector)
		return p->is_vector ? -1 : 1;
	if (p->size != q->size)
		return p->size < q->size ? 1 : -1;
	return p->unit < q->unit ? -1 : p->unit > q->unit;
}

/* The linker ignores a section that no file has, so it is told to check that there is one. */
static void
write_section(FILE *pages, const char *file, const char *suffix, const char *section)
{
	fprintf(pages, "sealed = .;\nKEEP(*/%s%s(%s))\n", file, suffix, section);
	fprintf(pages, "ASSERT(. > sealed, \"%s: %s is sealed, but not linked as such\");\n", file,
	    section);
}

static void
write_sections(FILE *pages, const struct unit *u)
{
	for (size_t i = 1; i < u->object.section_count; i++)
		if (u->nodes[i].reached && section_is_code(&u->object, i))
			write_section(pages, u->path, ".o", section_name(&u->object, i));
}

static void
write_libc(FILE *pages)
{
	for (size_t i = 0; i < ALLOWED_LIBC; i++) {
		char file[64], section[64];

		snprintf(file, sizeof(file), "libc.a:%s", allowed_libc[i]);
		/* Functions in assembly are in a section .text. */
		snprintf(section, sizeof(section), ".text .text.%s", allowed_libc[i]);
		if (used_libc[i])
			write_section(pages, file, ".*", section);
	}
}

static void
write_pages(const char *path)
{
	struct place *places = calloc(unit_count, sizeof(*places));
	FILE *pages = fopen(path, "we");

	if (!places || !pages)
		die(path, "cannot be written");
	for (size_t i = 0; i < unit_count; i++)
		places[i] = place_of(&units[i]);
	qsort(places, unit_count, sizeof(*places), compare_places);
	for (size_t i = 0; i < unit_count; i++)
		write_sections(pages, places[i].unit);
	write_libc(pages);
	if (fclose(pages) != 0)
		die(path, "cannot be written");
	free(places);
}

int
main(int argc, char **argv)
{
	unsigned applets, closed;

	units = calloc((size_t)argc, sizeof(*units));
	if (!units || argc < 3)
		die("usage", "sealed PAGES OBJECT...");
	for (; argv[unit_count + 2]; unit_count++)
		open_unit(&units[unit_count], argv[unit_count + 2]);
	applets = reach_all();
	closed = check_all();
	if (wrong_count)
		return 1;
	write_pages(argv[1]);
	printf("%u functions run sealed, of %u applets and the feeder; %u objects of engines and "
	       "lib are closed; of libc:",
	    function_count, applets, closed);
	for (size_t i = 0; i < ALLOWED_LIBC; i++)
		if (used_libc[i])
			printf(" %s", allowed_libc[i]);
	puts("");
	return 0;
}
