/* The engines of wc: each level against an oracle, and those that use vectors
 * against the plain one. */
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "applets/wc/count.h"
#include "lib/utf8/width.h"
#include "tests/engine.h"
#include "tests/wc/inputs.h"
#include "tests/wc/oracle.h"

static enum cpu_level level;

/* Counts a case; false, after saying so, where more is to be told about it. */
static bool
good(bool is_good, const char *label)
{
	if (!fails(is_good))
		return true;
	printf("%s: ", label);
	return false;
}

/* ---- comparing ---------------------------------------------------------- */

/* What was not asked for must be zero, but for bytes. */
static void
compare(
    const char *label, const struct count *c, const struct oracle *o, const uint8_t *p, size_t n)
{
	uint64_t want[COUNT_COLUMNS];

	for (int i = 0; i < COUNT_COLUMNS; i++)
		want[i] = o->what & 1U << i || i == COUNT_BYTES ? o->of[i] : 0;
	if (good(memcmp(c->of, want, sizeof(want)) == 0, label))
		return;
	printf("flags %x:", o->what);
	for (int i = 0; i < COUNT_COLUMNS; i++)
		printf(" %ju (%ju)", (uintmax_t)c->of[i], (uintmax_t)want[i]);
	printf(" for %zu bytes:", n);
	for (size_t i = 0; i < n && i < 50; i++)
		printf(" %02X", p[i]);
	printf("\n");
}

/* A copy that ends where its memory ends, so that a read past it is seen. */
static uint8_t *
exact(const uint8_t *p, size_t n)
{
	uint8_t *copy = malloc(n ? n : 1);

	if (!copy)
		abort();
	memcpy(copy, p, n);
	return copy;
}

/* Each piece in a place of its own. */
static void
add_piece(struct count *c, const uint8_t *p, size_t n)
{
	uint8_t *copy = exact(p, n);

	count_add(c, copy, n);
	free(copy);
}

static void
whole(const char *label, const uint8_t *p, size_t n, unsigned what)
{
	struct oracle o = consult(p, n, what);
	struct count c;

	count_begin(&c, what, level);
	add_piece(&c, p, n);
	count_end(&c);
	compare(label, &c, &o, p, n);
}

static const unsigned modes[] = {0, COUNT_NO_BREAK, COUNT_UTF8, COUNT_UTF8 | COUNT_NO_BREAK};

/* ---- the cases ---------------------------------------------------------- */

/* What the manual promises, in numbers that no oracle made. */
static void
literal(const char *text, size_t n, unsigned mode, const uint64_t *want)
{
	static const char *const names[] = {"lines", "words", "chars", "bytes", "width"};
	struct count c;

	count_begin(&c, COUNT_ALL | mode, level);
	add_piece(&c, (const uint8_t *)text, n);
	count_end(&c);
	for (int i = 0; i < COUNT_COLUMNS; i++)
		if (!good(c.of[i] == want[i], text))
			printf(
			    "%s: %ju, not %ju\n", names[i], (uintmax_t)c.of[i], (uintmax_t)want[i]);
}

#define LITERAL(text, mode, ...) literal(text, sizeof(text) - 1, mode, (uint64_t[]){__VA_ARGS__})

