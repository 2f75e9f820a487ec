/* The writers of C and of text. Filters that are equal are written once. */
#include "policies/tool/emit.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "policies/tool/array.h"
#include "policies/tool/report.h"

static FILE *
create_file(const char *path)
{
	FILE *f = fopen(path, "w");

	if (!f)
		die("%s: %s", path, strerror(errno));
	return f;
}

static void
close_file(FILE *f, const char *path)
{
	const bool failed = ferror(f);

	if (fclose(f) || failed)
		die("%s: not written whole", path);
}

/* A file whose contents are at *text, *size bytes, when it is closed. */
static FILE *
open_memory(char **text, size_t *size)
{
	FILE *f = open_memstream(text, size);

	if (!f)
		die("%s", strerror(errno));
	return f;
}

static void
print_rule(FILE *f, const struct rule *rule)
{
	fprintf(f, "%s: %s", rule->name, rule->count ? "" : "1");
	for (size_t i = 0; i < rule->count; i++) {
		const char *join = i ? " || " : "";

		for (int n = 0; n < ARGUMENTS; n++) {
			const struct condition *c = &rule->alternatives[i].args[n];

			if (!c->text)
				continue;
			fprintf(f, "%sarg%d == %.*s", join, n, c->length, c->text);
			join = " && ";
		}
	}
	fputc('\n', f);
}

/* ---- C ------------------------------------------------------------------- */

/* Prints a C string: a line of C for each line of the text. '?' is escaped: two of them
 * might begin a trigraph. */
static void
print_string(FILE *f, const char *text, size_t size)
{
	for (size_t i = 0; i < size; i++) {
		if (!i || text[i - 1] == '\n')
			fputs("\n\t    \"", f);
		if (text[i] == '\n')
			fputs("\\n\"", f);
		else if (text[i] == '\t')
			fputs("\\t", f);
		else if (strchr("\"\\?", text[i]))
			fprintf(f, "\\%c", text[i]);
		else
			fputc(text[i], f);
	}
	fputs("\n\t    \"\\0\"\n", f);
}

/* The same for the rules. Returns how many bytes they have. */
static size_t
print_rules_string(FILE *f, const struct source *s)
{
	char *text;
	size_t size;
	FILE *lines = open_memory(&text, &size);

	for (size_t i = 0; i < s->count; i++)
		print_rule(lines, &s->rules[i]);
	if (fclose(lines))
		die("%s", strerror(errno));
	print_string(f, text, size);
	free(text);
	return size;
}

/* The policy's name as part of a C identifier. */
static const char *
identifier(const struct source *s)
{
	static char id[256];

	snprintf(id, sizeof(id), "%s", s->name);
	for (char *c = id; *c; c++)
		if (*c == '-')
			*c = '_';
	return id;
}

static bool
same_program(const struct program *a, const struct program *b)
{
	return a->count == b->count && !memcmp(a->code, b->code, a->count * sizeof(*a->code));
}

/* The filters printed so far, and where each is among all instructions. */
static struct printed {
	const struct program *program;
	size_t at;
} * filters;
static size_t filter_count;

/* Where a filter that is equal to this one is. */
static size_t
place_of(const struct program *p)
{
	size_t i = 0;

	while (!same_program(filters[i].program, p))
		i++;
	return filters[i].at;
}

/* Prints the filter at that place, unless an equal one is printed. Returns the next place. */
static size_t
print_filter(FILE *f, const struct program *p, size_t at)
{
	for (size_t i = 0; i < filter_count; i++)
		if (same_program(filters[i].program, p))
			return at;
	filters = array_grow(filters, filter_count, sizeof(*filters));
	filters[filter_count++] = (struct printed){p, at};
	fprintf(f, "\t/* %zu */\n", at);
	for (size_t i = 0; i < p->count; i++)
		fprintf(f, "\t{0x%02x, %u, %u, 0x%08x},\n", p->code[i].code, p->code[i].jt,
		    p->code[i].jf, p->code[i].k);
	return at + p->count;
}

static void
print_filters(FILE *f, const struct compiled *all, size_t count)
{
	size_t at = 0;

	fputs("\nconst struct sock_filter policy_code[] = {\n", f);
	for (size_t i = 0; i < count; i++) {
		at = print_filter(f, &all[i].one, at);
		if (!all[i].is_single)
			at = print_filter(f, &all[i].several, at);
	}
	fputs("};\n", f);
}

