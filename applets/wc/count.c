/* The plain engine of wc, the reference for those that use vectors, and what all
 * of them share: the seams between the pieces, and columns that need a table.
 *
 * What a byte means is found from itself and the three bytes after it: whether
 * a valid character begins here, and whether that is a space. Characters cannot
 * overlap, so every position can be judged by itself, without knowing what was
 * decoded before; invalid bytes need no case of their own. The loops over
 * positions are free of branches, and compilers turn them into vectors. The last
 * three bytes of a piece are held back until those after them have come. */
#include "applets/wc/count.h"

#include <endian.h>
#include <string.h>

#include "lib/cpu/pick.h"
#include "lib/unset.h"
#include "lib/utf8/width.h"

enum {
	BLOCK = 240, /* bytes judged at a time: their sums must fit a byte */
	LONGEST = 3, /* bytes of the longest space */
};

static unsigned
newlines(const uint8_t *p, size_t n)
{
	uint8_t found = 0;

	for (size_t i = 0; i < n; i++)
		found += p[i] == '\n';
	return found;
}

static bool
is_ascii(const uint8_t *p, size_t n)
{
	uint8_t all = 0;

	for (size_t i = 0; i < n; i++)
		all |= p[i];
	return all < 0x80;
}

/* How many positions begin a valid character: Unicode 15, table 3-7. */
static unsigned
characters(const uint8_t *p, size_t n)
{
	uint8_t found = 0;

	for (size_t i = 0; i < n; i++) {
		uint8_t a = p[i], b = p[i + 1], c = p[i + 2], d = p[i + 3];
		uint8_t second = (b & 0xC0) == 0x80;
		uint8_t third = (c & 0xC0) == 0x80;
		uint8_t fourth = (d & 0xC0) == 0x80;
		uint8_t overlong = ((a == 0xE0) & (b < 0xA0)) | ((a == 0xF0) & (b < 0x90));
		uint8_t surrogate = (a == 0xED) & (b >= 0xA0);
		uint8_t beyond = (a == 0xF4) & (b >= 0x90);
		uint8_t sound = !(overlong | surrogate | beyond);
		uint8_t two = (a >= 0xC2) & (a < 0xE0) & second;
		uint8_t three = (a >= 0xE0) & (a < 0xF0) & second & third & sound;
		uint8_t four = (a >= 0xF0) & (a < 0xF5) & second & third & fourth & sound;

		found += (a < 0x80) | two | three | four;
	}
	return found;
}

/* began[i] becomes 1, 2 or 4 where a space of 1, 2 or 3 bytes begins at p[i],
 * else 0. */
static void
ascii_spaces(uint8_t *restrict began, const uint8_t *restrict p, size_t n)
{
	for (size_t i = 0; i < n; i++)
		began[i] = (p[i] == ' ') | ((uint8_t)(p[i] - '\t') < 5);
}

/* The same with those of Unicode; no_break is 1 where the no-break ones count. */
static void
utf8_spaces(uint8_t no_break, uint8_t *restrict began, const uint8_t *restrict p, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		uint8_t a = p[i], b = p[i + 1], c = p[i + 2];
		uint8_t ascii = (a == ' ') | ((uint8_t)(a - '\t') < 5);
		uint8_t u00a0 = (a == 0xC2) & (b == 0xA0) & no_break;
		uint8_t u1680 = (a == 0xE1) & (b == 0x9A) & (c == 0x80);
		uint8_t u2000 = ((uint8_t)(c - 0x80) <= 0x0A) & ((c != 0x87) | no_break);
		uint8_t u2028 = (c == 0xA8) | (c == 0xA9) | ((c == 0xAF) & no_break);
		uint8_t u2040 = (c == 0x9F) | ((c == 0xA0) & no_break);
		uint8_t u20xx = ((b == 0x80) & (u2000 | u2028)) | ((b == 0x81) & u2040);
		uint8_t u3000 = (a == 0xE3) & (b == 0x80) & (c == 0x80);

		began[i] = ascii | u00a0 << 1 | (u1680 | ((a == 0xE2) & u20xx) | u3000) << 2;
	}
}

