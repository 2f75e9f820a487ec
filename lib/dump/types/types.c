/* Lays out and prints lines of types, field by field. Every field of a line is as wide as the
 * line of the widest type demands: the blanks that a line has too few are shared by its
 * fields, from the last to the first. In a short last block fields that lack all their bytes
 * are left out. */
#include "lib/dump/types/types.h"

#include <string.h>

#include "lib/ascii.h"
#include "lib/dump/types/quick.h"
#include "lib/number/digits.h"
#include "lib/number/shortest.h"
#include "lib/unset.h"

enum {
	FIELD_MAX = 48, /* columns of a field that is written at once */
	FIELD_ROOM = FIELD_MAX + SHORTEST_MAX,
	NUMBER_MAX = 16,
};

/* ---- text ------------------------------------------------------------------------ */

static void
put_address(const struct offsets *o, struct sink *s, uint64_t offset)
{
	enum { MOST = 24 };
	UNSET char room[2 * MOST];
	char *const end = room + MOST;
	const char *first = digits_put(end, offset, o->radix ? o->radix : 8, o->width, false);

	memcpy(sink_room(s, MOST), first, MOST);
	s->at += end - first;
}

void
offsets_put(const struct offsets *o, struct sink *s, uint64_t offset, char after)
{
	if (o->radix) {
		put_address(o, s, offset);
		offset += o->label;
	}
	if (o->labelled) {
		sink_write(s, o->radix ? " (" : "(", o->radix ? 2 : 1);
		put_address(o, s, offset);
		sink_write(s, ")", 1);
	}
	if (after && (o->radix || o->labelled))
		sink_byte(s, (uint8_t)after);
}

/* ---- fields ---------------------------------------------------------------------- */

static char *
put_named(char *end, uint8_t c)
{
	static const char names[] =
	    "nulsohstxetxeotenqackbel bs ht nl vt ff cr so sidledc1dc2dc3dc4"
	    "naksynetbcan emsubesc fs gs rs us sp";
	const char *name = names + 3 * (size_t)c;

	if (c > ' ' && c < 0x7F) {
		*--end = (char)c;
		return end;
	}
	if (c == 0x7F)
		name = "del";
	return memcpy(end - 3, name, 3);
}

static char *
put_character(char *end, uint8_t c)
{
	char letter = '0';

	if (ascii_is_printable((char)c)) {
		*--end = (char)c;
		return end;
	}
	if (c)
		letter = ascii_escape_letter((char)c);
	if (!letter)
		return digits_put(end, c, 8, 3, false);
	*--end = letter;
	*--end = '\\';
	return end;
}

static char *
put_signed(char *end, uint64_t v, unsigned size)
{
	const uint64_t sign = UINT64_C(1) << (8 * size - 1);

	if (!(v & sign))
		return digits_put(end, v, 10, 1, false);
	end = digits_put(end, (~v & (sign | (sign - 1))) + 1, 10, 1, false);
	*--end = '-';
	return end;
}

static char *
put_real(char *end, const struct type *t, const uint8_t *p)
{
	static const uint8_t kinds[] = {
	    SHORTEST_HALF, SHORTEST_SINGLE, SHORTEST_DOUBLE, SHORTEST_EXTENDED};
	UNSET char text[SHORTEST_ROOM];
	enum shortest_kind kind = t->kind == TYPE_BFLOAT
	                              ? SHORTEST_BFLOAT
	                              : (enum shortest_kind)kinds[__builtin_ctz(t->size) - 1];
	size_t n = shortest_put(kind, p, text);

	return memcpy(end - n, text, SHORTEST_MAX);
}

/* A number of at most 8 bytes. */
static uint64_t
load_number(const uint8_t *p, unsigned size)
{
	uint64_t v = 0;

	switch (size) {
	case 1:
		return *p;
	case 2:
		memcpy(&v, p, 2);
		return v;
	case 4:
		memcpy(&v, p, 4);
		return v;
	default:
		memcpy(&v, p, 8);
		return v;
	}
}

/* Writes the field of the number at p right before end, and returns where it begins. What
 * follows, up to SHORTEST_MAX bytes, may be overwritten. */
static char *
put_field(char *end, const struct type *t, const uint8_t *p)
{
	const uint64_t v = load_number(p, t->size);

	switch ((enum type_kind)t->kind) {
	case TYPE_SIGNED:
		return put_signed(end, v, t->size);
	case TYPE_UNSIGNED:
		return digits_put(end, v, 10, 1, false);
	case TYPE_OCTAL:
		return digits_put(end, v, 8, t->width, false);
	case TYPE_HEX:
		return digits_put(end, v, 16, t->width, false);
	case TYPE_REAL:
	case TYPE_BFLOAT:
		return put_real(end, t, p);
	case TYPE_CHARACTER:
		return put_character(end, *p);
	case TYPE_NAMED:
		return put_named(end, *p & 0x7F);
	}
	return end;
}

