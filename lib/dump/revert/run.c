/* Runs of full lines: where each byte is in those that the tools write is known. The rest of
 * such a line is checked, and all others are left to line_read(). */
#include <stdbool.h>
#include <string.h>

#include "lib/cpu/load.h"
#include "lib/dump/revert/line.h"
#include "lib/number/digits.h"

enum { BODY_MAX = 80, HEAD_MAX = 16 };

/* A full line of a kind: an offset, a separator, and the body. */
static const struct frame {
	size_t digits; /* of the offset, at least */
	char separator[4];
	size_t len; /* of the body; after it only the line's end may come */
	/* 'h' is any digit, '.' any character but a newline, else it is itself. */
	char body[BODY_MAX];
	uint8_t bytes[RUN_BYTES]; /* where the digits of each stand in it */
} frames[LINE_UNREADABLE] = {
    [LINE_DEFAULT] = {7, " ", 39, "hhhh hhhh hhhh hhhh hhhh hhhh hhhh hhhh",
#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
        {2, 0, 7, 5, 12, 10, 17, 15, 22, 20, 27, 25, 32, 30, 37, 35}},
#else
        {0, 2, 5, 7, 10, 12, 15, 17, 20, 22, 25, 27, 30, 32, 35, 37}},
#endif
    [LINE_CANONICAL] = {8, "  ", 68,
        "hh hh hh hh hh hh hh hh  hh hh hh hh hh hh hh hh  |................|",
        {0, 3, 6, 9, 12, 15, 18, 21, 25, 28, 31, 34, 37, 40, 43, 46}},
    [LINE_XXD] = {8, ": ", 57, "hhhh hhhh hhhh hhhh hhhh hhhh hhhh hhhh  ................",
        {0, 2, 5, 7, 10, 12, 15, 17, 20, 22, 25, 27, 30, 32, 35, 37}},
};

/* The beginning of a line, 8 to 16 bytes, as two words that may overlap. The last digit but
 * one, which counts the lines, is masked out and compared apart: loading a word just after
 * a store into it would stall. */
struct head {
	size_t digits, len;
	uint64_t first, first_mask, last, last_mask;
};

/* False for offsets from 2^56 on: they are not read in runs. */
static bool
make_head(struct head *h, const struct frame *f, uint64_t offset)
{
	size_t separator = f->separator[1] ? 2 : 1;
	uint8_t text[HEAD_MAX], mask[HEAD_MAX];

	h->digits = digits_hex(offset);
	if (h->digits < f->digits)
		h->digits = f->digits;
	h->len = h->digits + separator;
	if (h->len > HEAD_MAX)
		return false;
	digits_put((char *)text + h->digits, offset, 16, h->digits, false);
	memcpy(text + h->digits, f->separator, separator);
	memset(mask, 0xFF, sizeof(mask));
	mask[h->digits - 2] = 0;
	h->first_mask = load_u64(mask);
	h->first = load_u64(text) & h->first_mask;
	h->last_mask = load_u64(mask + h->len - 8);
	h->last = load_u64(text + h->len - 8) & h->last_mask;
	return true;
}

static bool
has_head(const uint8_t *p, const struct head *h, uint64_t offset)
{
	return (load_u64(p) & h->first_mask) == h->first &&
	       (load_u64(p + h->len - 8) & h->last_mask) == h->last &&
	       p[h->digits - 2] == (uint8_t)digits_of_case(false)[offset >> 4 & 15];
}

/* Whether all of the body but its digits is at p, where BODY_MAX bytes can be read. One
 * loop without branches, so that the compiler makes vectors of it. */
static bool
has_frame(const uint8_t *p, const struct frame *f)
{
	uint8_t wrong = 0;

	for (size_t i = 0; i < BODY_MAX; i++) {
		uint8_t is = p[i], must = (uint8_t)f->body[i];
		bool free = must == 'h' || must == 0;

		wrong |= must == '.' ? is == '\n' : !free && is != must;
	}
	return !wrong;
}

/* The digits, of either case, are first gathered, so that this becomes vectors too. */
static bool
read_digits(uint8_t *out, const uint8_t *p, const struct frame *f)
{
	uint8_t text[2 * RUN_BYTES], wrong = 0;

	for (size_t i = 0; i < RUN_BYTES; i++)
		memcpy(text + 2 * i, p + f->bytes[i], 2);
	for (size_t i = 0; i < sizeof(text); i++) {
		uint8_t digit = (uint8_t)(text[i] - '0');
		uint8_t letter = (uint8_t)((text[i] | ('a' ^ 'A')) - 'a');

		wrong |= digit > 9 && letter > 5;
		text[i] = digit > 9 ? letter + 10 : digit;
	}
	for (size_t i = 0; i < RUN_BYTES; i++)
		out[i] = (uint8_t)(text[2 * i] << 4 | text[2 * i + 1]);
	return !wrong && has_frame(p, f);
}

/* Whether the 16 characters at p show these bytes. If not, the groups of an xxd dump may be
 * little-endian. */
static bool
has_text(const uint8_t *p, const uint8_t *bytes)
{
	uint8_t wrong = 0;

	for (size_t i = 0; i < RUN_BYTES; i++)
		wrong |= p[i] ^ line_shown(bytes[i]);
	return !wrong;
}

/* The length of the line's end, LF or CR LF; 0 if there is none. */
static size_t
line_end(const uint8_t *p)
{
	if (p[0] == '\n')
		return 1;
	return p[0] == '\r' && p[1] == '\n' ? 2 : 0;
}

size_t
line_run(enum line_kind kind, uint64_t offset, const uint8_t *p, size_t n, size_t max, uint8_t *out,
    size_t *len)
{
	const struct frame *f = &frames[kind];
	struct head head;
	size_t at = 0, lines = 0;

	*len = 0;
	if (!f->len || !make_head(&head, f, offset))
		return 0;
	while (lines < max && n - at >= HEAD_MAX + BODY_MAX) {
		size_t end = at + head.len + f->len;
		size_t more = line_end(p + end);

		if (!more || !has_head(p + at, &head, offset) ||
		    !read_digits(out, p + at + head.len, f) ||
		    (kind == LINE_XXD && !has_text(p + end - RUN_BYTES, out)))
			break;
		at = *len = end + more;
		out += RUN_BYTES;
		lines++;
		offset += RUN_BYTES;
		if ((offset & 0xF0) == 0 && !make_head(&head, f, offset))
			break;
	}
	return lines;
}
