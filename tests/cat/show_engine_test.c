/* cat's engine against a slow one of another shape: a line is collected, then
 * printed by snprintf. All options, all splits, all sizes of the room. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "applets/cat/show.h"
#include "tests/engine.h"

static void
oracle_byte(FILE *f, const struct show_options *o, int c)
{
	if (c == '\t') {
		fputs(o->tabs ? "^I" : "\t", f);
	} else if (!o->controls) {
		fputc(c, f);
	} else {
		if (c >= 128)
			fputs("M-", f);
		c &= 127;
		if (c == 127)
			fputs("^?", f);
		else if (c < 32)
			fprintf(f, "^%c", c + 64);
		else
			fputc(c, f);
	}
}

static size_t
oracle(const struct show_options *o, const uint8_t *in, size_t n, char **out)
{
	unsigned long number = 0, blank = 0;
	size_t size, from = 0, to;
	FILE *f = open_memstream(out, &size);

	for (; from < n; from = to + 1) {
		for (to = from; to < n && in[to] != '\n'; to++)
			;
		bool ended = to < n, empty = from == to;
		blank = empty ? blank + 1 : 0;
		if (o->squeeze && blank > 1)
			continue;
		if (o->nonblank ? !empty : o->number)
			fprintf(f, "%6lu\t", ++number);
		for (size_t i = from; i < to; i++)
			if (ended && o->ends && in[i] == '\r' && i + 1 == to)
				fputs("^M", f);
			else
				oracle_byte(f, o, in[i]);
		if (ended)
			fputs(o->ends ? "$\n" : "\n", f);
	}
	fclose(f);
	return size;
}

static uint8_t got[1 << 18];

/* Feeds pieces of at most `piece` bytes, the first of them `first`, each at that
 * offset from an aligned address; with rooms of at most `most`. */
struct feeding {
	size_t first, piece, align, most;
};

/* The bytes at p that count as shown. */
static size_t
same(struct show *s, const uint8_t *p, const uint8_t *end, size_t used)
{
	size_t n = show_same(s, p, end);

	memcpy(got + used, p, n);
	return n;
}

static size_t
engine(const struct show_options *o, enum cpu_level level, const uint8_t *in, size_t n,
    const struct feeding *f)
{
	struct show s;
	size_t used = 0, len;

	show_begin(&s, o, level);
	for (size_t at = 0; at < n; at += len) {
		size_t want = at == 0 && f->first ? f->first : f->piece;
		len = n - at < want ? n - at : want;
		/* It ends where its room ends: the sanitizer sees a byte too much. */
		uint8_t *place = malloc(f->align + len);
		if (!place)
			abort();
		uint8_t *copy = place + f->align;
		const uint8_t *p = copy;
		memcpy(copy, in + at, len);
		if (random_below(2)) {
			size_t n_same = same(&s, p, copy + len, used);
			p += n_same;
			used += n_same;
		}
		while (p < copy + len) {
			size_t room = SHOW_ROOM + random_below((uint32_t)(f->most - SHOW_ROOM) + 1);
			uint8_t *space = malloc(room);
			if (!space)
				abort();
			size_t put = show(&s, &p, copy + len, space, room);
			memcpy(got + used, space, put);
			used += put;
			free(space);
		}
		free(place);
	}
	return used + show_end(&s, got + used);
}

/* All engines against what is wanted, once for each way of feeding. */
static void
check(unsigned bits, const uint8_t *in, size_t n, const struct feeding *f, size_t count)
{
	struct show_options o = {bits & 1, bits & 2, bits & 4, bits & 8, bits & 16, bits & 32};
	char *want;
	size_t size = oracle(&o, in, n, &want);

	for (enum cpu_level level = CPU_PLAIN; level < find_levels(); level++) {
		for (size_t i = 0; i < count; i++) {
			size_t used = engine(&o, level, in, n, &f[i]);
			if (fails(used == size && memcmp(got, want, size) == 0))
				printf("level %d, options %x, %zu bytes, first %zu, pieces of %zu, "
				       "at %zu, rooms of %zu: differs\n",
				    level, bits, n, f[i].first, f[i].piece, f[i].align, f[i].most);
		}
	}
	free(want);
}

