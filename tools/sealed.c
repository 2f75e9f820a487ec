/* sealed PAGES OBJECT... - what runs behind the seal is known, function by function:
 * walks the relocations of the build's objects from where a sealed run begins, and
 * exits with 1 and the way that leads there where something comes up that is not
 * on the short lists below. Every reference counts as a call. It needs a section
 * for each function (-ffunction-sections), and says what it saw on stdout.
 *
 * On the way it makes sure that there is no policy but those that the code names: of each
 * mode that was compiled, some applet or the core answers with it.
 *
 * Into PAGES it writes, for core/layout.ld, the sections of all functions that it came
 * to. They stand apart from all other code, which no sealed run calls.
 *
 * - From the run() of every applet, and what the core calls sealed: engines,
 *   lib/ and core/after/, of the applet's own file what run() needs, and of libc memcpy
 *   and its kin.
 * - Engines and lib/ are closed: whole objects that refer to themselves, to lib/, to
 *   the applet's other engines and to those few functions of libc.
 * - core/after/ is behind the seal: each of its functions is reached, but for those
 *   named NAME_setup, which keep a value for later and refer to no function; and
 *   nothing of core/ besides is reached. */
#include <elf.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/applet.h"

/* All of libc that sealed code may use: they look at memory alone. The compiler
 * calls them by itself, and the stack protector ends in an invalid instruction. */
static const char *const outside[] = {
    "memchr", "memcmp", "memcpy", "memmove", "memset", "__stack_chk_fail"};

/* The linker's own: the addresses of functions stand there, each of which has a
 * relocation of its own. */
static const char got[] = "_GLOBAL_OFFSET_TABLE_";

/* The last step of the seal, which calls run() or what the feeder does; and what
 * pillbox --check has it call. */
static const char *const roots[] = {"enter_applet", "enter_feeder", "enter_told", "feed",
    "probe_tell", "probe_nothing", "probe_forbidden"};

/* Of core/after/settings.c, asked on both sides of the seal. */
static const char *const known[] = {"called_as", "cpu_level", "utf8_locale"};

#define IS_IN(name, list) is_in(name, list, sizeof(list) / sizeof(*(list)))

/* BENCH: what stands in for core/after/filter.o, in a program that is only timed. */
enum kind { APPLET, ENGINE, LIB, AFTER, BENCH, OTHER };

struct node {
	const struct node *from; /* what referred to it first; NULL: a root */
	bool reached;
};

struct object {
	char *path; /* below build/obj, without .o: "applets/wc/count" */
	enum kind kind;
	const unsigned char *bytes;
	size_t size;
	const Elf64_Shdr *sections;
	size_t section_count;
	const Elf64_Sym *symbols;
	size_t symbol_count;
	const char *names;  /* of symbols */
	struct node *nodes; /* one for each section */
};

static struct object *objects;
static size_t object_count;
static unsigned wrongs, reached_functions;
static bool used_outside[sizeof(outside) / sizeof(*outside)];

static void __attribute__((format(printf, 1, 2))) wrong(const char *format, ...)
{
	va_list list;

	wrongs++;
	va_start(list, format);
	vfprintf(stderr, format, list);
	va_end(list);
	fputc('\n', stderr);
}