/* Prints all texts to f, and all policies to another file, which name the texts' places. */
static void
print_policies(FILE *f, FILE *policies, const struct compiled *all, size_t count)
{
	size_t at = 0;

	fputs("\nconst char policy_texts[] =", f);
	for (size_t i = 0; i < count; i++) {
		const struct compiled *c = &all[i];

		fprintf(policies, "\nconst struct policy policy_%s = {\n\t.name = \"%s\",\n",
		    identifier(&c->source), c->source.name);
		fprintf(policies, "\t.text = %zu,\n\t.one = {%zu, %zu},\n", at, place_of(&c->one),
		    c->one.count);
		print_string(f, c->source.text, c->source.size);
		at += c->source.size + 1;
		if (!c->is_single) {
			fprintf(policies, "\t.text_several = %zu,\n\t.several = {%zu, %zu},\n", at,
			    place_of(&c->several), c->several.count);
			at += print_rules_string(f, &c->united) + 1;
		}
		fputs("};\n", policies);
	}
	fputs("\t;\n", f);
}

static void
print_machine(FILE *f, const struct machine *m)
{
	fputs("\nstatic const struct call_name calls[] = {\n", f);
	for (size_t i = 0; i < m->count; i++)
		fprintf(f, "\t{\"%s\", %u},\n", m->calls[i].name, m->calls[i].number);
	fprintf(f, "};\n\nconst struct machine policy_machine = {\"%s\", 0x%08x, calls, %zu};\n",
	    m->name, m->token, m->count);
}

void
emit_c(const char *path, const struct compiled *all, size_t count, const struct machine *m)
{
	FILE *f = create_file(path);
	char *text;
	size_t size;
	FILE *policies = open_memory(&text, &size);

	fprintf(f, "/* The policies, compiled for %s by policies/tool/compile.c. */\n", m->name);
	fputs("#include \"core/policy.h\"\n", f);
	print_filters(f, all, count);
	print_policies(f, policies, all, count);
	if (fclose(policies))
		die("%s", strerror(errno));
	fwrite(text, 1, size, f);
	free(text);
	fputs("\nconst struct policy *const policies[] = {\n", f);
	for (size_t i = 0; i < count; i++)
		fprintf(f, "\t&policy_%s,\n", identifier(&all[i].source));
	fprintf(f, "};\n\nconst size_t policy_count = %zu;\n", count);
	print_machine(f, m);
	close_file(f, path);
}

/* ---- text ---------------------------------------------------------------- */

/* Where emit_drain() writes. */
static FILE *listing;

static void
emit_drain(struct text *t)
{
	fwrite(t->buf, 1, t->len, listing);
	t->len = 0;
}

static void
print_program(FILE *f, const struct program *p, const struct machine *m)
{
	char buf[4096];
	struct text t = {.buf = buf, .cap = sizeof(buf), .drain = emit_drain};

	listing = f;
	disassemble(&t, p->code, p->count, m);
	emit_drain(&t);
}

static void
print_file(const char *path, const char *name, const char *inputs, const struct source *s,
    const struct program *p, const struct machine *m)
{
	FILE *f = create_file(path);

	fprintf(f, "# %s for %s, %s\n", name, inputs, m->name);
	for (size_t i = 0; i < s->count; i++) {
		fputs("# ", f);
		print_rule(f, &s->rules[i]);
	}
	fputs("# (instruction 0 is for speed: see prepend_arg_load() in policies/tool/program.c)\n",
	    f);
	print_program(f, p, m);
	close_file(f, path);
}

/* Makes the path a symbolic link to a file in the same folder. */
static void
link_to(const char *path, const char *file)
{
	if ((unlink(path) && errno != ENOENT) || symlink(file, path))
		die("%s: %s", path, strerror(errno));
}

/* Writes NAME and suffix + ".bpf" for one of the policy's two programs, whose rules are s. */
static void
emit_file(const char *folder, const struct source *policy, const char *suffix, const char *inputs,
    const struct source *s, const struct program *p, const struct machine *m)
{
	const bool is_own = !policy->included || policy->count > policy->included->count;
	const char *name = is_own ? policy->name : policy->included->name;
	char *path, *file, *link;

	if (asprintf(&file, "%s%s.bpf", name, suffix) < 0 ||
	    asprintf(&path, "%s/%s", folder, file) < 0 ||
	    asprintf(&link, "%s/%s%s.bpf", folder, policy->name, suffix) < 0)
		die("%s", strerror(errno));
	print_file(path, name, inputs, s, p, m);
	if (!is_own)
		link_to(link, file);
	free(link);
	free(path);
	free(file);
}

void
emit_text(const char *folder, const struct compiled *c, const struct machine *m)
{
	if (mkdir(folder, 0777) && errno != EEXIST)
		die("%s: %s", folder, strerror(errno));
	emit_file(folder, &c->source, "", "none or one input", &c->source, &c->one, m);
	if (!c->is_single)
		emit_file(
		    folder, &c->source, "+feed", "several inputs", &c->united, &c->several, m);
}
