/* Each line becomes a text of units, one for each run of fields that are equally wide. */
#include "lib/dump/types/quick.h"

#include <string.h>

#include "lib/dump/program/program.h"
#include "lib/number/digits.h"

enum { ADDRESS_DIGITS = 8, BYTES_LEAST = 4096, BLOCK = 16, MARKED_BYTES = DUMP_MARKED * BLOCK };

/* A text in the making. */
struct writer {
	char *at, *end;
	bool full;
};

static void
put_text(struct writer *w, const char *text)
{
	while (*text && w->at + 1 < w->end)
		*w->at++ = *text++;
	*w->at = '\0';
	w->full = w->full || *text;
}

static void
put_number(struct writer *w, uint64_t n, unsigned radix)
{
	char room[DIGITS_DECIMAL_MAX + 4], *const end = room + sizeof(room) - 1;

	*end = '\0';
	put_text(w, digits_put(end, n, radix, 1, false));
}

/* ---- lines --------------------------------------------------------------------- */

/* The conversion of a field, but for its width; NULL if there is none. */
static const char *
conversion_of(const struct types *types, const struct type *t)
{
	if (types->swap && t->size > 1)
		return NULL;
	switch ((enum type_kind)t->kind) {
	case TYPE_SIGNED:
		return "d";
	case TYPE_UNSIGNED:
		return "u";
	case TYPE_OCTAL:
		return "o";
	case TYPE_HEX:
		return "x";
	case TYPE_CHARACTER:
		return "_c";
	case TYPE_REAL:
	case TYPE_BFLOAT:
	case TYPE_NAMED:
		break;
	}
	return NULL;
}

/* `times` fields of that width. */
static void
put_unit(
    struct writer *w, const struct type *t, const char *conversion, uint64_t times, uint64_t width)
{
	put_number(w, times, 10);
	put_text(w, "/");
	put_number(w, t->size, 10);
	put_text(w, " \"%");
	put_number(w, width, 10);
	if (t->kind == TYPE_OCTAL || t->kind == TYPE_HEX) {
		put_text(w, ".");
		put_number(w, t->width, 10);
	}
	put_text(w, conversion);
	put_text(w, "\" ");
}

static void
put_fields(
    struct writer *w, const struct types *types, const struct type *t, const char *conversion)
{
	uint64_t left = types->format.block / t->size, times = 0, last = 0;

	for (; left; left--, times++) {
		const uint64_t width =
		    t->width + types_pad(types, t, left) - types_pad(types, t, left - 1);

		if (times && width != last) {
			put_unit(w, t, conversion, times, last);
			times = 0;
		}
		last = width;
	}
	put_unit(w, t, conversion, times, last);
}

/* The digits of the offset that do not change, and those that do. */
static void
put_offset(struct writer *w, const struct quick *q, const struct offsets *o, uint64_t window)
{
	put_text(w, "\"");
	if (q->base) {
		put_number(w, q->base / window, o->radix);
		put_text(w, "%08_a");
	} else {
		put_text(w, "%0");
		put_number(w, q->digits, 10);
		put_text(w, "_a");
	}
	put_text(w, o->radix == 8 ? "o\" " : o->radix == 10 ? "d\" " : "x\" ");
}

static void
put_blanks(struct writer *w, unsigned n)
{
	put_text(w, "\"");
	while (n--)
		put_text(w, " ");
	put_text(w, "\" ");
}

/* ---- programs -------------------------------------------------------------------- */

static uint64_t
power(uint64_t radix, unsigned n)
{
	uint64_t v = 1;

	while (n--)
		v *= radix;
	return v;
}

/* Sets which offsets the program is for. */
static uint64_t
set_window(struct quick *q, const struct offsets *o, uint64_t offset)
{
	const uint64_t window = o->radix ? power(o->radix, ADDRESS_DIGITS) : 0;

	q->base = q->from = 0;
	q->to = UINT64_MAX;
	if (!o->radix)
		return 0;
	q->base = offset / window * window;
	q->from = q->base;
	q->to = q->base > UINT64_MAX - window ? UINT64_MAX : q->base + window;
	for (q->digits = o->width; q->digits < ADDRESS_DIGITS; q->digits++) {
		const uint64_t limit = power(o->radix, q->digits);

		if (offset < limit) {
			q->to = limit;
			break;
		}
		if (!q->base)
			q->from = limit;
	}
	return window;
}

static bool
add_line(struct quick *q, const struct types *types, const struct type *t, uint64_t window,
    struct source *sources, size_t *count)
{
	const char *conversion = conversion_of(types, t);
	struct writer w = {q->texts[*count], q->texts[*count] + QUICK_TEXT, false};
	char *begin = w.at;

	if (!conversion)
		return false;
	if (t > types->list)
		put_blanks(&w, types->offsets.width);
	else if (types->offsets.radix)
		put_offset(&w, q, &types->offsets, window);
	put_fields(&w, types, t, conversion);
	if (t->text) {
		sources[(*count)++] =
		    (struct source){.text = begin, .length = (size_t)(w.at - begin)};
		begin = w.at = q->texts[*count];
		w.end = begin + QUICK_TEXT;
		put_text(&w, "\"  >\" ");
		put_number(&w, types->format.block, 10);
		put_text(&w, "/1 \"%_p\" \"<\"");
	}
	put_text(&w, " \"\\n\"");
	sources[(*count)++] = (struct source){.text = begin, .length = (size_t)(w.at - begin)};
	return !w.full;
}