static void
test_literals(void)
{
	const unsigned u = COUNT_UTF8 | COUNT_NO_BREAK;

	LITERAL("", u, 0, 0, 0, 0, 0);
	LITERAL("a b\n", 0, 1, 2, 4, 4, 3);
	LITERAL("no end", u, 0, 2, 6, 6, 6);
	LITERAL("a\xFF"
	        "b\xC3\n",
	    u, 1, 1, 3, 5, 2);
	LITERAL("\xED\xA0\x80", u, 0, 1, 0, 3, 0);
	LITERAL("\xC0\x80", u, 0, 1, 0, 2, 0);
	LITERAL("\xF4\x90\x80\x80", u, 0, 1, 0, 4, 0);
	LITERAL("\xE4\xB8", u, 0, 1, 0, 2, 0);
	LITERAL("\x01\n", u, 1, 1, 2, 2, 0);
	LITERAL("\0\0\0", 0, 0, 1, 3, 3, 0);
	LITERAL("a\xA0"
	        "b\n",
	    0, 1, 1, 4, 4, 2);
	LITERAL("a\xC2\xA0"
	        "b",
	    u, 0, 2, 3, 4, 3);
	LITERAL("a\xC2\xA0"
	        "b",
	    COUNT_UTF8, 0, 1, 3, 4, 3);
	LITERAL("a\xC2\xA0"
	        "b",
	    0, 0, 1, 4, 4, 2);
	LITERAL("a\xE3\x80\x80"
	        "b",
	    u, 0, 2, 3, 5, 4);
	LITERAL("a\xE2\x80\x8B"
	        "b",
	    u, 0, 1, 3, 5, 2);
	LITERAL("1234567\tx\n", u, 1, 2, 10, 10, 9);
	LITERAL("12345678\tx\n", u, 1, 2, 11, 11, 17);
	LITERAL("long\rx\fyy\vzz", u, 0, 4, 12, 12, 4);
	LITERAL("ab\b\b\x7F"
	        "c",
	    u, 0, 1, 6, 6, 3);
	LITERAL("\xF0\x9F\x91\xA8\xE2\x80\x8D\xF0\x9F\x91\xA9\xE2\x80\x8D\xF0\x9F\x91\xA7", u, 0, 1,
	    5, 18, 6);
}

static void
test_lengths(void)
{
	uint8_t p[300];

	for (enum kind kind = 0; kind < KINDS; kind++)
		for (size_t n = 0; n <= sizeof(p); n++)
			for (size_t m = 0; m < 4; m++) {
				fill(p, n, kind);
				whole("length", p, n, COUNT_ALL | modes[m]);
			}
	/* Around what the engine may take for one or several blocks. */
	for (size_t n = 225; n < 260; n++) {
		static uint8_t large[4 * 260];

		fill(large, 4 * n, CORNERS);
		for (size_t times = 1; times <= 4; times++)
			whole("block", large, times * n, COUNT_ALL | COUNT_UTF8);
	}
}

/* Each job must do without the others. */
static void
test_jobs(void)
{
	uint8_t p[777];

	for (unsigned job = 0; job <= COUNT_ALL; job++)
		for (size_t m = 0; m < 4; m++)
			for (enum kind kind = 0; kind < KINDS; kind++) {
				fill(p, sizeof(p), kind);
				whole("job", p, sizeof(p), job | modes[m]);
			}
}

static void
test_alignments(void)
{
	static uint8_t room[64 + 300];
	struct oracle o;
	struct count c;

	for (enum kind kind = 0; kind < KINDS; kind++)
		for (size_t align = 0; align < 64; align++)
			for (size_t n = 1; n <= 300; n += 23) {
				fill(room + align, n, kind);
				o = consult(room + align, n, COUNT_ALL | COUNT_UTF8);
				count_begin(&c, COUNT_ALL | COUNT_UTF8, level);
				count_add(&c, room + align, n);
				count_end(&c);
				compare("alignment", &c, &o, room + align, n);
			}
}

static void
split(const uint8_t *p, size_t n, size_t first, size_t second, unsigned what)
{
	struct oracle o = consult(p, n, what);
	struct count c;

	count_begin(&c, what, level);
	add_piece(&c, p, first);
	add_piece(&c, p + first, second - first);
	add_piece(&c, p + second, n - second);
	count_end(&c);
	compare("split", &c, &o, p, n);
}

static void
test_splits(void)
{
	const unsigned what = COUNT_ALL | COUNT_UTF8 | COUNT_NO_BREAK;
	uint8_t p[300];

	for (int round = 0; round < 200; round++) {
		fill(p, 12, CORNERS);
		for (size_t i = 0; i <= 12; i++)
			for (size_t k = i; k <= 12; k++)
				split(p, 12, i, k, what);
	}
	for (enum kind kind = 0; kind < KINDS; kind++) {
		fill(p, sizeof(p), kind);
		for (size_t i = 0; i <= sizeof(p); i++)
			for (size_t m = 0; m < 4; m++)
				split(p, sizeof(p), i,
				    i + random_below((uint32_t)(sizeof(p) - i + 1)),
				    COUNT_ALL | modes[m]);
	}
	for (int round = 0; round < 300; round++) {
		struct oracle o;
		struct count c;

		fill(p, sizeof(p), (enum kind)(round % KINDS));
		o = consult(p, sizeof(p), what);
		count_begin(&c, what, level);
		for (size_t i = 0, n; i < sizeof(p); i += n) {
			n = 1 + random_below(round % 2 ? 1 : 9);
			n = n < sizeof(p) - i ? n : sizeof(p) - i;
			add_piece(&c, p + i, n);
			add_piece(&c, p, 0);
		}
		count_end(&c);
		compare("pieces", &c, &o, p, sizeof(p));
	}
}

