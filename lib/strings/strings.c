/* The plain engine of strings, the reference for those with vectors. Each encoding has a
 * scanner, which takes bytes one by one; nothing of it depends on where they are cut. */
#include "lib/strings/strings.h"

#include <string.h>

#include "lib/cpu/inline.h"
#include "lib/cpu/load.h"
#include "lib/cpu/pick.h"
#include "lib/strings/blocks.h"
#include "lib/strings/print.h"
#include "lib/utf8/utf8.h"

/* Classes of bytes. */
enum { CHARACTER_7BIT = 1, CHARACTER_8BIT = 2 };

/* ---- runs of characters ----------------------------------------------------- */

/* Begins to print what is held. */
static void
open_string(struct strings *s, struct strings_scanner *e)
{
	strings_print_start(s, e->start);
	strings_print_characters(s, e, e->held, e->held_size);
	e->open = true;
	e->count = 0;
	e->held_size = 0;
}

static void
end_run(struct strings *s, struct strings_scanner *e)
{
	if (e->open)
		strings_print_end(s);
	e->open = false;
	e->count = 0;
	e->held_size = 0;
}

/* Adds a character of n bytes to the run; its unit began at `offset`. */
static void
add_character(
    struct strings *s, struct strings_scanner *e, const uint8_t *bytes, size_t n, uint64_t offset)
{
	if (e->open && n == 1) {
		sink_byte(s->sink, bytes[0]);
		return;
	}
	if (e->open) {
		strings_print_characters(s, e, bytes, n);
		return;
	}
	if (e->count == 0)
		e->start = offset;
	for (size_t i = 0; i < n; i++)
		e->held[e->held_size++] = bytes[i];
	if (++e->count == s->min)
		open_string(s, e);
}

/* ---- a byte at a time -------------------------------------------------------- */

static bool
is_character(const struct strings *s, const struct strings_scanner *e, uint8_t byte)
{
	return (s->classes[byte] & e->classes) != 0;
}

static void
step_byte(struct strings *s, struct strings_scanner *e, uint8_t byte, uint64_t offset)
{
	if (is_character(s, e, byte))
		add_character(s, e, &byte, 1, offset);
	else
		end_run(s, e);
}

/* A unit that fails leaves only zeros before this byte, and no unit begins with these. */
static void
step_little(struct strings *s, struct strings_scanner *e, uint8_t byte, uint64_t offset)
{
	if (e->unit_size > 0 && byte != 0) {
		end_run(s, e);
		e->unit_size = 0;
	}
	if (e->unit_size > 0) {
		e->unit_size++;
	} else if (is_character(s, e, byte)) {
		e->unit[0] = byte;
		e->unit_size = 1;
	} else {
		end_run(s, e);
	}
	if (e->unit_size == e->width) {
		add_character(s, e, e->unit, 1, offset - e->zeros);
		e->unit_size = 0;
	}
}

/* A unit ends as soon as a byte shows that it is no character, which may be before its
 * last: then another encoding's string may begin with that byte. */
static void
step_big(struct strings *s, struct strings_scanner *e, uint8_t byte, uint64_t offset)
{
	if (e->unit_size < e->zeros && byte == 0) {
		e->unit_size++;
	} else if (e->unit_size == e->zeros && is_character(s, e, byte)) {
		add_character(s, e, &byte, 1, offset - e->zeros);
		e->unit_size = 0;
	} else {
		/* Of too many zeros, the last ones may begin a unit. */
		end_run(s, e);
		e->unit_size = byte == 0 ? e->zeros : 0;
	}
}

static void
step_utf8(struct strings *s, struct strings_scanner *e, uint8_t byte, uint64_t offset)
{
	uint32_t c;
	int length;

	if (e->unit_size > 0) {
		e->unit[e->unit_size++] = byte;
		length = utf8_decode(e->unit, e->unit_size, &c);
		if (length < 0)
			return;
		if (length > 0 && c >= 0xA0)
			add_character(s, e, e->unit, (size_t)length, offset + 1 - e->unit_size);
		else
			end_run(s, e);
		e->unit_size = 0;
		if (length > 0)
			return;
	}
	if (byte >= 0x80) {
		e->unit[0] = byte;
		if (utf8_decode(e->unit, 1, &c) < 0)
			e->unit_size = 1;
		else
			end_run(s, e);
		return;
	}
	step_byte(s, e, byte, offset);
}

INLINE void
step(struct strings *s, struct strings_scanner *e, enum strings_encoding encoding, uint8_t byte,
    uint64_t offset)
{
	switch (encoding) {
	case STRINGS_7BIT:
	case STRINGS_8BIT:
		step_byte(s, e, byte, offset);
		break;
	case STRINGS_UTF8:
		step_utf8(s, e, byte, offset);
		break;
	case STRINGS_BIG16:
	case STRINGS_BIG32:
		step_big(s, e, byte, offset);
		break;
	case STRINGS_LITTLE16:
	case STRINGS_LITTLE32:
		step_little(s, e, byte, offset);
		break;
	}
}

/* The widest first: what ends at a byte comes before what begins to be printed there. */
static void
step_all(struct strings *s, const uint8_t *p, size_t n)
{
	for (size_t i = 0; i < n; i++)
		for (unsigned k = 0; k < s->scanner_count; k++)
			step(s, &s->scanners[k], s->scanners[k].encoding, p[i], s->offset + i);
}