/* The byte kinds that matter, at different densities: one in `kind`. */
static void
fill(uint8_t *p, size_t n, unsigned kind)
{
	static const uint8_t special[] = "\n\n\n\r\t\0\177\200\377a\n\r";

	for (size_t i = 0; i < n; i++) {
		if (kind == 0 || random_below(kind) == 0)
			p[i] = special[random_below(sizeof(special) - 1)];
		else if (kind < 100)
			p[i] = (uint8_t)random_below(kind == 40 ? 128 : 256);
		else
			p[i] = (uint8_t)(' ' + random_below(95));
	}
}

enum { LONG = 9000, ROOMY = 16384 };
static uint8_t data[LONG];

/* Of one kind throughout, of lines of one length, of nothing but pairs. */
static void
check_structured(unsigned bits)
{
	static const char *const texts[] = {"\n", "a\n", "\r\n", "\r", "\t", "\200", "\r\r\n",
	    "\n\n\na", "\377\n",
	    "sixty-three bytes and a newline, and so on from block to blocks \n", "nothing of it "};
	const struct feeding f[] = {
	    {0, LONG, 0, ROOMY}, {0, 1000, 3, ROOMY}, {1, 4096, 0, SHOW_ROOM}};

	for (size_t t = 0; t < sizeof(texts) / sizeof(texts[0]); t++) {
		for (size_t i = 0, length = strlen(texts[t]); i < LONG; i++)
			data[i] = (uint8_t)texts[t][i % length];
		check(bits, data, LONG, f, 3);
	}
}

static void
check_lengths(unsigned bits)
{
	static const unsigned kinds[] = {0, 40, 7, 100, 1000, 2};
	struct feeding f[3];

	for (size_t n = 0; n <= 300; n++) {
		fill(data, n, kinds[n % 6]);
		f[0] = (struct feeding){
		    0, 1 + random_below(200), random_below(64), SHOW_ROOM + random_below(200)};
		f[1] = (struct feeding){0, 300, n % 64, SHOW_ROOM};
		f[2] = (struct feeding){n / 2, 300, (n + bits) % 64, ROOMY};
		check(bits, data, n, f, 3);
	}
}

/* Every place of a split, and every alignment, of what has some of everything. */
static void
check_splits(unsigned bits)
{
	struct feeding f[400];

	fill(data, 400, 5);
	fill(data + 150, 100, 1000);
	for (size_t i = 0; i < 400; i++)
		f[i] = (struct feeding){i, 400, i % 64, SHOW_ROOM};
	check(bits, data, 400, f, 400);
	for (size_t i = 0; i < 40; i++)
		f[i] = (struct feeding){0, i + 1, 0, SHOW_ROOM};
	check(bits, data, 200, f, 40);
}

static void
check_long(unsigned bits)
{
	static const unsigned kinds[] = {0, 2, 10, 40, 60, 100, 400, 10000};
	const struct feeding f[] = {
	    {0, LONG, 0, 65536}, {0, 4096, 1, ROOMY}, {100, 700, 9, SHOW_ROOM}};

	for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++) {
		fill(data, LONG, kinds[i]);
		check(bits, data, LONG, f, 3);
	}
}

/* From a number on, which number_put() has not counted up to itself. */
static void
check_numbers(uint64_t from, unsigned count)
{
	struct number n;
	char want[32], text[32];
	uint8_t out[NUMBER_MOST];
	int length;

	number_begin(&n);
	length = snprintf(text, sizeof(text), "%6llu", (unsigned long long)from);
	memcpy(&n.low, text + length - 6, 6);
	memcpy(n.high, text, (size_t)length - 6);
	n.high_length = (unsigned)length - 6;
	while (count--) {
		length = snprintf(want, sizeof(want), "%6llu\t", (unsigned long long)++from);
		if (fails(number_put(&n, out) == out + length &&
		          memcmp(out, want, (size_t)length) == 0))
			printf("number %llu: differs\n", (unsigned long long)from);
	}
}

int
main(void)
{
	for (unsigned bits = 0; bits < 64; bits++) {
		check_lengths(bits);
		check_splits(bits);
		check_structured(bits);
		check_long(bits);
	}
	check_numbers(0, 12000);
	for (uint64_t power = 10; power < UINT64_MAX / 10; power *= 10) {
		check_numbers(power - 3, 5);
		check_numbers(power * 2 - 3, 5);
	}
	check_numbers(UINT64_MAX - 5, 5);
	return finish();
}