/* Each piece of the list at every place around the end of a block. */
static void
test_straddling(void)
{
	uint8_t p[520];

	for (size_t i = 0; i < PIECES; i++)
		for (size_t at = 230; at < 250; at++) {
			size_t n = strlen(pieces[i]);

			memset(p, at % 2 ? ' ' : 'x', sizeof(p));
			memcpy(p + at, pieces[i], n);
			whole("straddling", p, sizeof(p), COUNT_ALL | COUNT_UTF8 | COUNT_NO_BREAK);
			whole("straddling", p, at + n, COUNT_ALL | COUNT_UTF8);
		}
}

/* Every code point between two letters, a line for each, and what lies between
 * and beyond the code points. */
static void
test_code_points(void)
{
	uint8_t p[16];

	for (uint32_t c = 0; c < 0x120000; c++) {
		size_t n = 0;

		p[n++] = 'a';
		n += encode(p + n, c);
		p[n++] = 'b';
		p[n++] = '\n';
		whole("code point", p, n, COUNT_ALL | COUNT_UTF8 | (c & 1 ? COUNT_NO_BREAK : 0));
	}
}

/* ---- vectors against plain C --------------------------------------------- */

/* Sets for which the vector engines have a loop each. */
static const unsigned jobs[] = {1 << COUNT_LINES, 1 << COUNT_LINES | 1 << COUNT_WORDS,
    1 << COUNT_CHARS, 1 << COUNT_LINES | 1 << COUNT_WORDS | 1 << COUNT_CHARS, 1 << COUNT_WIDTH,
    COUNT_ALL};

enum { JOBS = sizeof(jobs) / sizeof(*jobs), MODES = sizeof(modes) / sizeof(*modes) };

static struct oracle
count_plainly(const uint8_t *p, size_t n, unsigned what)
{
	struct oracle o = {.what = what};
	struct count c;

	count_begin(&c, what, CPU_PLAIN);
	count_add(&c, p, n);
	count_end(&c);
	memcpy(o.of, c.of, sizeof(o.of));
	return o;
}

/* The pieces end at first and second. */
static void
equal_in_pieces(
    const char *label, const uint8_t *p, size_t n, size_t first, size_t second, unsigned what)
{
	struct oracle o = count_plainly(p, n, what);
	struct count c;

	count_begin(&c, what, level);
	count_add(&c, p, first);
	count_add(&c, p + first, second - first);
	count_add(&c, p + second, n - second);
	count_end(&c);
	compare(label, &c, &o, p, n);
}

/* Nothing may be read after the input, wherever that ends. */
static void
test_equal_at_alignments(void)
{
	for (size_t align = 0; align < 64; align++)
		for (size_t n = 0; n <= 300; n++) {
			void *room;
			uint8_t *p;

			if (posix_memalign(&room, 64, align + n + (n == 0)))
				abort();
			p = (uint8_t *)room + align;
			fill(p, n, (enum kind)((n + align) % KINDS));
			for (size_t job = 0; job < JOBS; job++)
				equal_in_pieces("alignment", p, n, n, n,
				    jobs[job] | modes[random_below(MODES)]);
			free(room);
		}
}

static void
test_equal_in_pieces(void)
{
	uint8_t p[300];

	for (enum kind kind = 0; kind < KINDS; kind++)
		for (size_t job = 0; job < JOBS; job++) {
			unsigned what = jobs[job] | modes[random_below(MODES)];

			fill(p, sizeof(p), kind);
			for (size_t i = 0; i <= sizeof(p); i++)
				equal_in_pieces("two pieces", p, sizeof(p), i, i, what);
			for (size_t i = 0; i <= 140; i++)
				for (size_t k = i; k <= 140; k++)
					equal_in_pieces("three pieces", p, 140, i, k, what);
		}
}

