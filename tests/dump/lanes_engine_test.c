/* Lanes: each vector executor against the plain one, and that against print.h, on programs
 * of random formats. Each is run over 0 blocks to some more than a round, at any alignment
 * and in two parts; input and text lie in memory that ends where it may no longer be read
 * or written. */
#include "lib/dump/format/format.h"
#include "lib/dump/program/lanes_make.h"
#include "lib/dump/program/print.h"
#include "tests/dump/sink.h"

enum { FORMATS = 3, TEXT = 1024, ARENA = 1 << 20 };

static struct {
	_Alignas(64) uint8_t bytes[ARENA];
	struct arena arena;
	struct units units[FORMATS];
	char texts[FORMATS][TEXT];
	uint32_t block;
} program;

static unsigned made[LEVELS], with_address[LEVELS], split[LEVELS];

/* ---- formats ---------------------------------------------------------------- */

static const char *
one_of(const char *const *list, size_t n)
{
	return list[random_below((uint32_t)n)];
}
#define ONE_OF(...)                                                                                \
	one_of((const char *const[]){__VA_ARGS__},                                                 \
	    sizeof((const char *const[]){__VA_ARGS__}) / sizeof(char *))

/* Whole numbers of `size` bytes, or whatever shows a byte. */
static void
add_conversion(char *to, size_t room, unsigned size)
{
	static const unsigned hex[] = {0, 2, 4, 0, 8, 0, 0, 0, 16};
	static const unsigned octal[] = {0, 3, 6, 0, 11, 0, 0, 0, 22};
	unsigned more = random_below(3) ? 0 : random_below(4);

	if (size == 1 && random_below(2))
		snprintf(to, room, "%%%s%s", ONE_OF("", "", "3", "-4", "5"),
		    ONE_OF("_p", "_p", "_c", "c", "_u"));
	else if (size == 1 && !random_below(4))
		snprintf(to, room, "%%%s%c", ONE_OF("", "3", "-5", "+"), "duxo"[random_below(4)]);
	else if (random_below(3))
		snprintf(to, room, "%%%s%s%u%c", ONE_OF("", "", "7", "-20"), ONE_OF(".", "0"),
		    hex[size] + more, "xX"[random_below(2)]);
	else
		snprintf(to, room, "%%%s%uo", ONE_OF(".", "0", "30."), octal[size] + more);
}

static void
make_format(char *text)
{
	size_t n = 0;

	text[0] = '\0';
	if (random_below(2))
		n += (size_t)snprintf(text, TEXT, "\"%s%%%s_a%c%s\" ", ONE_OF("", "@"),
		    ONE_OF("08", "07.7", "4.4", "02", ".12", "-9.3"), "xxdo"[random_below(4)],
		    ONE_OF("", " ", ":  "));
	for (unsigned i = 1 + random_below(4); i; i--) {
		unsigned size = 1U << random_below(2) * random_below(4);
		char conversion[32];

		add_conversion(conversion, sizeof(conversion), size);
		n += (size_t)snprintf(text + n, TEXT - n, "%u/%u \"%s%s%s\" ",
		    1 + random_below(random_below(6) ? 9 : 40), size, ONE_OF("", "", "0x", " "),
		    conversion, ONE_OF("", " ", ", ", "a longer text"));
	}
	if (random_below(2))
		snprintf(text + n, TEXT - n, "\"%s\\n\"", ONE_OF("", "|"));
}

/* Parses random formats into program.units. */
static void
make_units(void)
{
	unsigned count = random_below(2) ? 1 : 1 + random_below(FORMATS);
	struct format_fault fault;

	program.arena = (struct arena){program.bytes, program.bytes + ARENA};
	program.block = 0;
	for (unsigned i = 0; i < count; i++) {
		struct units *units = &program.units[i];

		make_format(program.texts[i]);
		if (!format_split(units, program.texts[i], &program.arena, &fault) ||
		    !format_convert(units, true, &program.arena, &fault))
			abort();
		units->next = i + 1 < count ? units + 1 : NULL;
		if (program.block < units->block)
			program.block = units->block;
	}
	for (unsigned i = 0; i < count; i++)
		format_fit(&program.units[i], program.block);
}

