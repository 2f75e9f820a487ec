/* Reads policies and programs as text, strictly: what is not understood wholly is refused. */
#include "policies/tool/prove_read.h"

#include <errno.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define INCLUDE "@include ./"

void
die(const char *subject, const char *format, ...)
{
	va_list args;

	fprintf(stderr, "%s: ", subject);
	va_start(args, format);
	vfprintf(stderr, format, args);
	va_end(args);
	fputc('\n', stderr);
	exit(1);
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
	/* A text has no NUL byte, so this reads the whole file. */
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

/* The first line that is neither blank nor a comment. */
static const char *
first_line(const char *text)
{
	for (;; text += strcspn(text, "\n") + 1) {
		text += strspn(text, " \t\n");
		if (*text != '#' || text[strcspn(text, "\n")] == '\0')
			return text;
	}
}

/* "@include ./NAME": the path of a file NAME in the same folder; to be freed. */
static char *
included_path(const char *file, const char *line, size_t length)
{
	const char *slash = strrchr(file, '/'), *name = line + sizeof(INCLUDE) - 1, *rest;
	size_t name_length = strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789-.");
	char *path;

	rest = name + name_length + strspn(name + name_length, " \t");
	if (rest != line + length && *rest != '#')
		die(file, "includes \"%.*s\", which is no policy beside it",
		    (int)(line + length - name), name);
	if (asprintf(&path, "%.*s%.*s", slash ? (int)(slash + 1 - file) : 0, file, (int)name_length,
	        name) < 0)
		die("prove", "out of memory");
	return path;
}

/* An included file that has an @include too is found by permit(), which refuses the line. */
char *
read_policy(const char *file)
{
	char *text = read_text(file), *path, *included, *whole;
	const char *line = first_line(text);
	size_t length = strcspn(line, "\n");

	if (strncmp(line, INCLUDE, sizeof(INCLUDE) - 1) != 0)
		return text;
	path = included_path(file, line, length);
	included = read_text(path);
	if (asprintf(&whole, "%.*s%s%s", (int)(line - text), text, included,
	        line + length + (line[length] == '\n')) < 0)
		die("prove", "out of memory");
	free(included);
	free(path);
	free(text);
	return whole;
}

/* Parses the line leniently; printed again, the result must be the same bytes. */
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

size_t
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
