/* od's types: random type strings and blocks must end at once, within their memory, and be laid
 * out by the rules; strings must be found however the input is cut.
 * types_engine_test [SECONDS [SEED]]: how long random ones are tried. */
#include "lib/dump/types/types.h"

#include <time.h>

#include "lib/dump/types/quick.h"
#include "lib/dump/types/strings.h"
#include "tests/dump/sink.h"

static struct types types;
static struct room room;

static void
random_text(char *text, size_t most)
{
	static const char letters[] = "acduoxfacduoxf124816CSILBHFDLzzacduoxfk0 3";
	const size_t n = random_below(random_below(2) ? most : 4);

	for (size_t i = 0; i < n; i++)
		text[i] = letters[random_below(sizeof(letters) - 1)];
	text[n] = '\0';
}

/* How many lines there are, and whether all but the star are as wide as the rule says. */
static bool
lines_are_good(size_t lines)
{
	const char *p = room.text, *end = p + room.len;
	size_t width = 0;

	for (size_t i = 0; i < types.count; i++) {
		const struct type *t = &types.list[i];
		const size_t w = types.format.block / t->size * (t->width + 1U);

		width = width < w ? w : width;
	}
	for (size_t i = 0; i < lines; i++) {
		const struct type *t = &types.list[i % types.count];
		const char *next = memchr(p, '\n', (size_t)(end - p));
		const size_t want = 7 + width + (t->text ? types.format.block + 4 : 0);

		if (!next || (size_t)(next - p) != want)
			return false;
		p = next + 1;
	}
	return p == end;
}

static void
print_blocks(void)
{
	const size_t block = types.format.block, blocks = 1 + random_below(3);
	const size_t n = blocks * block, part = block > 1 ? 1 + random_below(block) : 1;
	uint8_t *input = calloc(1, n + DUMP_SLACK);
	bool good;

	if (!input)
		abort();
	for (size_t i = 0; i < n; i++)
		input[i] = (uint8_t)random64();
	room = (struct room){.sink = {.more = more}};
	types.format.print(&types.format, &room.sink, input, n, 0);
	drain(&room);
	good = lines_are_good(blocks * types.count);
	if (fails(good))
		printf("%zu types in blocks of %zu: wrong lines\n", types.count, block);
	room = (struct room){.sink = {.more = more}};
	types.format.print(&types.format, &room.sink, input, part, 8);
	drain(&room);
	free(input);
}

/* The quick way at each level is to be the same, also where the offset gets another digit. */
static void
compare_quick(void)
{
	static const uint64_t places[] = {0, 010000000, 0100000000, 0200000000, 10000000, 100000000,
	    0x1000000, 0x10000000, UINT64_C(0x100000000), UINT64_C(0x1100000000)};
	static struct quick quick;
	static char want[TEXT_MAX];
	const size_t block = types.format.block, n = 4096 / block * block + block;
	const uint64_t offset = places[random_below(sizeof(places) / sizeof(places[0]))];
	uint8_t *input = calloc(1, n + DUMP_SLACK);
	size_t length = 0;

	if (!input)
		abort();
	for (size_t i = 0; i < n; i++)
		input[i] = (uint8_t)random64();
	for (unsigned level = 0; level <= find_levels(); level++) {
		const uint64_t begin = offset < 2048 ? offset : offset - 2048;

		quick = (struct quick){.level = level ? (enum cpu_level)(level - 1) : CPU_PLAIN};
		types_begin(&types, level ? &quick : NULL);
		room = (struct room){.sink = {.more = more}};
		types.format.print(&types.format, &room.sink, input, n, begin);
		drain(&room);
		if (!level) {
			length = room.len;
			memcpy(want, room.text, length);
		} else if (fails(room.len == length && memcmp(room.text, want, length) == 0)) {
			printf("%zu types in blocks of %zu: level %u differs\n", types.count, block,
			    level - 1);
		}
	}
	types_begin(&types, NULL);
	free(input);
}

static void
test_types(void)
{
	struct types_fault fault;
	char text[24];

	random_text(text, sizeof(text));
	types.count = 0;
	types.swap = random_below(2);
	types.offsets = (struct offsets){.radix = 8, .width = 7};
	if (!types_add(&types, text, &fault) || !types.count) {
		passed++;
		return;
	}
	types_fit(&types, random_below(2) ? 0 : types_unit(&types) * (1 + random_below(40)));
	types_begin(&types, NULL);
	print_blocks();
	types.offsets.radix = (uint8_t[]){8, 10, 16, 0}[random_below(4)];
	types.offsets.width = types.offsets.radix == 16 ? 6 : types.offsets.radix ? 7 : 0;
	if (types.count <= 3 && types.format.block <= QUICK_BLOCK_MAX)
		compare_quick();
}

/* ---- canned lines ----------------------------------------------------------------- */

enum { BLOCK = 16, CANNED_BYTES = DUMP_MARKED * BLOCK };

static struct quick canned_quick;

/* What the blocks are field by field, with the marks. */
static size_t
expect_marked(
    char *want, const uint8_t *p, size_t n, uint64_t offset, uint32_t same, uint32_t stars)
{
	types_begin(&types, NULL);
	room = (struct room){.sink = {.more = more}};
	for (size_t i = 0; i < n / BLOCK; i++) {
		if (!same || !(same >> i & 1))
			types.format.print(
			    &types.format, &room.sink, p + BLOCK * i, BLOCK, offset + BLOCK * i);
		else if (stars >> i & 1)
			sink_write(&room.sink, "*\n", 2);
	}
	drain(&room);
	memcpy(want, room.text, room.len);
	return room.len;
}

