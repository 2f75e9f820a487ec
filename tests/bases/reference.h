/* What the tests of the engines share: an encoder and a decoder that are slow
 * and built differently, the one picking bits one by one, the other first
 * removing what does not count and then judging whole groups by their pattern;
 * and memory that ends where a sanitizer sees every step beyond it. */
#ifndef PILLBOX_TESTS_BASES_REFERENCE_H
#define PILLBOX_TESTS_BASES_REFERENCE_H

#include <inttypes.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lib/bases/base.h"
#include "tests/engine.h"

enum { MANY = 20000, ALIGNMENTS = 64 };

/* What is tested at present. */
static enum base base;

static const struct {
	const char *name, *alphabet;
	size_t bytes, symbols, bits; /* as in struct base_shape */
	bool pads;
} bases[BASES] = {
    [BASE64] = {"base64", "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/", 3, 4,
        6, true},
    [BASE64URL] = {"base64url", "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_",
        3, 4, 6, true},
    [BASE32] = {"base32", "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", 5, 8, 5, true},
    [BASE32HEX] = {"base32hex", "0123456789ABCDEFGHIJKLMNOPQRSTUV", 5, 8, 5, true},
    [BASE16] = {"base16", "0123456789ABCDEF", 1, 2, 4, false},
    [BASE2MSBF] = {"base2msbf", "01", 1, 8, 1, false},
    [BASE2LSBF] = {"base2lsbf", "01", 1, 8, 1, false},
    [Z85] = {"z85",
        "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ.-:+=^!/*?&<>()[]{}@%$#", 4,
        5, 0, false},
};

static inline uint8_t
random_symbol(void)
{
	const char *alphabet = bases[base].alphabet;

	return (uint8_t)alphabet[random_below(strlen(alphabet))];
}

/* Of lines; the last ones are longer than any text here. */
static const uint64_t widths[] = {0, 1, 2, 3, 4, 5, 7, 8, 9, 16, 17, 36, 57, 63, 64, 65, 75, 76, 77,
    100, 128, 301, 1000, 1000000, INT64_MAX};
enum { WIDTHS = sizeof(widths) / sizeof(widths[0]) };

struct bytes {
	size_t n;
	uint8_t b[9 * MANY];
};

/* Where the input is cut into calls. */
struct cuts {
	size_t count, at[2];
};

static inline void
judge(bool right, const char *what, enum cpu_level level, size_t n, uint64_t detail)
{
	if (fails(right))
		printf("%s: %s: wrong on level %d for %zu bytes (%" PRIu64 ")\n", bases[base].name,
		    what, level, n, detail);
}

static inline enum cpu_level
best_level(void)
{
	return (enum cpu_level)(find_levels() - 1);
}