static void
test_equal_on_long_inputs(void)
{
	static uint8_t p[1 << 18];

	for (enum kind kind = 0; kind < KINDS; kind++)
		for (int round = 0; round < 8; round++) {
			fill(p, sizeof(p), kind);
			for (size_t job = 0; job < JOBS; job++) {
				size_t first = random_below(sizeof(p)), rest = sizeof(p) - first;

				equal_in_pieces("long", p, sizeof(p), first,
				    first + random_below((uint32_t)rest),
				    jobs[job] | modes[random_below(MODES)]);
			}
		}
}

/* One byte over and over, and two in turn: what a branch could be forced by. */
static void
test_equal_on_repeated(void)
{
	static const char bytes[] = "a \t\n\r\f\v\x01\x7F\x80\xA0\xC2\xE2\xE3\xF0\xFF";
	uint8_t p[2048];

	for (size_t i = 0; i < sizeof(bytes); i++)
		for (size_t k = 0; k < sizeof(bytes); k++)
			for (size_t job = 0; job < JOBS; job++) {
				for (size_t at = 0; at < sizeof(p); at++)
					p[at] = (uint8_t)bytes[at % 2 ? i : k];
				equal_in_pieces("repeated", p, sizeof(p), 1000, 1001,
				    jobs[job] | modes[random_below(MODES)]);
			}
}

/* ---- widths ------------------------------------------------------------- */

/* The samples tell the rules apart. The sums are those of glibc 2.43, which has
 * Unicode 17; but NUL is no character here. */
static void
test_widths(void)
{
	static const struct {
		uint32_t c;
		int width;
	} samples[] = {{0, -1}, {'\n', -1}, {' ', 1}, {'~', 1}, {0x7F, -1}, {0x85, -1}, {0xA0, 1},
	    {0xAD, 1}, {0x301, 0}, {0x378, -1}, {0x600, 1}, {0x115F, 2}, {0x1160, 0}, {0x11FF, 0},
	    {0x200B, 0}, {0x200D, 0}, {0x20C1, 1}, {0x2028, -1}, {0x2029, -1}, {0x231A, 2},
	    {0x2630, 2}, {0x2764, 1}, {0x3000, 2}, {0x3164, 0}, {0x3248, 2}, {0x324F, 2},
	    {0x4DC0, 2}, {0x4E00, 2}, {0xAC00, 2}, {0xD7B0, 0}, {0xD7FB, 0}, {0xD800, -1},
	    {0xDFFF, -1}, {0xE000, 1}, {0xFE0F, 0}, {0xFEFF, 0}, {0xFFF9, 1}, {0xFF21, 2},
	    {0xFFFE, -1}, {0x11F5A, 0}, {0x13430, 1}, {0x1B000, 2}, {0x1F1E6, 1}, {0x1F3FB, 2},
	    {0x1F600, 2}, {0x1FAE8, 2}, {0x1FAE9, 2}, {0x20000, 2}, {0x2FFFD, -1}, {0x323AF, 2},
	    {0x323B0, 2}, {0xE0001, 0}, {0xE01EF, 0}, {0x10FFFD, 1}, {0x10FFFF, -1}, {0x110000, -1},
	    {UINT32_MAX, -1}};
	static const unsigned long want[] = {816845, 2443, 168114, 126710};
	unsigned long found[4] = {0};

	for (size_t i = 0; i < sizeof(samples) / sizeof(*samples); i++)
		if (!good(char_width(samples[i].c) == samples[i].width, "width"))
			printf("U+%04X: %d\n", samples[i].c, char_width(samples[i].c));
	for (uint32_t c = 0; c < 0x110000; c++)
		found[char_width(c) + 1]++;
	for (int i = 0; i < 4; i++)
		if (!good(found[i] == want[i], "width"))
			printf("%lu code points have %d\n", found[i], i - 1);
}

static void
test_engine(void)
{
	test_literals();
	test_lengths();
	test_jobs();
	test_alignments();
	test_splits();
	test_straddling();
	test_code_points();
	if (level == CPU_PLAIN)
		return;
	test_equal_at_alignments();
	test_equal_in_pieces();
	test_equal_on_long_inputs();
	test_equal_on_repeated();
}

int
main(void)
{
	for (level = CPU_PLAIN; level < find_levels(); level++)
		test_engine();
	test_widths();
	return finish();
}