/* ---- bytes that are units: runs at once -------------------------------------- */

/* Whether all 8 bytes are 20 to 7E. Only a byte that is not can cause a borrow or a carry,
 * so none is missed. */
static inline bool
are_printable(const uint8_t *p)
{
	const uint64_t each = 0x0101010101010101, x = load_u64(p);

	return (((x - each * ' ') | x | (x + each)) & each * 0x80) == 0;
}

static const uint8_t *
skip_characters(
    const struct strings *s, const struct strings_scanner *e, const uint8_t *p, const uint8_t *end)
{
	while (p < end) {
		const uint8_t *const stop = end - p < 8 ? end : p + 8;

		if (end - p >= 8 && are_printable(p)) {
			p += 8;
			continue;
		}
		for (; p < stop; p++)
			if (!is_character(s, e, *p))
				return p;
	}
	return p;
}

/* Adds n characters of one byte to the run. */
static void
add_run(struct strings *s, struct strings_scanner *e, const uint8_t *p, size_t n, uint64_t offset)
{
	if (!e->open) {
		if (e->count == 0)
			e->start = offset;
		if (n < s->min - e->count) {
			memcpy(e->held + e->held_size, p, n);
			e->count += (unsigned)n;
			e->held_size += n;
			return;
		}
		open_string(s, e);
	}
	sink_write(s->sink, p, n);
}

static void
add_bytes(struct strings *s, const uint8_t *p, size_t n)
{
	struct strings_scanner *const e = &s->scanners[0];
	const uint8_t *const first = p, *const end = p + n;

	while (p < end) {
		const uint8_t *const run = p;

		p = skip_characters(s, e, run, end);
		if (p > run)
			add_run(s, e, run, (size_t)(p - run), s->offset + (uint64_t)(run - first));
		if (p == end)
			return;
		end_run(s, e);
		while (p < end && !is_character(s, e, *p))
			p++;
	}
}

/* The same for UTF8: what is not ASCII goes byte by byte. */
static void
add_utf8(struct strings *s, const uint8_t *p, size_t n)
{
	struct strings_scanner *const e = &s->scanners[0];
	const uint8_t *const first = p, *const end = p + n;

	while (p < end) {
		const uint8_t *const run = p;

		if (e->unit_size == 0)
			p = skip_characters(s, e, run, end);
		if (p > run)
			add_run(s, e, run, (size_t)(p - run), s->offset + (uint64_t)(run - first));
		if (p == end)
			return;
		step_utf8(s, e, *p, s->offset + (uint64_t)(p - first));
		p++;
	}
}

/* ---- the whole ---------------------------------------------------------------- */

void
strings_look_for(struct strings *s, enum strings_encoding encoding, uint8_t *memory)
{
	const unsigned width = strings_width(encoding);
	unsigned k = s->scanner_count++;

	for (; k > 0 && s->scanners[k - 1].width < width; k--)
		s->scanners[k] = s->scanners[k - 1];
	s->scanners[k] = (struct strings_scanner){
	    .encoding = encoding,
	    .width = (uint8_t)width,
	    .zeros = (uint8_t)(width - 1),
	    .big = encoding == STRINGS_BIG16 || encoding == STRINGS_BIG32,
	    .classes = encoding == STRINGS_8BIT ? CHARACTER_8BIT : CHARACTER_7BIT,
	    .held = memory,
	};
}

void
strings_begin(struct strings *s, enum cpu_level level)
{
	for (unsigned c = 0; c < 256; c++) {
		const bool space = c == '\t' || (s->whitespace && c >= '\t' && c <= '\r');
		const bool ascii = space || (c >= ' ' && c <= '~');

		if (ascii)
			s->classes[c] = CHARACTER_7BIT | CHARACTER_8BIT;
		else
			s->classes[c] = c >= 0x80 ? CHARACTER_8BIT : 0;
	}
	if (s->scanner_count == 1 && s->scanners[0].encoding != STRINGS_UTF8)
		s->blocks = CPU_PICK(level, strings_blocks);
	s->offset = 0;
}

static void
add_piece(struct strings *s, const uint8_t *p, size_t n)
{
	if (s->scanner_count > 1 || s->scanners[0].width > 1)
		step_all(s, p, n);
	else if (s->scanners[0].encoding == STRINGS_UTF8)
		add_utf8(s, p, n);
	else
		add_bytes(s, p, n);
}

/* Bytes that are searched one by one before blocks are tried again. */
enum { STRETCH = 256 };

void
strings_add(struct strings *s, const uint8_t *bytes, size_t n)
{
	while (n > 0) {
		size_t part = 0;

		if (s->blocks && n >= STRINGS_BLOCKS_LEAST && strings_at_rest(&s->scanners[0]))
			part = s->blocks(s, bytes, n);
		if (part == 0) {
			part = s->blocks && n > STRETCH ? STRETCH : n;
			add_piece(s, bytes, part);
		}
		s->offset += part;
		bytes += part;
		n -= part;
	}
}

void
strings_end(struct strings *s)
{
	for (unsigned k = 0; k < s->scanner_count; k++) {
		end_run(s, &s->scanners[k]);
		s->scanners[k].unit_size = 0;
	}
	s->offset = 0;
}