/* Words begin where a space has just ended and none begins. The first of the n
 * positions is began[LONGEST]. */
static unsigned
word_starts(const uint8_t *began, size_t n)
{
	uint8_t found = 0;

	for (size_t i = 0; i < n; i++) {
		uint8_t ended = began[i + 2] | began[i + 1] >> 1 | began[i] >> 2;
		uint8_t no_space = began[i + LONGEST] == 0;

		found += ended & no_space;
	}
	return found;
}

static unsigned
words(struct count *count, const uint8_t *p, size_t n, bool ascii)
{
	UNSET uint8_t began[LONGEST + BLOCK];

	memcpy(began, count->began, LONGEST);
	if (ascii)
		ascii_spaces(began + LONGEST, p, n);
	else
		utf8_spaces((count->what & COUNT_NO_BREAK) != 0, began + LONGEST, p, n);
	memcpy(count->began, began + n, LONGEST);
	return word_starts(began, n);
}

/* What a byte makes of the column: (column + add) & mask. */
struct step {
	uint8_t add;
	int8_t mask;
};

static const struct step steps[256] = {
    [0x00 ... 0x08] = {0, -1},
    ['\t'] = {8, -8},
    ['\n'] = {0, 0},
    ['\v'] = {0, -1},
    ['\f'] = {0, 0},
    ['\r'] = {0, 0},
    [0x0E ... 0x1F] = {0, -1},
    [0x20 ... 0x7E] = {1, -1},
    [0x7F ... 0xFF] = {0, -1},
};

static inline uint64_t
wider(uint64_t a, uint64_t b)
{
	return a < b ? b : a;
}

/* Whether 8 bytes are all of one column. A borrow or carry can only come from a
 * byte that is not, so none is missed. */
static inline bool
are_printable(const uint8_t *p)
{
	const uint64_t each = 0x0101010101010101;
	uint64_t x;

	memcpy(&x, p, sizeof(x));
	return (((x - each * ' ') | x | (x + each)) & each * 0x80) == 0;
}

struct count_line
count_step(struct count_line line, const uint8_t *p, size_t n)
{
	line.widest = wider(line.widest, line.column);
#pragma GCC unroll 8
	for (size_t i = 0; i < n; i++) {
		struct step step = steps[p[i]];

		line.column = (line.column + step.add) & (uint64_t)(int64_t)step.mask;
		line.widest = wider(line.widest, line.column);
	}
	return line;
}

static void
byte_columns(struct count *count, const uint8_t *p, size_t n)
{
	for (; n >= 8; p += 8, n -= 8)
		if (are_printable(p))
			count->column += 8;
		else
			count_columns(count, p, 8);
	count_columns(count, p, n);
}

/* The character at p and its length; 0 and 0 where there is none. By lib/utf8/utf8.h's
 * rule but for one thing: surrogates and numbers past U+10FFFF need no care, as
 * they have no width. */
static inline uint32_t
decode(const uint8_t *p, unsigned *length)
{
	uint32_t v, c = 0;

	memcpy(&v, p, sizeof(v));
	v = be32toh(v);
	*length = 0;
	if ((v & 0xE0C00000) == 0xC0800000) {
		c = (v >> 18 & 0x7C0) | (v >> 16 & 0x3F);
		*length = c >= 0x80 ? 2 : 0;
	} else if ((v & 0xF0C0C000) == 0xE0808000) {
		c = (v >> 12 & 0xF000) | (v >> 10 & 0xFC0) | (v >> 8 & 0x3F);
		*length = c >= 0x800 ? 3 : 0;
	} else if ((v & 0xF8C0C0C0) == 0xF0808080) {
		c = (v >> 6 & 0x1C0000) | (v >> 4 & 0x3F000) | (v >> 2 & 0xFC0) | (v & 0x3F);
		*length = c >= 0x10000 ? 4 : 0;
	}
	return *length ? c : 0;
}