/* As likely long as short, or on the edge between. */
static uint64_t
random_number(void)
{
	uint64_t v = random64() >> random_below(64), ten = 1;

	if (random_below(4) == 0) {
		for (unsigned i = random_below(20); i; i--)
			ten *= 10;
		v = ten - random_below(2);
	}
	return random_below(2) ? v : -v;
}

static void
compare_canned(const char *name, unsigned level, size_t n, uint64_t offset, bool marked)
{
	static char want[TEXT_MAX];
	uint8_t *input = malloc(n + DUMP_SLACK);
	const uint32_t marks = (1U << DUMP_MARKED) - 1;
	const uint32_t same = marked ? (uint32_t)random64() & marks : 0;
	const uint32_t stars = same & ~(same << 1);
	size_t length;

	if (!input)
		abort();
	for (size_t i = 0; i < n + DUMP_SLACK; i += sizeof(uint64_t)) {
		const uint64_t v = random_number();

		memcpy(input + i, &v, sizeof(v));
	}
	length = expect_marked(want, input, n, offset, same, stars);
	types_begin(&types, &canned_quick);
	room = (struct room){.sink = {.more = more}};
	if (marked)
		types.format.print_marked(&types.format, &room.sink, input, offset, same, stars);
	else
		types.format.print(&types.format, &room.sink, input, n, offset);
	drain(&room);
	if (fails(room.len == length && memcmp(room.text, want, length) == 0))
		printf("%s at level %u: %zu bytes at %llx differ\n", name, level, n,
		    (unsigned long long)offset);
	free(input);
}

/* od's canned lines at each level: all numbers of blocks, and offsets where a digit is added. */
static void
test_canned(void)
{
	static const char *const names[] = {
	    "x1", "x2", "o1", "o2", "c", "d8", "u8", "d4", "u4", "d2", "u2"};
	static const uint64_t places[] = {0, 1 << 9, 1 << 12, 1 << 21, 1 << 24, UINT64_C(1) << 32,
	    UINT64_C(1) << 45, CANNED_OD_END, CANNED_OD_END << 1};
	const unsigned levels = find_levels();
	struct types_fault fault;

	types.swap = false;
	for (size_t i = 0; i < 10 * sizeof(names) / sizeof(names[0]); i++) {
		const char *name = names[i / 10];

		types.count = 0;
		types_add(&types, name, &fault);
		types_fit(&types, 0);
		types.offsets = i % 2 ? (struct offsets){.radix = 8, .width = 7}
		                      : (struct offsets){.radix = 16, .width = 6};
		for (unsigned level = 0; level < levels; level++) {
			const uint64_t place = places[i / 2 % 5 + random_below(5)];
			const uint64_t before = place < 200 ? 0 : random_below(200);

			canned_quick = (struct quick){.level = (enum cpu_level)level};
			for (size_t n = BLOCK; n < 300; n += BLOCK)
				compare_canned(name, level, n, place - before, false);
			compare_canned(name, level, 8192, place - before, false);
			if (types.format.print_marked)
				compare_canned(name, level, CANNED_BYTES, place - before, true);
		}
	}
	types_begin(&types, NULL);
}

/* ---- strings --------------------------------------------------------------------- */

static const struct offsets offsets = {.radix = 10, .width = 7};

static void
find_strings(const uint8_t *p, size_t n, size_t min, bool cut, char *want)
{
	size_t from = 0;

	*want = '\0';
	for (size_t i = 0; i <= n; i++) {
		const bool printable = i < n && p[i] >= ' ' && p[i] <= '~';

		if (printable)
			continue;
		if (i - from >= min && (i < n ? !p[i] : cut && i > from))
			want += sprintf(
			    want, "%07zu %.*s\n", from, (int)(i - from), (const char *)p + from);
		from = i + 1;
	}
}

static void
test_strings(void)
{
	static const char letters[] = "ab ~\0\0\n\x7f\x80";
	uint8_t input[200], held[200];
	char want[4096];
	const size_t n = random_below(sizeof(input));
	const bool cut = random_below(2);
	struct ended_strings s = {
	    .min = random_below(6),
	    .offsets = &offsets,
	    .sink = &room.sink,
	    .held = held,
	    .size = sizeof(held),
	};

	for (size_t i = 0; i < n; i++)
		input[i] = (uint8_t)letters[random_below(3) ? random_below(4) : random_below(9)];
	find_strings(input, n, s.min, cut, want);
	room = (struct room){.sink = {.more = more}};
	for (size_t at = 0, part; at < n; at += part) {
		part = 1 + random_below(n - at);
		ended_strings_add(&s, input + at, part);
	}
	if (cut)
		ended_strings_cut(&s);
	drain(&room);
	if (fails(room.len == strlen(want) && memcmp(room.text, want, room.len) == 0))
		printf("strings of %zu bytes: %.*s, not %s\n", n, (int)room.len, room.text, want);
}

int
main(int argc, char **argv)
{
	const time_t end = argc > 1 ? time(NULL) + (time_t)strtol(argv[1], NULL, 10) : 0;

	if (argc > 2)
		seed ^= strtoull(argv[2], NULL, 10) * 0x9E3779B97F4A7C15;
	test_canned();
	for (unsigned i = 0; argc > 1 ? time(NULL) < end : i < 30000; i++) {
		test_types();
		test_strings();
	}
	return finish();
}
