/* sets FILE...: the sets of confine, policies/sets/NAME.policy in the order of their names, as
 * C: what core/box/confine/sets.h declares. It is confine's own parser that reads them. */
#include "core/box/confine/sets.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/before/fail.h"
#include "core/box/confine/file.h"
#include "core/box/confine/memory.h"

/* In confine's words, without their quotes. */
_Noreturn void
fail_with(int status, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	for (; *format; format++) {
		if (*format != '%')
			fputc(*format, stderr);
		else if (*++format == 'u')
			fprintf(stderr, "%" PRIu64, va_arg(args, uint64_t));
		else if (*format == 'm')
			fputs(strerror(va_arg(args, int)), stderr);
		else
			fputs(va_arg(args, const char *), stderr);
	}
	va_end(args);
	fputc('\n', stderr);
	exit(status);
}

struct bytes
file_read(const char *path)
{
	enum { MOST = 64 << 10 };
	uint8_t *bytes = memory_take(MOST);
	FILE *f = fopen(path, "re");
	size_t size = f ? fread(bytes, 1, MOST, f) : 0;

	if (!f || size == MOST || ferror(f) || fclose(f) != 0) {
		perror(path);
		exit(1);
	}
	return (struct bytes){bytes, size};
}

struct source {
	const char *name;
	int length; /* of the name */
	struct bytes text;
	struct policy_written policy;
};

static struct source
read_source(const char *path)
{
	struct source s = {.name = strrchr(path, '/') + 1, .text = file_read(path)};

	s.length = (int)strcspn(s.name, ".");
	s.policy = policy_parse(path, (const char *)s.text.at, s.text.size);
	return s;
}

/* The first line says what the set is for. */
static void
put_names(const struct source *s)
{
	const char *about = (const char *)s->text.at + strspn((const char *)s->text.at, "# ");

	printf(
	    "    \"%.*s\\0%.*s\\0\"\n", s->length, s->name, (int)strcspn(about, "\n\"\\"), about);
}

static void
put_lines(const struct source *s)
{
	printf("\t{%d, 0, %#" PRIx32 "}, /* %.*s */\n", CALL_NONE, s->policy.otherwise, s->length,
	    s->name);
	for (size_t i = 0; i < s->policy.count; i++) {
		const struct line *l = &s->policy.lines[i];

		printf("\t{%d, %" PRIu32 ", %#" PRIx32 "}, /* %s */\n", l->call, l->count, l->result,
		    call_name(l->call));
	}
}

static void
put_tests(const struct source *s)
{
	for (size_t i = 0; i < s->policy.count; i++)
		for (size_t t = 0; t < s->policy.lines[i].count; t++) {
			const struct prove_test *test = &s->policy.lines[i].tests[t];

			printf("\t{%u, %#" PRIx64 ", %#" PRIx64 "},\n", test->arg, test->mask,
			    test->value);
		}
}

int
main(int count, char **paths)
{
	struct source *sources = memory_take((size_t)count * sizeof(*sources));

	for (int i = 1; i < count; i++)
		sources[i] = read_source(paths[i]);
	puts("#include \"core/box/confine/sets.h\"\n\nconst char set_names[] =");
	for (int i = 1; i < count; i++)
		put_names(&sources[i]);
	puts("    ;\n\nconst struct set_line set_lines[] = {");
	for (int i = 1; i < count; i++)
		put_lines(&sources[i]);
	printf("\t{%d, 0, 0},\n};\n\nconst struct prove_test set_tests[] = {\n", CALL_NONE);
	for (int i = 1; i < count; i++)
		put_tests(&sources[i]);
	puts("};");
	return fflush(stdout) != 0 || ferror(stdout);
}