/* ---- runs ------------------------------------------------------------------- */

static void *
must(void *p)
{
	if (!p)
		abort();
	return p;
}

/* The slow way: print after print. */
static void
print_block(struct room *room, const uint8_t *p, uint64_t address)
{
	for (const struct units *units = program.units; units; units = units->next) {
		uint32_t at = 0;

		for (size_t i = 0; i < units->count; i++)
			for (uint32_t left = units->list[i].times; left; left--)
				for (size_t j = 0; j < units->list[i].count; j++) {
					const struct unit *u = &units->list[i];
					const struct print *print = &u->prints[j];
					bool drop =
					    left == 1 && u->drops_blank && j + 1 == u->count;

					print_put(print, (size_t)print->length - drop,
					    (struct place){
					        p + at, program.block - at, address + at, false},
					    &room->sink);
					at += print->bytes;
				}
	}
}

/* The first `part` blocks alone, then the others, which must go on after them. */
static bool
same(lanes_put *put, const struct lanes *l, const uint8_t *p, size_t times, size_t part,
    uint64_t address, const struct room *expected)
{
	uint8_t *out = must(malloc(expected->len + LANES)), *end;
	bool good;

	end = put(l, p, part, address, out);
	end = put(l, p + part * l->bytes, times - part, address + part * l->bytes, end);
	good =
	    (size_t)(end - out) == expected->len && memcmp(out, expected->text, expected->len) == 0;
	free(out);
	return good;
}

static void
compare(const struct lanes *l, lanes_put *put, unsigned level)
{
	static struct room expected;
	size_t times = random_below(3 * l->times + 2), n = times * l->bytes;
	size_t shift = random_below(64), part = random_below((uint32_t)times + 1);
	uint8_t *memory = must(malloc(shift + n + (size_t)2 * LANES)), *p = memory + shift;
	uint64_t most = l->limit ? l->limit - l->ahead : UINT64_C(1) << 60, address = 0;

	for (size_t i = 0; i < n + (size_t)2 * LANES; i++)
		p[i] = (uint8_t)random_below(256);
	if (n < most)
		address =
		    random_below(2) ? most - n : random_below((uint32_t)least(most - n, 1 << 30));
	else
		times = part = 0;
	expected.len = 0;
	expected.sink = (struct sink){.more = more};
	for (size_t i = 0; i < times; i++)
		print_block(&expected, p + i * l->bytes, address + i * l->bytes);
	drain(&expected);
	if (fails(same(lanes_put_plain, l, p, times, part, address, &expected)))
		printf("plain: %zu blocks at %llx: {%s}\n", times, (unsigned long long)address,
		    program.texts[0]);
	if (fails(same(put, l, p, times, part, address, &expected)))
		printf("level %u: %zu blocks, %zu of them first, at %llx: {%s}\n", level, times,
		    part, (unsigned long long)address, program.texts[0]);
	free(memory);
}

static void
try(unsigned level, lanes_put *put)
{
	struct arena arena = program.arena;
	const struct lanes *l =
	    lanes_make(program.units, program.block, (enum cpu_level)level, &arena);

	if (!l)
		return;
	made[level]++;
	with_address[level] += l->limit != 0;
	for (const struct piece *piece = l->pieces; piece < l->end; piece++)
		split[level] += piece->has & PIECE_SPLIT;
	for (unsigned i = 0; i < 4; i++)
		compare(l, put, level);
}

int
main(void)
{
	unsigned levels = find_levels();

	for (unsigned i = 0; i < 40000; i++) {
		make_units();
#ifdef __x86_64__
		if (levels > CPU_AVX2)
			try(CPU_AVX2, lanes_put_avx2);
		if (levels > CPU_AVX512)
			try(CPU_AVX512, lanes_put_avx512);
#endif
	}
	for (unsigned level = CPU_AVX2; level < levels; level++)
		if (fails(made[level] > 3000 && with_address[level] > 1000 && split[level] > 1000))
			printf("level %u: only %u programs, %u with an address, %u split\n", level,
			    made[level], with_address[level], split[level]);
	return finish();
}