/* With n random bytes; for Z85 fewer, whole groups. */
static inline void
fill(struct bytes *to, size_t n)
{
	to->n = base == Z85 ? n / 4 * 4 : n;
	for (size_t i = 0; i < to->n; i++)
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

/* n bytes, n <= 9 * MANY, after which a sanitizer allows nothing, and which end
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
	const size_t shift = base == BASE2LSBF ? at % 8 : 7 - at % 8;

	return at / 8 < from->n ? from->b[at / 8] >> shift & 1 : 0;
}

static inline void
slow_encode_z85(const struct bytes *from, uint64_t wrap, struct bytes *to, uint64_t *printed)
{
	static const uint32_t powers[] = {85 * 85 * 85 * 85, 85 * 85 * 85, 85 * 85, 85, 1};

	for (size_t at = 0; at < from->n; at += 4) {
		uint32_t v = 0;

		for (size_t i = 0; i < 4; i++)
			v = 256 * v + from->b[at + i];
		for (size_t i = 0; i < 5; i++)
			put_in_line(to, bases[Z85].alphabet[v / powers[i] % 85], wrap, printed);
	}
}

static inline void
slow_encode_bits(
    const struct bytes *from, bool pad, uint64_t wrap, struct bytes *to, uint64_t *printed)
{
	const size_t bits = bases[base].bits;

	for (size_t at = 0; at < from->n * 8; at += bits) {
		unsigned v = 0;

		for (size_t i = at; i < at + bits; i++)
			v = 2 * v + bit(from, i);
		put_in_line(to, bases[base].alphabet[v], wrap, printed);
	}
	while (pad && bases[base].pads && *printed % bases[base].symbols != 0)
		put_in_line(to, '=', wrap, printed);
}

static inline void
slow_encode(const struct bytes *from, bool pad, uint64_t wrap, struct bytes *to)
{
	uint64_t printed = 0;

	to->n = 0;
	if (base == Z85)
		slow_encode_z85(from, wrap, to, &printed);
	else
		slow_encode_bits(from, pad, wrap, to, &printed);
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
	const char *alphabet = bases[base].alphabet;
	const char *at;

	if (base == BASE16 && c >= 'a' && c <= 'f')
		c = (uint8_t)(c - 'a' + 'A');
	at = c == 0 ? NULL : strchr(alphabet, c);
	return at == NULL ? -1 : (int)(at - alphabet);
}

enum { GOOD = -1 };

/* The bytes of n digits. Returns which is bad, n or GOOD, as slow_group(). */
static inline int
slow_digits(const uint8_t *group, size_t n, struct bytes *to)
{
	uint64_t v = 0;

	for (size_t i = 0; i < n; i++)
		v = v * 85 + (uint64_t)value(group[i]);
	if (n < 5)
		return (int)n;
	if (v >> 32 != 0)
		return 4;
	for (int shift = 24; shift >= 0; shift -= 8)
		to->b[to->n++] = (uint8_t)(v >> shift);
	return GOOD;
}

/* The whole bytes that n symbols are. Returns their last bits, which are in none. */
static inline unsigned
slow_bytes(const uint8_t *group, size_t n, struct bytes *to)
{
	const size_t bits = bases[base].bits;
	unsigned byte = 0;

	for (size_t i = 0; i < n * bits; i++) {
		const unsigned v = (unsigned)value(group[i / bits]) >> (bits - 1 - i % bits) & 1;

		byte = base == BASE2LSBF ? byte | v << i % 8 : 2 * byte + v;
		if (i % 8 == 7) {
			to->b[to->n++] = (uint8_t)byte;
			byte = 0;
		}
	}
	return byte;
}

/* One group of 1 to bases[].symbols bytes; fewer stand at the end of the input. Returns
 * which of them is bad, or n where the group must not end yet. */
static inline int
slow_group(const uint8_t *group, size_t n, struct bytes *to)
{
	const size_t whole = bases[base].symbols, bits = bases[base].bits;
	size_t symbols = 0, pads = 0;
	unsigned rest;

	while (symbols < n && value(group[symbols]) >= 0)
		symbols++;
	if (base == Z85)
		return slow_digits(group, symbols, to);
	rest = slow_bytes(group, symbols, to);
	if (symbols == whole)
		return GOOD;
	/* The last symbol must have been needed for a byte, and its other bits be zeros. */
	if (symbols * bits / 8 == (symbols == 0 ? 0 : symbols - 1) * bits / 8 || rest != 0 ||
	    !bases[base].pads)
		return (int)symbols;
	while (symbols + pads < n && group[symbols + pads] == '=')
		pads++;
	if (symbols + pads < n)
		return (int)(symbols + pads);
	return pads == 0 || n == whole ? GOOD : (int)n;
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

		if (c != '\n' &&
		    (!skip_garbage || (c == '=' && bases[base].pads) || value(c) >= 0)) {
			places[kept.n] = i;
			kept.b[kept.n++] = c;
		}
	}
	for (size_t i = 0; i < kept.n; i += bases[base].symbols) {
		const size_t n =
		    kept.n - i < bases[base].symbols ? kept.n - i : bases[base].symbols;
		const int bad = slow_group(kept.b + i, n, to);

		if (bad != GOOD)
			return slow_verdict(from,
			    places[i + ((size_t)bad < n ? (size_t)bad : n - 1)], (size_t)bad == n);
	}
	return (struct verdict){true, -1, 0, 0};
}

#endif
