/* hexdump's vectors against its plain C, which is tested on its own: every
 * format at every length up to 300 from every alignment, offsets on both sides of
 * each digit more, every set of squeezed blocks, and where blocks repeat. Input
 * and text lie in memory that ends where it may no longer be read or written. */
#include "lib/dump/canned/canned.h"
#include "lib/dump/squeeze.h"
#include "tests/dump/canned.h"
#include "tests/dump/sink.h"

#include <inttypes.h>

enum { BLOCK = 16, INPUT_MAX = 2048 };

/* Random bytes, with DUMP_SLACK after them, `shift` bytes off any alignment. */
struct input {
	uint8_t *memory, *bytes;
};

static struct input
make_input(size_t n, size_t shift)
{
	size_t padded = (n + BLOCK - 1) / BLOCK * BLOCK;
	struct input in;
	void *memory;

	if (posix_memalign(&memory, 64, shift + padded + DUMP_SLACK))
		abort();
	in.memory = memory;
	in.bytes = in.memory + shift;
	for (size_t i = 0; i < padded + DUMP_SLACK; i++)
		in.bytes[i] = (uint8_t)random_below(256);
	memset(in.bytes + n, 0, padded - n);
	return in;
}

static void
print(struct room *room, const struct format *f, const uint8_t *p, size_t n, uint64_t offset)
{
	room->len = 0;
	room->sink = (struct sink){.more = more};
	f->print(f, &room->sink, p, n, offset);
	drain(room);
}

static bool
same_text(const struct room *a, const struct room *b)
{
	return a->len == b->len && !memcmp(a->text, b->text, a->len);
}

static void
compare_lines(int kind, size_t n, size_t shift, uint64_t offset)
{
	static struct room plain, room;
	struct input in = make_input(n, shift);

	print(&plain, &canned[CPU_PLAIN][kind].format, in.bytes, n, offset);
	for (unsigned level = CPU_PLAIN + 1; level < levels; level++) {
		print(&room, &canned[level][kind].format, in.bytes, n, offset);
		if (fails(same_text(&plain, &room)))
			printf("level %u, kind %d, %zu bytes, alignment %zu, at %" PRIx64 ":\n%.*s",
			    level, kind, n, shift, offset, (int)least(room.len, 400), room.text);
	}
	free(in.memory);
}

static void
alignments(void)
{
	for (int kind = 0; kind < CANNED_KINDS; kind++)
		for (size_t n = 1; n <= 300; n++)
			for (size_t shift = n & 1; shift < 64; shift += 2)
				compare_lines(kind, n, shift, random_below(1 << 20));
}

static void
offsets(void)
{
	for (int kind = 0; kind < CANNED_KINDS; kind++)
		for (unsigned bits = 8; bits < 64; bits += 4)
			for (uint64_t back = 0; back < 320 && back <= UINT64_C(1) << bits;
			     back += 5)
				compare_lines(kind, 640, 0, (UINT64_C(1) << bits) - back);
}

/* ---- squeezed blocks ------------------------------------------------------ */

static void
expect_marked(struct room *room, const struct format *f, const uint8_t *p, uint64_t offset,
    uint32_t same, uint32_t stars)
{
	room->len = 0;
	room->sink = (struct sink){.more = more};
	for (size_t i = 0; i < DUMP_MARKED; i++) {
		if (!(same >> i & 1))
			f->print(f, &room->sink, p + i * BLOCK, BLOCK, offset + i * BLOCK);
		else if (stars >> i & 1)
			room->sink.at = (uint8_t *)memcpy(sink_room(&room->sink, 2), "*\n", 2) + 2;
	}
	drain(room);
}

static void
marks(void)
{
	static struct room expected, room;
	struct input in = make_input((size_t)DUMP_MARKED * BLOCK, 3);

	for (uint32_t same = 0; same < 1U << DUMP_MARKED; same++) {
		int kind = (int)random_below(CANNED_KINDS);
		uint64_t offset = random_below(2) ? random_below(1 << 29) : (1U << 28) - 128;
		uint32_t stars = same & ~(same << 1 | random_below(2));

		expect_marked(
		    &expected, &canned[CPU_PLAIN][kind].format, in.bytes, offset, same, stars);
		for (unsigned level = CPU_PLAIN + 1; level < levels; level++) {
			const struct format *f = &canned[level][kind].format;

			room.len = 0;
			room.sink = (struct sink){.more = more};
			f->print_marked(f, &room.sink, in.bytes, offset, same, stars);
			drain(&room);
			if (fails(same_text(&expected, &room)))
				printf("level %u, kind %d, marks %x, %x, at %" PRIx64 ":\n%.*s",
				    level, kind, same, stars, offset, (int)room.len, room.text);
		}
	}
	free(in.memory);
}

/* ---- repeated blocks -------------------------------------------------------- */

static squeeze_run *const runs[LEVELS] = {
    squeeze_run_plain,
#ifdef __x86_64__
    squeeze_run_avx2,
    squeeze_run_avx512,
#endif
};

static void
compare_runs(const uint8_t *p, size_t n, size_t block)
{
	for (int same = 0; same < 2; same++) {
		size_t expected = runs[CPU_PLAIN](p, n, block, same);

		for (unsigned level = CPU_PLAIN + 1; level < levels && level < LEVELS; level++) {
			size_t got = runs[level](p, n, block, same);

			if (fails(got == expected))
				printf("level %u, %zu bytes, blocks of %zu, %s: %zu, not %zu\n",
				    level, n, block, same ? "same" : "not same", got, expected);
		}
	}
}

/* All blocks repeat, or none does, but for one, in one byte. */
static void
single_breaks(void)
{
	static const size_t blocks[] = {16, 16, 1, 8, 20, 48, 512};

	for (size_t i = 0; i < sizeof(blocks) / sizeof(*blocks); i++) {
		size_t block = blocks[i];

		for (size_t count = 0; count <= 1100 / block; count++) {
			size_t n = count * block, at = block + (n ? random_below((uint32_t)n) : 0);
			struct input in = make_input(block + n, random_below(64));
			uint8_t *p = in.bytes;

			compare_runs(p + block, n, block);
			if (n) {
				at -= at % block;
				memcpy(p + at, p + at - block, block);
				compare_runs(p + block, n, block);
			}
			memset(p, 0, block + n);
			compare_runs(p + block, n, block);
			p[block + (n ? random_below((uint32_t)n) : 0)] = 1;
			compare_runs(p + block, n, block);
			free(in.memory);
		}
	}
}

#ifdef __x86_64__
static void
masks(void)
{
	static squeeze_mask *const at_level[LEVELS] = {NULL, squeeze_mask_avx2, squeeze_mask_avx512};
	struct input in = make_input((size_t)(1 + DUMP_MARKED) * BLOCK, 5);

	for (uint32_t same = 0; same < 1U << DUMP_MARKED; same++) {
		for (size_t i = 0; i < DUMP_MARKED; i++) {
			uint8_t *block = in.bytes + (i + 1) * BLOCK;

			memcpy(block, block - BLOCK, BLOCK);
			block[random_below(BLOCK)] ^= same >> i & 1 ? 0 : 1 << random_below(8);
		}
		for (unsigned level = CPU_AVX2; level < levels; level++)
			if (fails(at_level[level](in.bytes + BLOCK) == same))
				printf("level %u, mask %x: %x\n", level, same,
				    at_level[level](in.bytes + BLOCK));
	}
	free(in.memory);
}
#endif

int
main(void)
{
	init_canned();
	alignments();
	offsets();
	marks();
	single_breaks();
#ifdef __x86_64__
	masks();
#endif
	return finish();
}