/* The last character may reach past n: its other bytes, when their turn comes,
 * begin none. */
static void
utf8_columns(struct count *count, const uint8_t *p, size_t n)
{
	size_t i = 0;

	while (i < n) {
		uint64_t columns = 0;

		for (unsigned length; i < n && p[i] >= 0x80; i += length > 0 ? length : 1) {
			int width = char_width(decode(p + i, &length));

			columns += width > 0 ? (unsigned)width : 0;
		}
		count->column += columns;
		if (n >= i + 8 && are_printable(p + i)) {
			count->column += 8;
			i += 8;
		} else if (i < n) {
			count_columns(count, p + i++, 1);
		}
	}
}

/* n <= BLOCK positions; with COUNT_UTF8, AHEAD more bytes stand behind them. */
static void
count_block(struct count *count, const uint8_t *p, size_t n)
{
	bool ascii = !(count->what & COUNT_UTF8) || is_ascii(p, n);

	if (count->what & 1 << COUNT_LINES)
		count->of[COUNT_LINES] += newlines(p, n);
	if (count->what & 1 << COUNT_WORDS)
		count->of[COUNT_WORDS] += words(count, p, n, ascii);
	if (count->what & 1 << COUNT_CHARS)
		count->of[COUNT_CHARS] += ascii ? n : characters(p, n);
	if (count->what & 1 << COUNT_WIDTH) {
		if (ascii)
			byte_columns(count, p, n);
		else
			utf8_columns(count, p, n);
	}
}

void
count_plain(struct count *count, const uint8_t *p, size_t n)
{
	for (; n > BLOCK; p += BLOCK, n -= BLOCK)
		count_block(count, p, BLOCK);
	count_block(count, p, n);
}

struct count_widths
count_look_up(const uint8_t *p, uint64_t marks)
{
	struct count_widths widths = {0, 0};

	for (; marks; marks &= marks - 1) {
		uint64_t mark = marks & -marks;
		unsigned length;
		int width = char_width(decode(p + __builtin_ctzll(marks), &length));

		widths.one |= width > 0 ? mark : 0;
		widths.two |= width > 1 ? mark : 0;
	}
	return widths;
}

void
count_begin(struct count *count, unsigned what, enum cpu_level level)
{
	memset(count, 0, sizeof(*count));
	count->what = what;
	count->positions = CPU_PICK(level, count);
	/* As after a space: a word may begin. */
	count->began[LONGEST - 1] = 1;
	count->after_space = 1;
}

void
count_add(struct count *count, const uint8_t *p, size_t n)
{
	uint8_t seam[2 * AHEAD];
	size_t next = n < AHEAD ? n : AHEAD;
	size_t length = count->holding + next;
	size_t ripe = length > AHEAD ? length - AHEAD : 0;

	count->of[COUNT_BYTES] += n;
	if (!(count->what & COUNT_UTF8)) {
		count->positions(count, p, n);
		return;
	}
	memcpy(seam, count->held, count->holding);
	memcpy(seam + count->holding, p, next);
	count->positions(count, seam, ripe);
	if (n >= AHEAD) {
		count->positions(count, p, n - AHEAD);
		memcpy(count->held, p + n - AHEAD, AHEAD);
		count->holding = AHEAD;
	} else {
		memcpy(count->held, seam + ripe, length - ripe);
		count->holding = (unsigned)(length - ripe);
	}
}

void
count_end(struct count *count)
{
	uint8_t seam[2 * AHEAD] = {0};

	memcpy(seam, count->held, count->holding);
	count->positions(count, seam, count->holding);
	count->holding = 0;
	count->of[COUNT_WIDTH] = wider(count->of[COUNT_WIDTH], count->column);
	for (int i = 0; i < COUNT_COLUMNS; i++)
		if (i != COUNT_BYTES && !(count->what & 1U << i))
			count->of[i] = 0;
}