/* ---- lines ------------------------------------------------------------------------- */

static void
put_fields(const struct types *types, const struct type *t, struct sink *s, const uint8_t *p,
    size_t missing)
{
	const uint64_t all = types->format.block / t->size;
	const bool even = t->pad % all == 0;
	uint64_t width = t->width + t->pad / all;
	uint8_t swapped[NUMBER_MAX];
	UNSET char room[FIELD_ROOM];
	char *const end = room + FIELD_MAX;

	for (uint64_t left = all; left > missing; left--, p += t->size) {
		const uint8_t *number = p;
		char *first;
		size_t n;

		if (!even)
			width =
			    t->width + types_pad(types, t, left) - types_pad(types, t, left - 1);
		if (types->swap && t->size > 1) {
			for (unsigned i = 0; i < t->size; i++)
				swapped[i] = p[t->size - 1 - i];
			number = swapped;
		}
		if (width <= FIELD_MAX) {
			uint8_t *out = sink_room(s, FIELD_ROOM);

			memset(out, ' ', FIELD_MAX);
			put_field((char *)out + width, t, number);
			s->at = out + width;
			continue;
		}
		first = put_field(end, t, number);
		n = (size_t)(end - first);
		sink_fill(s, ' ', width > n ? (size_t)width - n : 0);
		sink_write(s, first, n);
	}
}

static void
put_text(const struct types *types, const struct type *t, struct sink *s, const uint8_t *p,
    size_t n, size_t missing)
{
	sink_fill(s, ' ', (size_t)(missing * t->width + types_pad(types, t, missing)));
	sink_write(s, "  >", 3);
	for (size_t i = 0; i < n; i++) {
		sink_byte(s, ascii_is_printable((char)p[i]) ? p[i] : '.');
	}
	sink_write(s, "<", 1);
}

/* Prints n bytes, at most a block; zeros follow them. */
static void
put_block(const struct types *types, struct sink *s, const uint8_t *p, size_t n, uint64_t offset)
{
	const struct offsets *o = &types->offsets;

	for (size_t i = 0; i < types->count; i++) {
		const struct type *t = &types->list[i];
		const size_t missing = (types->format.block - n) / t->size;

		if (i)
			sink_fill(s, ' ', o->width);
		else
			offsets_put(o, s, offset, '\0');
		put_fields(types, t, s, p, missing);
		if (t->text)
			put_text(types, t, s, p, n, missing);
		sink_byte(s, '\n');
	}
}

static void
types_print(const struct format *f, struct sink *s, const uint8_t *p, size_t n, uint64_t offset)
{
	const struct types *types = (const struct types *)f;
	size_t at = 0;

	if (types->quick)
		at = quick_print(types, s, p, n - n % f->block, offset);
	for (; at < n; at += f->block)
		put_block(types, s, p + at, n - at < f->block ? n - at : f->block, offset + at);
}

static void
types_print_marked(const struct format *f, struct sink *s, const uint8_t *p, uint64_t offset,
    uint32_t same, uint32_t stars)
{
	const struct types *types = (const struct types *)f;

	if (quick_print_marked(types, s, p, offset, same, stars))
		return;
	for (unsigned i = 0; i < DUMP_MARKED; i++, p += f->block, offset += f->block) {
		if (!(same >> i & 1))
			put_block(types, s, p, f->block, offset);
		else if (stars >> i & 1)
			sink_write(s, "*\n", 2);
	}
}

void
types_begin(struct types *types, struct quick *quick)
{
	types->quick = quick;
	types->format.print = types_print;
	types->format.print_marked = NULL;
	if (!quick)
		return;
	quick_begin(quick, types);
	if (quick_marks(quick))
		types->format.print_marked = types_print_marked;
}

uint32_t
types_unit(const struct types *types)
{
	uint32_t most = 1;

	for (size_t i = 0; i < types->count; i++)
		if (most < types->list[i].size)
			most = types->list[i].size;
	return most;
}

void
types_fit(struct types *types, uint32_t block)
{
	uint32_t widest = 0;

	if (!block)
		block = 16;
	types->format.block = block;
	for (size_t i = 0; i < types->count; i++) {
		const struct type *t = &types->list[i];
		const uint32_t width = (t->width + 1U) * (block / t->size);

		if (widest < width)
			widest = width;
	}
	for (size_t i = 0; i < types->count; i++) {
		struct type *t = &types->list[i];

		t->pad = widest - t->width * (block / t->size);
	}
}