static bool
make_program(struct quick *q, const struct types *types, uint64_t offset)
{
	struct source sources[2 * QUICK_LINES];
	const uint64_t window = set_window(q, &types->offsets, offset);
	struct arena arena = {q->arena, q->arena + sizeof(q->arena)};
	const struct program *program;
	size_t count = 0;

	if (types->count > QUICK_LINES || types->format.block > QUICK_BLOCK_MAX ||
	    types->offsets.labelled)
		return false;
	for (size_t i = 0; i < types->count; i++)
		if (!add_line(q, types, &types->list[i], window, sources, &count))
			return false;
	memset(q->arena, 0, sizeof(q->arena));
	q->formats.quick = true;
	q->formats.level = q->level;
	if (!formats_compile(&q->formats, sources, count, false, &arena) ||
	    q->formats.block != types->format.block)
		return false;
	q->print = q->formats.list[0];
	program = (const struct program *)q->print;
	return program->lanes || program->worst;
}

/* ---- canned lines ------------------------------------------------------------------- */

/* The kind of the types' lines, or CANNED_ALL if they are not canned. */
static enum canned_kind
canned_kind_of(const struct types *types, enum cpu_level level)
{
	static const struct {
		uint8_t kind, size, canned;
	} kinds[] = {
	    {TYPE_HEX, 1, CANNED_OD_X1},
	    {TYPE_HEX, 2, CANNED_OD_X2},
	    {TYPE_OCTAL, 1, CANNED_OD_O1},
	    {TYPE_OCTAL, 2, CANNED_OD_O2},
	    {TYPE_CHARACTER, 1, CANNED_OD_C},
	    {TYPE_SIGNED, 8, CANNED_OD_D8},
	    {TYPE_UNSIGNED, 8, CANNED_OD_U8},
	    {TYPE_SIGNED, 4, CANNED_OD_D4},
	    {TYPE_UNSIGNED, 4, CANNED_OD_U4},
	    {TYPE_SIGNED, 2, CANNED_OD_D2},
	    {TYPE_UNSIGNED, 2, CANNED_OD_U2},
	};
	const struct type *t = types->list;
	const struct offsets *o = &types->offsets;

	if (types->count != 1 || types->format.block != BLOCK || t->text ||
	    (types->swap && t->size > 1) || o->labelled || (o->radix != 8 && o->radix != 16))
		return CANNED_ALL;
	for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++)
		if (kinds[i].kind == t->kind && kinds[i].size == t->size &&
		    (kinds[i].canned < CANNED_OD_D8 || level == CPU_AVX512))
			return (enum canned_kind)kinds[i].canned;
	return CANNED_ALL;
}

void
quick_begin(struct quick *q, const struct types *types)
{
	q->kind = canned_kind_of(types, q->level);
}

/* Only the lines of plain C need tables: they are made where it pays. */
static const struct format *
canned_lines_of(struct quick *q, const struct offsets *o, uint64_t end)
{
	if (q->kind == CANNED_ALL || end >= CANNED_OD_END)
		return NULL;
	if (!q->is_canned_ready)
		canned_init_od(&q->canned, q->kind, o->radix, o->width, q->level);
	q->is_canned_ready = true;
	return &q->canned.format;
}

bool
quick_marks(const struct quick *q)
{
	return q->kind != CANNED_ALL && q->level != CPU_PLAIN;
}

bool
quick_print_marked(const struct types *types, struct sink *s, const uint8_t *p, uint64_t offset,
    uint32_t same, uint32_t stars)
{
	const struct format *canned =
	    canned_lines_of(types->quick, &types->offsets, offset + MARKED_BYTES);

	if (canned)
		canned->print_marked(canned, s, p, offset, same, stars);
	return canned;
}

/* ---- all ------------------------------------------------------------------------------ */

size_t
quick_print(const struct types *types, struct sink *s, const uint8_t *p, size_t n, uint64_t offset)
{
	struct quick *q = types->quick;
	const size_t block = types->format.block;
	const struct format *canned;
	size_t at = 0;

	if (n < BYTES_LEAST && !quick_marks(q))
		return 0;
	canned = canned_lines_of(q, &types->offsets, offset + n);
	if (canned && n) {
		canned->print(canned, s, p, n, offset);
		return n;
	}
	if (n < BYTES_LEAST)
		return 0;
	for (size_t part; at < n; at += part) {
		const uint64_t begin = offset + at;

		if (begin < q->from || begin >= q->to)
			q->unsuitable = q->unsuitable || !make_program(q, types, begin);
		if (q->unsuitable)
			break;
		part = n - at;
		if (q->to - begin < part)
			part = (size_t)((q->to - begin + block - 1) / block * block);
		q->print->print(q->print, s, p + at, part, begin - q->base);
	}
	return at;
}