_Noreturn static void
die(const char *path, const char *what)
{
	fprintf(stderr, "sealed: %s: %s\n", path, what);
	exit(1);
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
begins(const char *text, const char *with)
{
	return strncmp(text, with, strlen(with)) == 0;
}

/* ---- objects --------------------------------------------------------------- */

static const void *
at(const struct object *o, uint64_t offset, uint64_t size)
{
	if (offset > o->size || size > o->size - offset)
		die(o->path, "is cut off");
	return o->bytes + offset;
}

static const char *
section_name(const struct object *o, size_t section)
{
	const Elf64_Ehdr *header = (const void *)o->bytes;
	const Elf64_Shdr *strings = &o->sections[header->e_shstrndx];

	return at(o, strings->sh_offset + o->sections[section].sh_name, 1);
}

/* applets/NAME/NAME has the hooks of both sides, its neighbours are engines. */
static enum kind
kind_of(const char *path)
{
	const char *folder = path + strlen("applets/"), *slash;

	if (begins(path, "core/after/"))
		return AFTER;
	if (begins(path, "bench/"))
		return BENCH;
	if (begins(path, "lib/"))
		return LIB;
	if (!begins(path, "applets/") || !(slash = strchr(folder, '/')))
		return OTHER;
	return strncmp(folder, slash + 1, (size_t)(slash - folder)) == 0 &&
	               strlen(slash + 1) == (size_t)(slash - folder)
	           ? APPLET
	           : ENGINE;
}

static void
name_object(struct object *o, const char *path)
{
	const char *inside = strstr(path, "obj/");

	o->path = strdup(inside ? inside + 4 : path);
	if (!o->path)
		die(path, "out of memory");
	if (strlen(o->path) > 2)
		o->path[strlen(o->path) - 2] = '\0';
	o->kind = kind_of(o->path);
}

static void
load(struct object *o, const char *path)
{
	const int fd = open(path, O_RDONLY | O_CLOEXEC);
	const Elf64_Ehdr *header;
	struct stat st;

	name_object(o, path);
	if (fd < 0 || fstat(fd, &st) != 0)
		die(path, "cannot be read");
	o->size = (size_t)st.st_size;
	o->bytes = mmap(NULL, o->size, PROT_READ, MAP_PRIVATE, fd, 0);
	close(fd);
	if (o->bytes == MAP_FAILED)
		die(path, "cannot be mapped");
	header = at(o, 0, sizeof(*header));
	if (memcmp(header->e_ident, ELFMAG, SELFMAG) != 0 ||
	    header->e_ident[EI_CLASS] != ELFCLASS64 || header->e_type != ET_REL)
		die(path, "is no object of 64 bits");
	o->section_count = header->e_shnum;
	o->sections = at(o, header->e_shoff, o->section_count * sizeof(Elf64_Shdr));
	o->nodes = calloc(o->section_count, sizeof(*o->nodes));
	if (!o->nodes)
		die(path, "out of memory");
	for (size_t i = 0; i < o->section_count; i++) {
		const Elf64_Shdr *s = &o->sections[i];
		if (s->sh_type != SHT_SYMTAB)
			continue;
		o->symbols = at(o, s->sh_offset, s->sh_size);
		o->symbol_count = s->sh_size / sizeof(Elf64_Sym);
		o->names = at(o, o->sections[s->sh_link].sh_offset, 1);
	}
}

static const char *
symbol_name(const struct object *o, const Elf64_Sym *symbol)
{
	return o->names + symbol->st_name;
}

static bool
is_global(const Elf64_Sym *symbol)
{
	return ELF64_ST_BIND(symbol->st_info) != STB_LOCAL;
}

static bool
is_code(const struct object *o, size_t section)
{
	return o->sections[section].sh_flags & SHF_EXECINSTR;
}

/* Where a name is defined; NULL: nowhere in the product's own objects. */
static const Elf64_Sym *
find(const char *name, struct object **object)
{
	for (*object = objects; *object < objects + object_count; ++*object)
		for (size_t i = 1; i < (*object)->symbol_count; i++) {
			const Elf64_Sym *s = &(*object)->symbols[i];
			if (is_global(s) && s->st_shndx != SHN_UNDEF &&
			    strcmp(symbol_name(*object, s), name) == 0)
				return s;
		}
	return NULL;
}

/* ---- the walk --------------------------------------------------------------- */

/* ".text.run" is run, ".data.rel.ro.local.options" the whole of that. */
static const char *
short_name(const struct object *o, size_t section)
{
	const char *name = section_name(o, section);

	return begins(name, ".text.") ? name + 6 : name;
}

static void
print_way(const struct node *node)
{
	for (; node; node = node->from)
		for (const struct object *o = objects; o < objects + object_count; o++)
			if (node >= o->nodes && node < o->nodes + o->section_count)
				fprintf(stderr, "\treferred to by %s.o: %s\n", o->path,
				    short_name(o, (size_t)(node - o->nodes)));
}

static void reach(struct object *o, size_t section, const struct node *from);

static void
reach_name(const char *name, const struct node *from)
{
	struct object *o;
	const Elf64_Sym *symbol = find(name, &o);

	if (symbol && symbol->st_shndx < o->section_count) {
		reach(o, symbol->st_shndx, from);
		return;
	}
	for (size_t i = 0; i < sizeof(outside) / sizeof(*outside); i++)
		if (strcmp(outside[i], name) == 0) {
			used_outside[i] = true;
			return;
		}
	wrong("%s: sealed code may not refer to it", name);
	print_way(from);
}

static void
follow(struct object *o, const Elf64_Rela *r, const struct node *from)
{
	const Elf64_Sym *symbol = &o->symbols[ELF64_R_SYM(r->r_info)];

	if (symbol->st_shndx == SHN_UNDEF)
		reach_name(symbol_name(o, symbol), from);
	else if (symbol->st_shndx < o->section_count)
		reach(o, symbol->st_shndx, from);
}

static void
reach(struct object *o, size_t section, const struct node *from)
{
	struct node *node = &o->nodes[section];

	if (node->reached)
		return;
	*node = (struct node){.from = from, .reached = true};
	if (o->kind == OTHER) {
		wrong("%s.o: %s is of before the seal; sealed code may not refer to it", o->path,
		    short_name(o, section));
		print_way(from);
		return;
	}
	reached_functions += is_code(o, section);
	for (size_t i = 0; i < o->section_count; i++) {
		const Elf64_Shdr *s = &o->sections[i];
		const Elf64_Rela *r;

		if (s->sh_type != SHT_RELA || s->sh_info != section)
			continue;
		r = at(o, s->sh_offset, s->sh_size);
		for (size_t n = 0; n < s->sh_size / sizeof(*r); n++)
			follow(o, &r[n], node);
	}
}

/* The run() that stands in applet_NAME, wherever that lies. */
static void
reach_run(struct object *o, const Elf64_Sym *applet)
{
	const uint64_t place = applet->st_value + offsetof(struct applet, run);

	for (size_t i = 0; i < o->section_count; i++) {
		const Elf64_Shdr *s = &o->sections[i];
		const Elf64_Rela *r;

		if (s->sh_type != SHT_RELA || s->sh_info != applet->st_shndx)
			continue;
		r = at(o, s->sh_offset, s->sh_size);
		for (size_t n = 0; n < s->sh_size / sizeof(*r); n++)
			if (r[n].r_offset == place) {
				follow(o, &r[n], NULL);
				return;
			}
	}
	wrong("%s.o: %s has no run()", o->path, symbol_name(o, applet));
}

/* Returns how many applets there are. */
static unsigned
walk(void)
{
	unsigned applets = 0;

	for (struct object *o = objects; o < objects + object_count; o++)
		for (size_t i = 1; o->kind == APPLET && i < o->symbol_count; i++) {
			const Elf64_Sym *s = &o->symbols[i];
			if (s->st_shndx == SHN_UNDEF || !is_global(s) ||
			    !begins(symbol_name(o, s), "applet_"))
				continue;
			reach_run(o, s);
			applets++;
		}
	for (size_t i = 0; i < sizeof(roots) / sizeof(*roots); i++)
		reach_name(roots[i], NULL);
	return applets;
}

/* ---- whole objects ------------------------------------------------------------ */

/* Whether they are of one applet, or of one family of engines: applets/wc, lib/dump. */
static bool
same_room(const struct object *a, const struct object *b)
{
	const size_t house = strcspn(a->path, "/") + 1;
	const size_t length = house + strcspn(a->path + house, "/") + 1;

	return strncmp(a->path, b->path, length) == 0;
}

/* Nothing is reached out for, reached from run() or not. */
static void
check_closed(const struct object *o)
{
	for (size_t i = 1; i < o->symbol_count; i++) {
		const Elf64_Sym *s = &o->symbols[i];
		const char *name = symbol_name(o, s);
		struct object *there;

		if (s->st_shndx != SHN_UNDEF || IS_IN(name, outside) || strcmp(name, got) == 0)
			continue;
		if (!find(name, &there))
			wrong("%s: %s.o may not refer to it", name, o->path);
		else if (there->kind != LIB && !(there->kind == ENGINE && same_room(o, there)))
			wrong("%s: %s.o may not refer to it, of %s.o", name, o->path, there->path);
	}
}

static bool
is_setup(const char *name)
{
	const size_t length = strlen(name), end = strlen("_setup");

	return length > end && strcmp(name + length - end, "_setup") == 0;
}

/* A function of core/after/ that no sealed run comes to. */
static void
check_setup(struct object *o, size_t section)
{
	const char *name = short_name(o, section);

	if (IS_IN(name, known))
		return;
	if (!is_setup(name)) {
		wrong("%s.o: %s is not called by sealed code, and no NAME_setup", o->path, name);
		return;
	}
	for (size_t i = 0; i < o->section_count; i++) {
		const Elf64_Shdr *s = &o->sections[i];
		const Elf64_Rela *r;

		if (s->sh_type != SHT_RELA || s->sh_info != section)
			continue;
		r = at(o, s->sh_offset, s->sh_size);
		for (size_t n = 0; n < s->sh_size / sizeof(*r); n++) {
			const Elf64_Sym *to = &o->symbols[ELF64_R_SYM(r[n].r_info)];
			if (to->st_shndx >= o->section_count || to->st_shndx == SHN_UNDEF ||
			    is_code(o, to->st_shndx))
				wrong("%s.o: %s refers to a function", o->path, name);
		}
	}
}

static void
check_after(struct object *o)
{
	for (size_t i = 1; i < o->section_count; i++)
		if (is_code(o, i) && o->sections[i].sh_size > 0 && !o->nodes[i].reached)
			check_setup(o, i);
}

/* That the stack is guarded at all: tests/guards_test.sh says where. */
static void
check_guards(void)
{
	for (size_t i = 0; i < sizeof(outside) / sizeof(*outside); i++)
		if (strcmp(outside[i], "__stack_chk_fail") == 0 && !used_outside[i])
			wrong("no sealed function guards its stack: -fstack-protector-strong");
}

/* Without a section of its own a function would hide what it refers to. */
static void
check_sections(const struct object *o)
{
	for (size_t i = 1; i < o->section_count; i++)
		if (is_code(o, i) && o->sections[i].sh_size > 0 &&
		    strcmp(section_name(o, i), ".text") == 0)
			wrong("%s.o: has functions in no sections of their own", o->path);
}

/* ---- policies ------------------------------------------------------------------- */

static bool
is_named(const char *name)
{
	for (const struct object *o = objects; o < objects + object_count; o++)
		for (size_t i = 1; i < o->symbol_count; i++)
			if (o->symbols[i].st_shndx == SHN_UNDEF &&
			    strcmp(symbol_name(o, &o->symbols[i]), name) == 0)
				return true;
	return false;
}

/* policies/NAME-MODE.policy is policy_NAME_MODE. */
static void
check_policies(const struct object *filters)
{
	static const char prefix[] = "policy_";

	for (size_t i = 1; i < filters->symbol_count; i++) {
		const Elf64_Sym *s = &filters->symbols[i];
		const char *name = symbol_name(filters, s);
		char mode[64];

		if (!is_global(s) || !begins(name, prefix) || is_named(name))
			continue;
		snprintf(mode, sizeof(mode), "%s", name + strlen(prefix));
		for (char *c = mode; *c; c++)
			if (*c == '_')
				*c = '-';
		wrong("policies/%s.policy: no applet answers with it", mode);
	}
}

/* ---- pages -------------------------------------------------------------------- */

/* The order of code in memory: what only some processors run, the applets and the
 * families of engines in lib/, the large ones first, then what every run needs. It lies
 * next to what runs before the seal, so that a start touches few pages. */
struct place {
	const struct object *object;
	bool vector;
	size_t size; /* of all code of the applet or family, 0 for what every run needs */
};

static size_t
code_size(const struct object *o)
{
	size_t size = 0;

	for (size_t i = 1; i < o->section_count; i++)
		if (o->nodes[i].reached && is_code(o, i))
			size += o->sections[i].sh_size;
	return size;
}

/* Every run may have to say something. */
static bool
is_common(const struct object *o)
{
	return begins(o->path, "core/") || begins(o->path, "lib/text/") ||
	       begins(o->path, "lib/utf8/");
}

static struct place
place_of(const struct object *o)
{
	struct place p = {.object = o};

	p.vector = strstr(o->path, "_avx2") || strstr(o->path, "_avx512");
	for (size_t i = 0; i < object_count && !is_common(o); i++)
		if (same_room(o, &objects[i]))
			p.size += code_size(&objects[i]);
	return p;
}

static int
compare_places(const void *a, const void *b)
{
	const struct place *p = a, *q = b;

	if (p->vector != q->vector)
		return p->vector ? -1 : 1;
	if (p->size != q->size)
		return p->size < q->size ? 1 : -1;
	return p->object < q->object ? -1 : p->object > q->object;
}

/* One that no file has any more would else be left out in silence. */
static void
write_section(FILE *pages, const char *file, const char *suffix, const char *section)
{
	fprintf(pages, "sealed = .;\nKEEP(*/%s%s(%s))\n", file, suffix, section);
	fprintf(pages, "ASSERT(. > sealed, \"%s: %s is sealed, but not linked as such\");\n", file,
	    section);
}

static void
write_sections(FILE *pages, const struct object *o)
{
	for (size_t i = 1; i < o->section_count; i++)
		if (o->nodes[i].reached && is_code(o, i))
			write_section(pages, o->path, ".o", section_name(o, i));
}

static void
write_pages(const char *path)
{
	struct place *places = calloc(object_count, sizeof(*places));
	FILE *pages = fopen(path, "we");

	if (!places || !pages)
		die(path, "cannot be written");
	for (size_t i = 0; i < object_count; i++)
		places[i] = place_of(&objects[i]);
	qsort(places, object_count, sizeof(*places), compare_places);
	for (size_t i = 0; i < object_count; i++)
		write_sections(pages, places[i].object);
	for (size_t i = 0; i < sizeof(outside) / sizeof(*outside); i++) {
		char file[64], section[64];
		snprintf(file, sizeof(file), "libc.a:%s", outside[i]);
		/* In assembly it is .text alone. */
		snprintf(section, sizeof(section), ".text .text.%s", outside[i]);
		if (used_outside[i])
			write_section(pages, file, ".*", section);
	}
	if (fclose(pages) != 0)
		die(path, "cannot be written");
	free(places);
}

int
main(int argc, char **argv)
{
	unsigned applets, closed = 0;

	objects = calloc((size_t)argc, sizeof(*objects));
	if (!objects || argc < 3)
		die("usage", "sealed PAGES OBJECT...");
	for (object_count = 0; argv[object_count + 2]; object_count++)
		load(&objects[object_count], argv[object_count + 2]);
	applets = walk();
	for (struct object *o = objects; o < objects + object_count; o++) {
		if (o->kind == ENGINE || o->kind == LIB) {
			check_closed(o);
			closed++;
		}
		if (o->kind == AFTER)
			check_after(o);
		if (strcmp(o->path, "gen/filters") == 0)
			check_policies(o);
		if (o->kind != OTHER)
			check_sections(o);
	}
	check_guards();
	if (wrongs)
		return 1;
	write_pages(argv[1]);
	printf("%u functions run sealed, of %u applets and the feeder; %u objects of engines and "
	       "lib are closed; of libc:",
	    reached_functions, applets, closed);
	for (size_t i = 0; i < sizeof(outside) / sizeof(*outside); i++)
		if (used_outside[i])
			printf(" %s", outside[i]);
	puts("");
	return 0;
}
