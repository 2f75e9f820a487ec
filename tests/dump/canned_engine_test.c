/* hexdump's engines against slow oracles: every canned format made with
 * snprintf at every length up to 300, alone and with others, in pieces of every
 * size, with runs of equal blocks beginning and ending everywhere, and where
 * offsets grow by a digit. */
#include "lib/dump/canned/canned.h"
#include "lib/dump/dump.h"
#include "tests/dump/canned.h"
#include "tests/dump/sink.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- the oracle --------------------------------------------------------- */

enum { BLOCK = 16, INPUT_MAX = 4096 };

static char expected[TEXT_MAX];
static size_t expected_len;

static size_t
expected_room(void)
{
	if (expected_len >= sizeof(expected))
		abort();
	return sizeof(expected) - expected_len;
}

#define expect(...)                                                                                \
	(expected_len += (size_t)snprintf(expected + expected_len, expected_room(), __VA_ARGS__))

static const char *
character(uint8_t c)
{
	static char text[8];
	static const char *escapes[] = {"\\0", NULL, NULL, NULL, NULL, NULL, NULL, "\\a", "\\b",
	    "\\t", "\\n", "\\v", "\\f", "\\r"};

	if (c < 14 && escapes[c])
		return escapes[c];
	snprintf(text, sizeof(text), c < 32 || c > 126 ? "%03o" : "%c", c);
	return text;
}

static void
expect_canonical(const uint8_t *p, size_t n, uint64_t offset)
{
	expect("%08" PRIx64 "  ", offset);
	for (size_t i = 0; i < BLOCK; i++) {
		if (i < n)
			expect("%02x ", p[i]);
		else
			expect("   ");
		if (i == 7)
			expect(" ");
	}
	expect(" |");
	for (size_t i = 0; i < n; i++)
		expect("%c", p[i] < 32 || p[i] > 126 ? '.' : p[i]);
	expect("|\n");
}

static void
expect_cell(enum canned_kind kind, const uint8_t *p)
{
	unsigned two = (unsigned)(p[0] | p[1] << 8);

#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
	two = (unsigned)(p[0] << 8 | p[1]);
#endif
	switch (kind) {
	case CANNED_ONE_BYTE_OCTAL:
		expect(" %03o", p[0]);
		break;
	case CANNED_ONE_BYTE_HEX:
		expect("  %02x", p[0]);
		break;
	case CANNED_ONE_BYTE_CHAR:
		expect(" %3s", character(p[0]));
		break;
	case CANNED_TWO_BYTES_DECIMAL:
		expect("   %05u", two);
		break;
	case CANNED_TWO_BYTES_OCTAL:
		expect("  %06o", two);
		break;
	case CANNED_TWO_BYTES_HEX:
		expect("    %04x", two);
		break;
	default:
		expect(" %04x", two);
	}
}

static void
expect_block(enum canned_kind kind, const uint8_t *p, size_t n, uint64_t offset)
{
	static const int columns[CANNED_KINDS] = {5, 4, 4, 4, 0, 8, 8, 8};
	size_t unit = columns[kind] == 4 ? 1 : 2;
	uint8_t padded[BLOCK + 1] = {0};

	if (kind == CANNED_CANONICAL) {
		expect_canonical(p, n, offset);
		return;
	}
	memcpy(padded, p, n);
	expect("%07" PRIx64, offset);
	for (size_t i = 0; i < BLOCK; i += unit) {
		if (i < n)
			expect_cell(kind, padded + i);
		else
			expect("%*s", columns[kind], "");
	}
	expect("\n");
}

static void
expect_dump(const enum canned_kind *kinds, size_t count, bool squeeze, const uint8_t *p, size_t n,
    uint64_t offset)
{
	bool starred = false;
	uint64_t total = offset + n;

	expected_len = 0;
	for (size_t at = 0; at < n; at += BLOCK) {
		size_t have = least(n - at, BLOCK);

		if (squeeze && at && have == BLOCK && !memcmp(p + at, p + at - BLOCK, BLOCK)) {
			if (!starred)
				expect("*\n");
			starred = true;
			continue;
		}
		starred = false;
		for (size_t i = 0; i < count; i++)
			expect_block(kinds[i], p + at, have, offset + at);
	}
	if (total)
		expect(kinds[count - 1] == CANNED_CANONICAL ? "%08" PRIx64 "\n" : "%07" PRIx64 "\n",
		    total);
}

/* ---- the engine, with memory that ends where it says it does ------------- */

/* Feeds p[0..n) in pieces: of piece bytes, or where that is 0, of any size. */
static void
feed(struct dump *d, const uint8_t *p, size_t n, size_t piece)
{
	while (n) {
		size_t room, step = piece ? piece : 1 + random_below(64);
		uint8_t *to = dump_room(d, &room);

		if (room < 1 || to + room != d->window.bytes + d->window.size)
			abort();
		step = least(step, least(n, room));
		memcpy(to, p, step);
		dump_add(d, step);
		p += step;
		n -= step;
	}
	dump_end(d);
}

struct trial {
	const enum canned_kind *kinds;
	size_t count;
	bool squeeze;
	uint64_t offset;
	size_t piece;  /* bytes; 0: random */
	size_t window; /* bytes */
};

