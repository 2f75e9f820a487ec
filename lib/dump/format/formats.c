/* Compiles the formats of a run, in util-linux's order, so that the same error is reported
 * first: all are split into units, then all conversions are parsed, then the last units are
 * repeated to fill the block, which is known by then. */
#include "lib/dump/format/formats.h"

#include <string.h>

#include "lib/dump/program/program.h"

static bool
fail_at(struct formats *f, const char *text)
{
	f->text = text;
	return false;
}

/* Counts one more. */
static bool
formats_more(struct formats *f)
{
	return f->given++ < FORMATS_MAX || fail_at(f, NULL);
}

static bool
add_canned(struct formats *f, enum canned_kind kind)
{
	struct canned *canned = &f->canned[kind];

	if (!formats_more(f))
		return false;
	if (!(f->ready & 1U << kind))
		canned_init(canned, kind, f->level);
	f->ready |= 1U << kind;
	if (f->block < canned->format.block)
		f->block = (uint32_t)canned->format.block;
	f->list[f->count++] = &canned->format;
	return true;
}

/* Formats of the list without a block yet are programs. */
static struct program *
program_at(const struct formats *f, size_t i)
{
	return f->list[i]->block ? NULL : (struct program *)(uintptr_t)f->list[i];
}

/* Where the units of the next text belong: after those of the text before it, so that one
 * program prints both, or in a new program. NULL if the arena is full. */
static struct units **
next_units(struct formats *f, struct arena *arena)
{
	struct program *p = f->count ? program_at(f, f->count - 1) : NULL;
	struct units **next;

	if (!p) {
		p = arena_take(arena, sizeof(*p));
		if (!p)
			return NULL;
		*p = (struct program){0};
		f->list[f->count++] = &p->format;
	}
	for (next = &p->units; *next; next = &(*next)->next)
		;
	return next;
}

static bool
formats_add_text(struct formats *f, const char *text, struct arena *arena)
{
	struct units *units = arena_take(arena, sizeof(*units)), **next;

	if (!formats_more(f))
		return false;
	next = next_units(f, arena);
	f->fault = (struct format_fault){.message = "format too long", .full = true};
	if (!units || !next)
		return fail_at(f, text);
	f->fault = (struct format_fault){0};
	if (!format_split(units, text, arena, &f->fault))
		return fail_at(f, text);
	*next = units;
	return true;
}

static bool
add_lines(struct formats *f, char *text, size_t length, struct arena *arena)
{
	char *end = text + length, *next;

	for (char *line = text; line < end; line = next) {
		char *newline = memchr(line, '\n', (size_t)(end - line));
		const char *format;

		next = newline ? newline + 1 : end;
		if (newline)
			*newline = '\0';
		format = format_skip_blanks(line);
		if (*format && *format != '#' && !formats_add_text(f, format, arena))
			return false;
	}
	return true;
}

static bool
formats_add_source(struct formats *f, const struct source *source, struct arena *arena)
{
	if (!source->text)
		return add_canned(f, source->kind);
	if (source->lines)
		return add_lines(f, source->text, source->length, arena);
	return formats_add_text(f, source->text, arena);
}

static bool
convert(struct formats *f, struct program *p, bool colour, struct arena *arena)
{
	for (struct units *units = p->units; units; units = units->next) {
		if (!format_convert(units, colour, arena, &f->fault))
			return fail_at(f, units->text);
		if (f->block < units->block)
			f->block = units->block;
	}
	return true;
}

static bool
convert_all(struct formats *f, bool colour, struct arena *arena)
{
	for (size_t i = 0; i < f->count; i++) {
		struct program *p = program_at(f, i);

		if (p && !convert(f, p, colour, arena))
			return false;
	}
	return true;
}

/* Fits the program's formats to the block. Even a short input is a block, so the work and
 * the output for one block are bounded. */
static bool
fit(struct formats *f, struct program *p, uint64_t *prints)
{
	for (struct units *units = p->units; units; units = units->next) {
		format_fit(units, f->block);
		*prints += format_prints(units);
		f->fault.message = "too many conversions in a block {%o}";
		if (*prints > FORMAT_PRINTS_MAX)
			return fail_at(f, units->text);
		f->output += format_output(units, f->block);
		f->fault.message = "bad format {%o}";
		if (f->output > FORMAT_OUTPUT_MAX)
			return fail_at(f, units->text);
	}
	return true;
}

static bool
fit_all(struct formats *f, struct arena *arena)
{
	uint64_t prints = 0;

	f->output = 0;
	for (size_t i = 0; i < f->count; i++) {
		struct program *p = program_at(f, i);

		if (!p) {
			f->output += CANNED_LINE_MAX;
			continue;
		}
		if (!fit(f, p, &prints))
			return false;
		program_fit(p, f->block, f->level, arena);
	}
	return true;
}

bool
formats_compile(
    struct formats *f, const struct source *sources, size_t count, bool colour, struct arena *arena)
{
	_Alignas(ARENA_ALIGNMENT) uint8_t none[1];
	struct arena nothing = {none, none};

	f->count = f->given = 0;
	f->block = 0;
	f->ready = 0;
	for (size_t i = 0; i < count; i++)
		if (!formats_add_source(f, &sources[i], arena))
			return false;
	if (!f->count)
		add_canned(f, f->kind);
	return convert_all(f, colour, arena) && fit_all(f, f->quick ? arena : &nothing);
}

const char *
formats_complaint(const struct formats *f, const char **what)
{
	*what = f->text && *f->fault.what ? f->fault.what : f->text;
	return f->text ? f->fault.message : "too many formats";
}
