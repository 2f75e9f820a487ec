/* What the tests of base64's engines share: an encoder and a decoder that are
 * slow and built differently, the one picking bits one by one, the other first
 * removing what does not count and then judging whole groups by their pattern;
 * and memory that ends where a sanitizer sees every step beyond it. */
#ifndef PILLBOX_TESTS_BASES_REFERENCE_H
#define PILLBOX_TESTS_BASES_REFERENCE_H

#include <inttypes.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tests/engine.h"

enum { MANY = 20000, ALIGNMENTS = 64 };

static const char alphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/* Of lines; the last ones are longer than any text here. */
static const uint64_t widths[] = {0, 1, 2, 3, 4, 5, 7, 8, 9, 16, 17, 36, 57, 63, 64, 65, 75, 76, 77,
    100, 128, 301, 1000, 1000000, INT64_MAX};
enum { WIDTHS = sizeof(widths) / sizeof(widths[0]) };

struct bytes {
	size_t n;
	uint8_t b[3 * MANY];
};

/* Where the input is cut into calls. */
struct cuts {
	size_t count, at[2];
};

static inline void
judge(bool right, const char *what, enum cpu_level level, size_t n, uint64_t detail)
{
	if (fails(right))
		printf(
		    "%s: wrong on level %d for %zu bytes (%" PRIu64 ")\n", what, level, n, detail);
}

static inline enum cpu_level
best_level(void)
{
	return (enum cpu_level)(find_levels() - 1);
}

static inline void
fill(struct bytes *to, size_t n)
{
	to->n = n;
	for (size_t i = 0; i < n; i++)
		to->b[i] = (uint8_t)(random64() >> 30);
}

static inline bool
equal(const struct bytes *a, const struct bytes *b)
{
	return a->n == b->n && memcmp(a->b, b->b, a->n) == 0;
}

static inline void
append(struct bytes *to, const uint8_t *from, size_t n)
{
	memcpy(to->b + to->n, from, n);
	to->n += n;
}

static inline struct cuts
random_cuts(size_t n)
{
	const size_t a = random_below(n + 1), b = random_below(n + 1);

	return (struct cuts){2, {a < b ? a : b, a < b ? b : a}};
}

/* The end of the piece that begins at `from`. */
static inline size_t
piece_end(const struct cuts *cuts, size_t from, size_t n)
{
	for (size_t i = 0; i < cuts->count; i++)
		if (cuts->at[i] > from && cuts->at[i] < n)
			return cuts->at[i];
	return n;
}

/* ---- memory -------------------------------------------------------------- */

enum { INPUT, OUTPUT, GUARD = 64 };

/* n bytes, n <= 3 * MANY, after which a sanitizer allows nothing, and which end
 * at the given place between multiples of 64. Before them are GUARD bytes, all
 * of which guarded() still finds if nothing was stored there. */
static inline uint8_t *
window(unsigned use, size_t alignment, size_t n)
{
	static uint8_t *blocks[2][ALIGNMENTS];
	const size_t size = GUARD + sizeof(((struct bytes *)0)->b) + alignment;
	uint8_t **block = &blocks[use][alignment];

	if (*block == NULL && (*block = malloc(size)) == NULL)
		abort();
	memset(*block + size - n - GUARD, 'G', GUARD);
	return *block + size - n;
}

static inline bool
guarded(const uint8_t *p)
{
	for (size_t i = 1; i <= GUARD; i++)
		if (*(p - i) != 'G')
			return false;
	return true;
}

/* ---- the slow encoder ---------------------------------------------------- */

static inline void
put_in_line(struct bytes *to, char c, uint64_t wrap, uint64_t *printed)
{
	if (wrap > 0 && *printed > 0 && *printed % wrap == 0)
		to->b[to->n++] = '\n';
	to->b[to->n++] = (uint8_t)c;
	++*printed;
}

static inline unsigned
bit(const struct bytes *from, size_t at)
{
	return at / 8 < from->n ? from->b[at / 8] >> (7 - at % 8) & 1 : 0;
}

static inline void
slow_encode(const struct bytes *from, uint64_t wrap, struct bytes *to)
{
	uint64_t printed = 0;

	to->n = 0;
	for (size_t at = 0; at < from->n * 8; at += 6) {
		unsigned v = 0;

		for (size_t i = at; i < at + 6; i++)
			v = 2 * v + bit(from, i);
		put_in_line(to, alphabet[v], wrap, &printed);
	}
	while (printed % 4 != 0)
		put_in_line(to, '=', wrap, &printed);
	if (wrap > 0 && printed > 0)
		to->b[to->n++] = '\n';
}

/* ---- the slow decoder ---------------------------------------------------- */

struct verdict {
	bool valid;
	int bad;             /* the byte that fits nowhere; -1 where it is the end that does not */
	uint64_t byte, line; /* where that is, from 1; 0 where the text is valid */
};

static inline int
value(uint8_t c)
{
	const char *at = c == 0 ? NULL : strchr(alphabet, c);

	return at == NULL ? -1 : (int)(at - alphabet);
}

enum { GOOD = -1 };

/* One group of 1-4 bytes; fewer than 4 stand at the end of the input. Returns which of
 * them is bad, or n where the group must not end yet. */
static inline int
slow_group(const uint8_t *group, size_t n, struct bytes *to)
{
	unsigned bits = 0;
	size_t symbols = 0, used, pads = 0;

	for (; symbols < n && value(group[symbols]) >= 0; symbols++)
		bits |= (unsigned)value(group[symbols]) << (18 - 6 * symbols);
	for (size_t i = 0; i + 1 < symbols; i++)
		to->b[to->n++] = (uint8_t)(bits >> (16 - 8 * i));
	if (symbols == 4)
		return GOOD;
	if (symbols < 2)
		return (int)symbols;
	used = 8 * (symbols - 1);
	if ((bits & (0xFFFFFFU >> used)) != 0)
		return (int)symbols;
	while (symbols + pads < n && group[symbols + pads] == '=')
		pads++;
	if (symbols + pads < n)
		return (int)(symbols + pads);
	return pads == 0 || n == 4 ? GOOD : (int)n;
}

/* The verdict on the text whose bad byte, or last one that counts, is at `at`. */
static inline struct verdict
slow_verdict(const struct bytes *text, size_t at, bool at_end)
{
	struct verdict v = {false, at_end ? -1 : text->b[at], at + 1, 1};

	for (size_t i = 0; i < at; i++)
		v.line += text->b[i] == '\n';
	return v;
}

static inline struct verdict
slow_decode(const struct bytes *from, bool skip_garbage, struct bytes *to)
{
	static struct bytes kept;
	static size_t places[sizeof(kept.b)];

	kept.n = to->n = 0;
	for (size_t i = 0; i < from->n; i++) {
		const uint8_t c = from->b[i];

		if (c != '\n' && (!skip_garbage || c == '=' || value(c) >= 0)) {
			places[kept.n] = i;
			kept.b[kept.n++] = c;
		}
	}
	for (size_t i = 0; i < kept.n; i += 4) {
		const size_t n = kept.n - i < 4 ? kept.n - i : 4;
		const int bad = slow_group(kept.b + i, n, to);

		if (bad != GOOD)
			return slow_verdict(from,
			    places[i + ((size_t)bad < n ? (size_t)bad : n - 1)], (size_t)bad == n);
	}
	return (struct verdict){true, -1, 0, 0};
}

#endif