static void
run_trial(const struct trial *t, enum cpu_level level, const uint8_t *p, size_t n)
{
	static struct room room;
	const struct format *formats[8];
	struct dump d = {.formats = formats, .count = t->count, .squeeze = t->squeeze};
	size_t shift = random_below(64);
	uint8_t *window;
	bool good;

	for (size_t i = 0; i < t->count; i++)
		formats[i] = &canned[level][t->kinds[i]].format;
	room.len = 0;
	room.sink = (struct sink){.more = more};
	d.level = level;
	d.sink = &room.sink;
	d.window.size = t->window;
	window = malloc(shift + d.window.size + DUMP_SLACK);
	if (!window)
		abort();
	d.window.bytes = window + shift;
	/* What lies there by chance is no block that the first could repeat. */
	memcpy(d.window.bytes, p, least(n, BLOCK));
	d.offset = t->offset;
	dump_begin(&d);
	feed(&d, p, n, t->piece);
	free(window);
	drain(&room);
	good = room.len == expected_len && !memcmp(room.text, expected, room.len);
	if (fails(good))
		printf("level %d, kind %d (of %zu), %zu bytes at %" PRIx64
		       ", pieces of %zu, window %zu:\n%.*s\n",
		    (int)level, (int)t->kinds[0], t->count, n, t->offset, t->piece, t->window,
		    (int)least(room.len, 400), room.text);
}

/* Every level makes the same text. */
static void
try(const struct trial *t, const uint8_t *p, size_t n)
{
	expect_dump(t->kinds, t->count, t->squeeze, p, n, t->offset);
	for (unsigned level = 0; level < levels; level++)
		run_trial(t, (enum cpu_level)level, p, n);
}

/* ---- the cases ----------------------------------------------------------- */

static const enum canned_kind all[CANNED_KINDS] = {CANNED_DEFAULT, CANNED_ONE_BYTE_OCTAL,
    CANNED_ONE_BYTE_HEX, CANNED_ONE_BYTE_CHAR, CANNED_CANONICAL, CANNED_TWO_BYTES_DECIMAL,
    CANNED_TWO_BYTES_OCTAL, CANNED_TWO_BYTES_HEX};

static uint8_t data[INPUT_MAX];

static void
fill_random(size_t n)
{
	for (size_t i = 0; i < n; i++)
		data[i] = (uint8_t)random_below(256);
}

/* Each format, of random bytes and of a text, of every length. */
static void
lengths(void)
{
	for (int k = 0; k < CANNED_KINDS; k++) {
		for (size_t n = 0; n <= 300; n++) {
			struct trial t = {&all[k], 1, true, 0, n + 1, 512};

			fill_random(n);
			try(&t, data, n);
			memset(data, 'a', n);
			try(&t, data, n);
			t.squeeze = false;
			try(&t, data, n);
		}
	}
}

/* Every value that a unit can have, in every format. */
static void
values(void)
{
	for (unsigned first = 0; first < 65536; first += INPUT_MAX / 2) {
		for (unsigned i = 0; i < INPUT_MAX / 2; i++) {
			uint16_t v = (uint16_t)(first + i);
			memcpy(data + 2 * (size_t)i, &v, 2);
		}
		for (int k = 0; k < CANNED_KINDS; k++) {
			struct trial t = {&all[k], 1, true, first * UINT64_C(2), 4096, 4096 + 32};
			try(&t, data, INPUT_MAX);
		}
	}
}

/* Pieces of every size, and windows from the smallest. */
static void
splits(void)
{
	fill_random(100);
	memset(data + 100, 0, 200);
	for (int k = 0; k < CANNED_KINDS; k++) {
		for (size_t piece = 0; piece <= 70; piece++) {
			struct trial t = {&all[k], 1, true, 5, piece, 32 + piece};
			try(&t, data, 300);
		}
	}
}

/* Equal blocks from any block to any other, the data before, in and after
 * them different in one byte only; the end short or not. */
