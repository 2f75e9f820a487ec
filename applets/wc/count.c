/* The plain engine of wc, the reference for those with vectors, and what they share: the
 * seams between pieces, and columns that need a table.
 *
 * Every position is judged by its byte and the three after it (lib/utf8/classify.h), so the
 * last three bytes of a piece are held back until the next piece has come. */
#include "applets/wc/count.h"

#include <string.h>

#include "lib/cpu/pick.h"
#include "lib/lines/lines.h"
#include "lib/unset.h"
#include "lib/utf8/classify_plain.h"
#include "lib/utf8/utf8.h"
#include "lib/utf8/width.h"

/* Words begin where a space has just ended and none begins. The first of the n
 * positions is began[UTF8_SPACE_MAX]. */
static unsigned
word_starts(const uint8_t *began, size_t n)
{
	uint8_t found = 0;

	for (size_t i = 0; i < n; i++) {
		uint8_t ended = began[i + 2] | began[i + 1] >> 1 | began[i] >> 2;
		uint8_t no_space = began[i + UTF8_SPACE_MAX] == 0;

		found += ended & no_space;
	}
	return found;
}

static unsigned
words(struct count *count, const uint8_t *p, size_t n, bool ascii)
{
	UNSET uint8_t began[UTF8_SPACE_MAX + CLASSIFY_MAX];

	memcpy(began, count->began, UTF8_SPACE_MAX);
	if (ascii)
		ascii_spaces(began + UTF8_SPACE_MAX, p, n);
	else
		utf8_spaces((count->what & COUNT_NO_BREAK) != 0, began + UTF8_SPACE_MAX, p, n);
	memcpy(count->began, began + n, UTF8_SPACE_MAX);
	return word_starts(began, n);
}

/* After a byte the column is (column + add) & mask. */
struct column_step {
	uint8_t add;
	int8_t mask;
};

static const struct column_step steps[256] = {
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

/* Whether all 8 bytes are one column wide. Only a byte that is not can cause a borrow or a
 * carry, so none is missed. */
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
		struct column_step step = steps[p[i]];

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

/* The last character may reach past n: its other bytes begin none later. */
static void
utf8_columns(struct count *count, const uint8_t *p, size_t n)
{
	size_t i = 0;

	while (i < n) {
		uint64_t columns = 0;

		for (unsigned length; i < n && p[i] >= 0x80; i += length > 0 ? length : 1) {
			int width = char_width(utf8_decode_ahead(p + i, &length));

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

/* n <= CLASSIFY_MAX positions; with COUNT_UTF8, UTF8_AHEAD more bytes follow them. */
static void
count_block(struct count *count, const uint8_t *p, size_t n)
{
	bool ascii = !(count->what & COUNT_UTF8) || utf8_is_ascii(p, n);

	if (count->what & 1 << COUNT_LINES)
		count->of[COUNT_LINES] += lines_count_short(p, n, '\n');
	if (count->what & 1 << COUNT_WORDS)
		count->of[COUNT_WORDS] += words(count, p, n, ascii);
	if (count->what & 1 << COUNT_CHARS)
		count->of[COUNT_CHARS] += ascii ? n : utf8_characters(p, n);
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
	for (; n > CLASSIFY_MAX; p += CLASSIFY_MAX, n -= CLASSIFY_MAX)
		count_block(count, p, CLASSIFY_MAX);
	count_block(count, p, n);
}

/* Newlines alone are the same in any locale. */
static void
count_lines(struct count *count, const uint8_t *p, size_t n)
{
	count->of[COUNT_LINES] += count->lines(p, n);
}

void
count_begin(struct count *count, unsigned what, enum cpu_level level)
{
	memset(count, 0, sizeof(*count));
	count->what = what;
	count->positions = CPU_PICK(level, count);
	if ((what & COUNT_ALL & ~(1U << COUNT_BYTES)) == 1 << COUNT_LINES) {
		count->what &= ~(unsigned)COUNT_UTF8;
		count->positions = count_lines;
		count->lines = CPU_PICK(level, lines_count);
	}
	/* A word may begin at the start, as after a space. */
	count->began[UTF8_SPACE_MAX - 1] = 1;
	count->after_space = 1;
}

void
count_add(struct count *count, const uint8_t *p, size_t n)
{
	uint8_t seam[2 * UTF8_AHEAD];
	size_t next = n < UTF8_AHEAD ? n : UTF8_AHEAD;
	size_t length = count->holding + next;
	size_t ripe = length > UTF8_AHEAD ? length - UTF8_AHEAD : 0;

	count->of[COUNT_BYTES] += n;
	if (!(count->what & COUNT_UTF8)) {
		count->positions(count, p, n);
		return;
	}
	memcpy(seam, count->held, count->holding);
	memcpy(seam + count->holding, p, next);
	count->positions(count, seam, ripe);
	if (n >= UTF8_AHEAD) {
		count->positions(count, p, n - UTF8_AHEAD);
		memcpy(count->held, p + n - UTF8_AHEAD, UTF8_AHEAD);
		count->holding = UTF8_AHEAD;
	} else {
		memcpy(count->held, seam + ripe, length - ripe);
		count->holding = (unsigned)(length - ripe);
	}
}

void
count_end(struct count *count)
{
	uint8_t seam[2 * UTF8_AHEAD] = {0};

	memcpy(seam, count->held, count->holding);
	count->positions(count, seam, count->holding);
	count->holding = 0;
	count->of[COUNT_WIDTH] = wider(count->of[COUNT_WIDTH], count->column);
	for (int i = 0; i < COUNT_COLUMNS; i++)
		if (i != COUNT_BYTES && !(count->what & 1U << i))
			count->of[i] = 0;
}