static void
squeezes(void)
{
	for (size_t first = 0; first < 40; first++) {
		for (size_t last = first; last < 40; last++) {
			struct trial t = {&all[random_below(CANNED_KINDS)], 1, true, 0, 0,
			    32 + random_below(600)};
			size_t n = 40 * BLOCK + random_below(BLOCK);

			fill_random(n);
			for (size_t i = first * BLOCK; i < last * BLOCK; i++)
				data[i] = (uint8_t)(i % BLOCK);
			if (last > first) {
				memcpy(data + last * BLOCK, data + first * BLOCK, BLOCK);
				data[last * BLOCK + random_below(BLOCK)] ^= 1;
			}
			try(&t, data, n);
			t.piece = 4096;
			t.window = 1024;
			try(&t, data, n);
			t.squeeze = false;
			try(&t, data, n);
		}
	}
	/* Some blocks repeat the one before, in every density. */
	for (unsigned round = 0; round < 1000; round++) {
		struct trial t = {&all[random_below(CANNED_KINDS)], 1, true,
		    random_below(64) * UINT64_C(8), round & 1 ? 0 : 4096, 64 + random_below(2000)};
		unsigned odds = 1 + random_below(12);
		size_t n = 1200 + random_below(800);

		fill_random(n);
		for (size_t i = BLOCK; i + BLOCK <= n; i += BLOCK)
			if (random_below(12) < odds)
				memcpy(data + i, data + i - BLOCK, BLOCK);
		try(&t, data, n);
	}
	/* Long runs that break at any byte. */
	for (size_t at = 0; at < 1200; at++) {
		struct trial t = {&all[random_below(CANNED_KINDS)], 1, true, 0, 4096, 4096};

		memset(data, 0, 1200);
		data[at] = 1;
		try(&t, data, 1200);
	}
	/* The rest of a longer piece after the last one is not input. */
	for (size_t n = 512; n < 1100; n++) {
		struct trial t = {&all[n % CANNED_KINDS], 1, true, 0, 4096, 16 + 512};

		memset(data, 0, n);
		try(&t, data, n);
	}
	/* A short block is never equal, though zeros pad it. */
	for (size_t n = 1; n < 80; n++) {
		struct trial t = {&all[n % CANNED_KINDS], 1, true, 0, 0, 64};

		memset(data, 0, n);
		try(&t, data, n);
	}
}

/* Where an offset gets a digit more, and where it ends. */
static void
offsets(void)
{
	for (unsigned bits = 4; bits <= 64; bits += 4) {
		uint64_t limit = bits < 64 ? UINT64_C(1) << bits : UINT64_MAX;

		for (int k = 0; k < CANNED_KINDS; k++) {
			for (uint64_t back = 0; back <= 600 && back <= limit; back += 29) {
				struct trial t = {&all[k], 1, k & 1, limit - back, 0, 700};
				size_t n = 300 + random_below(300);

				if (n > UINT64_MAX - t.offset)
					n = (size_t)(UINT64_MAX - t.offset);
				fill_random(n);
				try(&t, data, n);
			}
		}
	}
}

/* The longest lines, more than a sink's room of them. */
static void
full_rooms(void)
{
	for (int k = 0; k < CANNED_KINDS; k++) {
		for (int round = 0; round < 50; round++) {
			struct trial t = {&all[k], 1, true, UINT64_MAX / 2, 4096, 4096 + 32};

			fill_random(INPUT_MAX);
			try(&t, data, INPUT_MAX);
		}
	}
}

/* Several formats take turns, one may be there twice. */
static void
several(void)
{
	for (unsigned round = 0; round < 2000; round++) {
		enum canned_kind kinds[8];
		size_t count = 1 + random_below(8), n = random_below(200);

		for (size_t i = 0; i < count; i++)
			kinds[i] = all[random_below(CANNED_KINDS)];
		fill_random(n);
		if (round & 2)
			memset(data, 0, n / 2);
		try(&(struct trial){kinds, count, round & 1, random_below(1 << 30), 0,
		        32 + random_below(200)},
		    data, n);
	}
}

/* ---- a format of another kind, with larger blocks ------------------------- */

static void
other_print(const struct format *f, struct sink *s, const uint8_t *p, size_t n, uint64_t offset)
{
	for (; n; p += f->block, offset += f->block) {
		size_t have = least(n, f->block);
		unsigned zeros = 0;

		for (size_t i = have; i < f->block; i++)
			zeros += p[i] == 0;
		s->at = sink_room(s, 64);
		s->at += sprintf(
		    (char *)s->at, "(%" PRIu64 ":%zu+%u:%02x)\n", offset, have, zeros, p[0]);
		n -= have;
	}
}

/* Blocks of 20 bytes: the canned format beside it shows 16 of each, and as
 * the other one has no end, it is the one that prints the last line. */
static void
unlike_blocks(void)
{
	static const struct format other = {.block = 20, .print = other_print};
	const struct format *formats[] = {&canned[levels - 1][CANNED_CANONICAL].format, &other};

	for (size_t n = 0; n < 130; n++) {
		static struct room room;
		uint8_t window[64 + DUMP_SLACK];
		struct dump d = {.formats = formats,
		    .count = 2,
		    .squeeze = true,
		    .sink = &room.sink,
		    .window = {.bytes = window, .size = sizeof(window) - DUMP_SLACK}};

		fill_random(n);
		room.len = 0;
		room.sink = (struct sink){.more = more};
		dump_begin(&d);
		feed(&d, data, n, 0);
		drain(&room);
		expected_len = 0;
		for (size_t at = 0; at < n; at += 20) {
			size_t have = least(n - at, 20);

			expect_canonical(data + at, least(have, 16), at);
			expect("(%zu:%zu+%zu:%02x)\n", at, have, 20 - have, data[at]);
		}
		if (n)
			expect("%08zx\n", n);
		if (fails(room.len == expected_len && !memcmp(room.text, expected, room.len)))
			printf("blocks of 20, %zu bytes:\n%.*s\n", n, (int)room.len, room.text);
	}
}

int
main(void)
{
	init_canned();
	lengths();
	values();
	splits();
	squeezes();
	offsets();
	full_rooms();
	several();
	unlike_blocks();
	return finish();
}
